import { HeadroomError, type ErrorCode } from '#shared/contract/errors.ts';

/** What went wrong on a thread, as it can be handed over. */
interface Failure {
  readonly message: string;
  readonly stack: string;
  /** Of a failure that a person can act on. */
  readonly expected: { readonly code: ErrorCode; readonly details: HeadroomError['details'] } | null;
}

/** How a thread answers a task. */
export type Reply<Answer> = { readonly answer: Answer } | { readonly failure: Failure };

/** On the thread: does a task, and says what came of it. */
export async function replyOf<Answer>(work: () => Answer | Promise<Answer>): Promise<Reply<Answer>> {
  try {
    return { answer: await work() };
  } catch (thrown) {
    const error = asError(thrown);
    const expected = error instanceof HeadroomError ? { code: error.code, details: error.details } : null;
    return { failure: { message: error.message, stack: error.stack ?? '', expected } };
  }
}

/** What was thrown, or came of a thread, as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** For who asked: what a person can act on comes as the `HeadroomError` that it was on the thread. */
export function settle<Answer>(
  reply: Reply<Answer>,
  asked: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void },
): void {
  if ('answer' in reply) {
    asked.resolve(reply.answer);
    return;
  }
  const { message, stack, expected } = reply.failure;
  asked.reject(
    expected === null
      ? new Error(message, { cause: stack })
      : new HeadroomError(expected.code, message, expected.details),
  );
}
