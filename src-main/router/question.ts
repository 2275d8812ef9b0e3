import type { Reader } from '../store/reader.ts';

/**
 * Something that is only read: its answer follows from a workspace and from input that can be handed to a thread, and from
 * nothing else. What takes long in a large workspace is asked this way, so that the host goes on answering meanwhile.
 */
export interface Question<Input, Answer> {
  readonly name: string;
  /** Takes so long that others are answered before it. */
  readonly isLong?: boolean;
  /** Throws `HeadroomError` for what a user can mend. */
  readonly answer: (reader: Reader, input: Input) => Answer;
}
