/**
 * The closed list of expected failures. Every door answers one of these codes; the HTTP status and the command line's exit
 * status follow from it (2 wrong usage or unreadable input, 3 refused by a rule, 70 our bug).
 */
export const ERRORS = {
  invalid_input: { status: 400, exit: 2 },
  unauthorized: { status: 401, exit: 2 },
  forbidden: { status: 403, exit: 3 },
  not_found: { status: 404, exit: 2 },
  method_not_allowed: { status: 405, exit: 2 },
  timeout: { status: 408, exit: 2 },
  rule_broken: { status: 409, exit: 3 },
  lost_update: { status: 409, exit: 3 },
  already_imported: { status: 409, exit: 3 },
  already_exists: { status: 409, exit: 3 },
  file_exists: { status: 409, exit: 3 },
  nothing_to_undo: { status: 409, exit: 3 },
  in_use: { status: 409, exit: 3 },
  cancelled: { status: 409, exit: 1 },
  too_large: { status: 413, exit: 2 },
  unsupported_media_type: { status: 415, exit: 2 },
  misdirected: { status: 421, exit: 2 },
  unreadable: { status: 422, exit: 2 },
  choice_needed: { status: 422, exit: 2 },
  nothing_to_import: { status: 422, exit: 2 },
  budget_table: { status: 422, exit: 2 },
  workspace_unreadable: { status: 422, exit: 2 },
  workspace_newer: { status: 422, exit: 2 },
  disk_full: { status: 507, exit: 2 },
  too_many_requests: { status: 429, exit: 2 },
  internal: { status: 500, exit: 70 },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** Anything that helps to act: field paths, choices, the two names of a broken rule. Plain data only. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** An expected failure: what is wrong, where, and what to do, in one sentence for the user. */
export class HeadroomError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;

  constructor(code: ErrorCode, message: string, details?: ErrorDetails) {
    super(message);
    this.name = 'HeadroomError';
    this.code = code;
    this.details = details;
  }
}

export function notFound(what: string, id: string, list: string): HeadroomError {
  return new HeadroomError('not_found', `There is no ${what} "${id}"; ${list} shows those that exist.`, {
    id,
  });
}
