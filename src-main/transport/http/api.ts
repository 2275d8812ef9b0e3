import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { StandardOpenAPIMatcher } from '@orpc/openapi/standard';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { Backend } from '../../backend.ts';
import type { RequestContext } from '../../router/context.ts';
import { failureBody, successBody } from './answers.ts';
import { readJsonBody, type BodyLimits } from './body.ts';
import { guardContentType, hasBody } from './guards.ts';
import { mergeInput, readingOptions, revisionOf } from './query.ts';
import type { Downloads } from './downloads.ts';
import type { Uploads } from './uploads.ts';

export const API_PREFIX = '/api';
const VERBS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** Answers requests under `/api`; rejects with the failure where no operation was reached. */
export type ApiHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** A request as the library reads it: the parsed body and the address it stands for. */
type PreparedRequest = IncomingMessage & { body?: unknown; originalUrl?: string };

export interface ApiOptions {
  readonly backend: Backend;
  readonly uploads: Uploads;
  readonly downloads: Downloads;
  readonly limits: BodyLimits;
}

/** The REST API: the contract's routes, each answer in the envelope. */
export function createApiHandler({ backend, uploads, downloads, limits }: ApiOptions): ApiHandler {
  const handler = createHandler(backend);
  const matcher = new StandardOpenAPIMatcher();
  matcher.init(backend.router);
  // Asked for at each request, because the host may have opened another workspace meanwhile.
  const contextNow = (): RequestContext => ({
    ...backend.context('rest'),
    uploadedFile: (uploadId) => uploads.find(uploadId),
    handOver: downloads.handOver,
  });

  const serve = async (request: PreparedRequest, response: ServerResponse, url: URL): Promise<void> => {
    const { matched } = await handler.handle(request, response, {
      prefix: API_PREFIX,
      context: contextNow(),
    });
    if (!matched) throw await unmatched(matcher, request.method ?? 'GET', url.pathname);
  };

  const importFile: ApiHandler = async (request, response, url) => {
    guardContentType(request, 'application/octet-stream');
    const { name, ...options } = readingOptions(url.searchParams);
    if (typeof name !== 'string' || name === '') throw nameMissing();
    const uploadId = await uploads.receive(request, name);
    try {
      const prepared: PreparedRequest = request;
      prepared.originalUrl = `${API_PREFIX}/imports/files?${SINGLE}`;
      prepared.body = { ...options, files: [{ uploadId, name }] };
      await serve(prepared, response, url);
    } finally {
      await uploads.drop(uploadId);
    }
  };

  return async (request, response, url) => {
    if (request.method === 'POST' && url.pathname === `${API_PREFIX}/imports`)
      return importFile(request, response, url);
    const revision = revisionOf(request.headers['if-match']);
    if (request.method === 'GET' || request.method === 'HEAD') {
      if (hasBody(request)) throw new HeadroomError('invalid_input', 'A GET request has no body.');
    } else {
      const body = await readJsonBody(request, limits);
      (request as PreparedRequest).body = mergeInput(
        { method: request.method ?? '', pathname: url.pathname.replace(/\/$/, '') },
        body,
        url.searchParams,
        revision,
      );
    }
    return serve(request, response, url);
  };
}

/** Marks, inside this module only, that the caller sent one file and wants one import back. */
const SINGLE = 'single=true';

function createHandler(backend: Backend): OpenAPIHandler<RequestContext> {
  const now = (): string => backend.clock.now();
  return new OpenAPIHandler<RequestContext>(backend.router, {
    customErrorResponseBodyEncoder: (error) => failureBody(error, now(), backend.reportIncident).body,
    interceptors: [
      async (options) => {
        const result = await options.next();
        const body = result.response?.body;
        if (!result.matched || !isAnswer(body)) return result;
        const { pathname, search } = options.request.url;
        const data =
          search === `?${SINGLE}` && Array.isArray(body.data) ? (body.data[0] as unknown) : body.data;
        return {
          matched: true,
          response: {
            ...result.response,
            status: await statusOf(result.response.status, pathname, body.meta, options.request),
            headers: { ...result.response.headers, ...entityTag(data) },
            body: successBody({ data, meta: body.meta }, now()),
          },
        };
      },
    ],
  });
}

interface Answer {
  readonly data?: unknown;
  readonly meta?: { readonly dryRun?: boolean };
}

/** Event streams pass as they are; everything else that the contract promises is an answer. */
function isAnswer(body: unknown): body is Answer {
  return typeof body === 'object' && body !== null && 'data' in body;
}

/** A dry run makes nothing, so it is never 201; evaluating alerts makes something only where it adds a rule. */
async function statusOf(
  status: number,
  pathname: string,
  meta: Answer['meta'],
  request: { readonly method: string; body(): Promise<unknown> },
): Promise<number> {
  if (meta?.dryRun === true) return 200;
  if (request.method !== 'POST' || !/^\/api\/budgets\/[^/]+\/alerts\/?$/.test(pathname)) return status;
  const input = (await request.body()) as { readonly threshold?: unknown } | undefined;
  return input?.threshold === undefined ? 200 : 201;
}

/** The revision of a single budget, in the form that `If-Match` takes. */
function entityTag(data: unknown): Record<string, string> {
  if (typeof data !== 'object' || data === null || !('revision' in data)) return {};
  return typeof data.revision === 'number' ? { etag: `"${data.revision}"` } : {};
}

async function unmatched(
  matcher: StandardOpenAPIMatcher,
  method: string,
  pathname: string,
): Promise<HeadroomError> {
  const path = `/${pathname.slice(API_PREFIX.length).replaceAll(/^\/|\/$/g, '')}` as const;
  const verbs: string[] = [];
  for (const verb of VERBS) if ((await matcher.match(verb, path)) !== undefined) verbs.push(verb);
  if (verbs.length > 0)
    return new HeadroomError(
      'method_not_allowed',
      `${pathname} does not take ${method}, but ${verbs.join(', ')}.`,
      {
        allow: verbs,
      },
    );
  return new HeadroomError('not_found', `There is no ${pathname}; /api/docs lists what there is.`);
}

function nameMissing(): HeadroomError {
  return new HeadroomError(
    'invalid_input',
    '"name": must be given in the address, such as ?name=export.csv.',
    {
      issues: [{ path: 'name', message: 'must be given in the address' }],
    },
  );
}
