import type { ReactNode } from 'react';
import { momentText } from '../format/style.ts';

/** What was done with something, as a line of its history. */
export function EventLine({
  at,
  kind,
  by,
  note,
}: {
  readonly at: string;
  readonly kind: string;
  /** Empty where nobody in particular did it. */
  readonly by: string;
  readonly note: string;
}): ReactNode {
  return (
    <li>
      {momentText(at)}: {kind}
      {by === '' ? '' : ` by ${by}`}
      {note === '' ? '' : `: ${note}`}
    </li>
  );
}
