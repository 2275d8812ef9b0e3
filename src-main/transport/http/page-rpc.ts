import type { IncomingMessage, ServerResponse } from 'node:http';
import { RPCHandler } from '@orpc/server/node';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { RequestContext } from '../../router/context.ts';
import type { ApiOptions } from './api.ts';
import { readJsonBody } from './body.ts';

export const RPC_PREFIX = '/rpc';

/** Answers the typed client of the page: the same operations, in the library's own form. */
export function createPageRpcHandler({
  backend,
  uploads,
  downloads,
  limits,
}: ApiOptions): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const handler = new RPCHandler<RequestContext>(backend.router);
  // Asked for at each request, because the host may have opened another workspace meanwhile.
  const contextNow = (): RequestContext => ({
    ...backend.context('browser'),
    uploadedFile: (uploadId) => uploads.find(uploadId),
    handOver: downloads.handOver,
  });
  return async (request, response) => {
    if (request.method !== 'POST')
      throw new HeadroomError('method_not_allowed', 'The page calls by POST.', { allow: ['POST'] });
    const prepared: IncomingMessage & { body?: unknown } = request;
    prepared.body = (await readJsonBody(request, limits)) ?? {};
    const { matched } = await handler.handle(prepared, response, {
      prefix: RPC_PREFIX,
      context: contextNow(),
    });
    if (!matched) throw new HeadroomError('not_found', 'There is no such operation.');
  };
}
