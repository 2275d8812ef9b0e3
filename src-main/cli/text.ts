import type { Money } from '#shared/domain/money.ts';
import { amountText } from '#shared/domain/plain-text.ts';

export interface Column<Row> {
  readonly head: string;
  readonly value: (row: Row) => string;
  readonly align?: 'left' | 'right';
}

/** A table of text with aligned columns; no rows give one sentence. */
export function textTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  empty = 'Nothing to show.',
): string {
  if (rows.length === 0) return empty;
  const cells = [
    columns.map(({ head }) => head),
    ...rows.map((row) => columns.map(({ value }) => value(row))),
  ];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, index) =>
          columns[index]?.align === 'right'
            ? cell.padStart(widths[index] ?? 0)
            : cell.padEnd(widths[index] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A variance with its sign and word: `+18.40 adverse`. */
export function varianceText(money: Money, direction: string): string {
  const sign = money.amount.startsWith('-') ? '' : '+';
  return direction === 'none' ? amountText(money) : `${sign}${amountText(money)} ${direction}`;
}

export function percentText(fraction: number | null): string {
  return fraction === null ? '–' : `${(fraction * 100).toFixed(1)} %`;
}

/** A text as lines of at most so many characters, broken at blanks; lines after the first begin with `indent`. */
export function wrapped(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(line === undefined ? word : indent + word);
  }
  return lines;
}
