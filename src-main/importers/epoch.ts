/** Days that exports write as seconds or milliseconds since 1970. */
import { filledCells, isEpochCell } from './generic/cells.ts';
import type { Layout, Sample } from './profile.ts';

/** Seconds or milliseconds since 1970 as the day they fall on in UTC; any other text as it stands. */
export function dayOfEpoch(text: string): string {
  const cell = text.trim();
  if (!isEpochCell(cell)) return text;
  const milliseconds = cell.length > 10 ? Number(cell) : Number(cell) * 1000;
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** The layout that reads a day column of nothing but such numbers. */
export function withEpochDays(layout: Layout, sample: Sample): Layout {
  const [column] = layout.days;
  if (column === undefined || layout.completeDay !== undefined) return layout;
  const cells = filledCells(sample, column);
  return cells.length > 0 && cells.every(isEpochCell) ? { ...layout, completeDay: dayOfEpoch } : layout;
}
