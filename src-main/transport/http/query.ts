import { HeadroomError } from '#shared/contract/errors.ts';

/** Parameters that every operation takes from the query, whatever its verb. */
const EVERYWHERE = ['dryRun', 'asOf', 'knownAt'] as const;

/** Options of `POST /api/imports` that are lists of pairs: `map=billed=Net amount,date=Day` or `map[billed]=Net amount`. */
const PAIRS: Readonly<Record<string, 'map' | 'tags'>> = { map: 'map', tag: 'tags', tags: 'tags' };

/** Where a field of what is written has the name of such a parameter: the query, which asks for a view, does not set it. */
const OWN_FIELDS: Readonly<Record<string, readonly string[]>> = { '/api/settings': ['asOf'] };

type Fields = Record<string, unknown>;

/**
 * The input of a request that has a body, from body and query. The query wins, so that `?dryRun=true` is never undone by
 * a body that was kept from an earlier answer. Throws `invalid_input` where the body is no object.
 */
export function mergeInput(
  { method, pathname }: { readonly method: string; readonly pathname: string },
  body: unknown,
  query: URLSearchParams,
  revision: number | undefined,
): Fields {
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body)))
    throw new HeadroomError('invalid_input', 'The body must be a JSON object.');
  const own = OWN_FIELDS[pathname] ?? [];
  const taken =
    method === 'DELETE'
      ? [...query.keys()]
      : EVERYWHERE.filter((name) => query.has(name) && !own.includes(name));
  const fromQuery = Object.fromEntries(taken.map((name) => [name, query.get(name)]));
  return { ...body, ...fromQuery, ...(revision === undefined ? {} : { expectedRevision: revision }) };
}

/**
 * The revision of an `If-Match` header; undefined where there is none or it accepts any.
 *
 * @example revisionOf('"3"') // 3
 */
export function revisionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const digits = /^(?:W\/)?"?(\d{1,15})"?$/.exec(ifMatch.trim())?.[1];
  if (digits === undefined)
    throw new HeadroomError('invalid_input', 'If-Match must be a revision in quotes, such as "3".');
  return Number(digits);
}

/** How to read a file, from the query of `POST /api/imports`: the names of the contract, `map` and `tag` as pairs. */
export function readingOptions(query: URLSearchParams): Fields {
  const options: Fields = {};
  for (const [key, value] of query) {
    const [, outer = key, inner] = /^(\w+)\[([^\]]+)\]$/.exec(key) ?? [];
    const pairs = PAIRS[outer];
    if (pairs === undefined) options[key] = value;
    else
      options[pairs] = {
        ...(options[pairs] as Fields),
        ...(inner === undefined ? pairsOf(key, value) : { [inner]: value }),
      };
  }
  return options;
}

function pairsOf(name: string, text: string): Fields {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [left = '', ...right] = pair.split('=');
      if (left.trim() === '' || right.length === 0)
        throw new HeadroomError('invalid_input', `"${name}" must be pairs such as ${name}=field=column.`, {
          issues: [{ path: name, message: 'must be pairs such as field=column' }],
        });
      return [left.trim(), right.join('=').trim()];
    }),
  );
}
