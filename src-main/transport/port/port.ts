import { RPCHandler } from '@orpc/server/message-port';
import type { Backend } from '../../backend.ts';
import type { HandOver, RequestContext } from '../../router/context.ts';

/** A message port of any kind: of a window, of a worker thread. */
export type ServedPort = Parameters<RPCHandler<RequestContext>['upgrade']>[0];

/** Told of every import that a caller named, and when it is settled. */
export type ImportObserver = (progressId: string, settled: Promise<unknown>) => void;

/** Serves the contract on ports; each port is a window's whole way to the backend. */
export function createPortHandler(
  backend: Backend,
  observe?: ImportObserver,
  handOver?: HandOver,
): (port: ServedPort) => void {
  const handler = new RPCHandler<RequestContext>(backend.router, {
    clientInterceptors: [
      (options) => {
        const settled = options.next();
        const progressId =
          options.path.join('.') === 'imports.create' ? progressIdOf(options.input) : undefined;
        if (progressId !== undefined) observe?.(progressId, settled);
        return settled;
      },
    ],
  });
  const context = { ...backend.context('window'), ...(handOver === undefined ? {} : { handOver }) };
  return (port) => handler.upgrade(port, { context });
}

function progressIdOf(input: unknown): string | undefined {
  const named =
    typeof input === 'object' && input !== null && 'progressId' in input ? input.progressId : undefined;
  return typeof named === 'string' ? named : undefined;
}
