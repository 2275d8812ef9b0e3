/** What the user says of the columns of a table, on the command line and in the wizard. */
import { readDay } from '../dates.ts';
import { nearestNames } from '../nearest.ts';
import type { Header } from '../header.ts';
import { ImportError, type ReadOptions } from '../types.ts';
import type { Constants } from './day-plan.ts';
import type { Role, Roles } from './roles.ts';
import { VOCABULARY } from './vocabulary.ts';

/** Other names of fields, as answers and cost facts call them. */
const FIELDS: Readonly<Record<string, Role>> = {
  billed: 'amount',
  cost: 'amount',
  day: 'date',
  chargecategory: 'category',
};

/**
 * Columns by name, a day for a table without one, a year for months without one.
 *
 * @throws ImportError `not_an_export` for a field or column that is not there, with those that are near.
 */
export function mapped(
  header: Header,
  file: string,
  { map = {}, dateOrder }: ReadOptions,
): { readonly roles: Roles; readonly constants: Constants } {
  const roles = new Map<Role, number>();
  let constants: Constants = {};
  for (const [field, value] of Object.entries(map)) {
    const column = header.column(value);
    if (column >= 0) roles.set(roleOf(field), column);
    else if (field === 'date' && typeof readDay(value, dateOrder) === 'object')
      constants = { ...constants, date: value };
    else if (field === 'year' && /^\d{4}$/.test(value)) constants = { ...constants, year: Number(value) };
    else throw unknownColumn(header, file, value);
  }
  return { roles, constants };
}

function roleOf(field: string): Role {
  const folded = field.toLowerCase();
  const known = Object.keys(VOCABULARY) as Role[];
  const role = FIELDS[folded] ?? known.find((one) => one.toLowerCase() === folded);
  if (role !== undefined) return role;
  const near = nearestNames(field, [...known, ...Object.keys(FIELDS)]);
  throw new ImportError(
    'not_an_export',
    `“${field}” is no field that a column can be mapped to; ${near.length > 0 ? `did you mean ${near.join(' or ')}? There are` : 'there are'} ${known.join(', ')}.`,
    { field },
  );
}

function unknownColumn(header: Header, file: string, column: string): ImportError {
  const names = header.names.filter((name) => name !== '');
  const near = nearestNames(column, names);
  const hint =
    near.length > 0
      ? `did you mean ${near.map((name) => `“${name}”`).join(' or ')}?`
      : `it has ${names.join(', ')}.`;
  return new ImportError('not_an_export', `${file} has no column “${column}”; ${hint}`, { column });
}
