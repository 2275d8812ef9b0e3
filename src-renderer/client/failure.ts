import { ORPCError } from '@orpc/client';

/** A failure in words for the user, with its code where the backend gave one. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

function isFromBackend(error: unknown): error is ORPCError<string, unknown> {
  return error instanceof ORPCError;
}

/** What went wrong: the backend's own sentence, or that it cannot be reached. */
export function failureOf(error: unknown): Failure {
  if (isFromBackend(error)) {
    const details = error.data;
    return {
      code: error.code,
      message: error.message,
      details: typeof details === 'object' && details !== null ? (details as Record<string, unknown>) : {},
    };
  }
  if (error instanceof TypeError)
    return {
      code: 'unreachable',
      message: 'Headroom does not answer. Check that it still runs, then try again.',
      details: {},
    };
  return { code: 'unknown', message: error instanceof Error ? error.message : String(error), details: {} };
}
