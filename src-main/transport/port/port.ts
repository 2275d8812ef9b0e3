import { RPCHandler } from '@orpc/server/message-port';
import type { Backend } from '../../backend.ts';
import type { RequestContext } from '../../router/context.ts';

/** A message port of any kind: of a window, of a worker thread. */
export type ServedPort = Parameters<RPCHandler<RequestContext>['upgrade']>[0];

/** Serves the contract on ports; each port is a window's whole way to the backend. */
export function createPortHandler(backend: Backend): (port: ServedPort) => void {
  const handler = new RPCHandler<RequestContext>(backend.router);
  const context = backend.context('window');
  return (port) => handler.upgrade(port, { context });
}
