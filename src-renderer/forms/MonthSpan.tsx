import type { ReactNode } from 'react';
import { TextInput } from '@mantine/core';
import { isMonth, type Month } from '#shared/domain/calendar.ts';

/** First and last month as they are typed; blank leaves an end open. */
export interface MonthSpan {
  readonly from: string;
  readonly to: string;
}
export const OPEN_SPAN: MonthSpan = { from: '', to: '' };

/** The months to ask for, without an end that is left open. */
export interface SpanInput {
  readonly from?: Month;
  readonly to?: Month;
}

/** Undefined where the last month comes before the first. */
export function spanInput(span: MonthSpan): SpanInput | undefined {
  if (isReversed(span)) return undefined;
  const { from, to } = span;
  return { ...(isMonth(from) ? { from } : {}), ...(isMonth(to) ? { to } : {}) };
}

function isReversed({ from, to }: MonthSpan): boolean {
  return isMonth(from) && isMonth(to) && to < from;
}

/** The months of a question, either of which can be left open. */
export function MonthSpanFields({
  label = 'From',
  span,
  onChange,
}: {
  /** Of the first; says what the months are of where nothing around it does. */
  readonly label?: string;
  readonly span: MonthSpan;
  readonly onChange: (span: MonthSpan) => void;
}): ReactNode {
  return (
    <>
      <TextInput
        type="month"
        label={label}
        value={span.from}
        onChange={(event) => onChange({ ...span, from: event.currentTarget.value })}
      />
      <TextInput
        type="month"
        label="To"
        value={span.to}
        error={isReversed(span) ? 'before the first' : undefined}
        onChange={(event) => onChange({ ...span, to: event.currentTarget.value })}
      />
    </>
  );
}
