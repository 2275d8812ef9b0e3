import type { Cell, ReportRow, ReportTable } from '#shared/engine/report/model.ts';
import { cellText } from '#shared/engine/report/cells.ts';
import type { NumberStyle } from '#shared/charts/numbers.ts';
import type { PageFlow } from './page-flow.ts';
import type { TextLook } from './typesetter.ts';

/** Between columns, and the indentation of one step of depth. */
export const GAP = 9;
export const INDENT = 9;
const SMALLEST = 6.5;
/** Letters are made a little smaller to keep words whole; below that, long words are broken. */
const ATTEMPTS = [
  [9, true],
  [8.5, true],
  [8, true],
  [7.5, true],
  [9, false],
  [8, false],
  [7.5, false],
  [7, false],
  [SMALLEST, false],
] as const;

/** How a table is set: the size of its letters, the distance of its lines and the width of each column, in points. */
export interface TablePlan {
  readonly size: number;
  readonly leading: number;
  readonly widths: readonly number[];
}

/** Columns of figures get what they need; the rest is shared by columns of words. Too many figures make the letters smaller. */
export function planColumns(
  flow: PageFlow,
  table: ReportTable,
  rows: readonly ReportRow[],
  style: NumberStyle,
): TablePlan {
  const all = table.total === null ? rows : [table.total, ...rows];
  for (const [size, keepsWords] of ATTEMPTS) {
    const plan = planAt(flow, table, all, style, size, keepsWords);
    if (plan !== undefined) return plan;
  }
  const even = flow.width / table.columns.length - GAP;
  return { size: SMALLEST, leading: SMALLEST * 1.3, widths: table.columns.map(() => even) };
}

function planAt(
  flow: PageFlow,
  table: ReportTable,
  rows: readonly ReportRow[],
  style: NumberStyle,
  size: number,
  keepsWords: boolean,
): TablePlan | undefined {
  const look: TextLook = { size };
  const wanted = table.columns.map((column, index) => {
    const head = flow.type.width(column.head, { size, style: 'condensed', weight: 500 });
    return rows.reduce((most, row) => {
      const cell = row.cells[index];
      if (cell === undefined) return most;
      const indent = index === 0 ? (row.depth ?? 0) * INDENT : 0;
      const weight = row.strong === true ? 600 : 400;
      return Math.max(
        most,
        indent +
          printedWidth(flow, cell, style, { ...look, weight }) +
          (row.material === true && index === 0 ? size * 1.8 : 0),
      );
    }, head);
  });
  const gaps = GAP * (table.columns.length - 1);
  const isWords = table.columns.map(({ align }) => align === 'left');
  const figures = wanted.reduce((sum, width, index) => sum + (isWords[index] === true ? 0 : width), 0);
  const room = flow.width - gaps - figures;
  const words = wanted.map((width, index) => (isWords[index] === true ? width : 0));
  const floors = words.map((width, index) =>
    Math.min(width, Math.max(size * 7, keepsWords ? longestWord(flow, rows, index, style, look) : 0)),
  );
  if (room < floors.reduce((sum, width) => sum + width, 0)) return undefined;
  const shares = shareRoom(words, room, floors);
  return {
    size,
    leading: size * 1.3,
    widths: wanted.map((width, index) => (isWords[index] === true ? (shares[index] ?? 0) : width)),
  };
}

/** The widest word of a column of words, so that none is broken; a word wider than 66 % of the page is broken all the same. */
function longestWord(
  flow: PageFlow,
  rows: readonly ReportRow[],
  index: number,
  style: NumberStyle,
  look: TextLook,
): number {
  let widest = 0;
  for (const row of rows) {
    const cell = row.cells[index];
    if (cell === undefined) continue;
    const bold = row.strong === true ? 600 : 400;
    for (const word of cellText(cell, style).split(/[ \-/_.,;:›]/u))
      if (word.length > 8)
        widest = Math.max(widest, flow.type.width(word, { ...look, weight: bold }) + look.size * 1.5);
  }
  return Math.min(widest, flow.width * 0.68);
}

/**
 * Each column gets its floor; what is left goes by the square root of what each still wants, so that long texts get more than short
 * ones, but do not squeeze them. Where there is enough for all, the first column takes what nobody needs.
 */
function shareRoom(wanted: readonly number[], room: number, floors: readonly number[]): number[] {
  const total = wanted.reduce((sum, width) => sum + width, 0);
  if (total <= room) return wanted.map((width, index) => (index === 0 ? width + room - total : width));
  const result = [...floors];
  let left = room - result.reduce((sum, width) => sum + width, 0);
  for (let round = 0; round < 6 && left > 0.1; round += 1) {
    const needs = wanted.map((width, index) => Math.max(0, width - (result[index] ?? 0)));
    const weights = needs.map(Math.sqrt);
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    if (all === 0) break;
    const share = left;
    needs.forEach((need, index) => {
      const given = Math.min(need, (share * (weights[index] ?? 0)) / all);
      result[index] = (result[index] ?? 0) + given;
      left -= given;
    });
  }
  return result;
}

function printedWidth(flow: PageFlow, cell: Cell, style: NumberStyle, look: TextLook): number {
  const text = cellText(cell, style);
  if (cell.kind === 'status') return flow.type.width(text, look) + look.size * 1.1;
  if (cell.kind === 'variance' && cell.value !== 0n) return flow.type.width(text, look) + look.size * 0.85;
  return flow.type.width(text, look);
}
