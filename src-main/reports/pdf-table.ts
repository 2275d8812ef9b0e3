import type { ReportRow, ReportTable } from '#shared/engine/report/model.ts';
import { cellText } from '#shared/engine/report/cells.ts';
import type { NumberStyle } from '#shared/charts/numbers.ts';
import { LIGHT } from '#shared/charts/tokens.ts';
import type { PageFlow, StructureElement } from './page-flow.ts';
import { GAP, INDENT, planColumns, type TablePlan } from './table-plan.ts';
import { drawDirection, drawStatus } from './signs.ts';
import type { TextLook } from './typesetter.ts';

/** Writes a table: title, head, total, rows. The head is repeated on each page, a row is never cut, a group keeps its first row. */
export function writeTable(flow: PageFlow, table: ReportTable, style: NumberStyle): void {
  const rows = table.printedRows ?? table.rows;
  const plan = planColumns(flow, table, rows, style);
  const lineHeight = plan.leading + 5;
  flow.ensure(24 + (table.note === undefined ? 0 : 14) + lineHeight * Math.min(5, rows.length + 2));
  flow.text('H3', table.title, { size: 10, weight: 600, colour: LIGHT.ink, leading: 15 });
  if (table.note !== undefined) flow.text('P', table.note, { size: 8, colour: LIGHT.ink3, leading: 12 });
  if (rows.length === 0 && table.total === null) {
    flow.text('P', table.whenEmpty, { size: 9, colour: LIGHT.ink2, leading: 14 });
    flow.y += 10;
    return;
  }
  new TableWriter(flow, table, style, plan).write(rows);
  flow.y += 16;
}

class TableWriter {
  private readonly flow: PageFlow;
  private readonly table: ReportTable;
  private readonly style: NumberStyle;
  private readonly plan: TablePlan;
  private readonly element: StructureElement;

  constructor(flow: PageFlow, table: ReportTable, style: NumberStyle, plan: TablePlan) {
    this.flow = flow;
    this.table = table;
    this.style = style;
    this.plan = plan;
    this.element = flow.document.struct('Table', { title: table.title });
  }

  write(rows: readonly ReportRow[]): void {
    const { flow } = this;
    this.writeHead(false);
    if (this.table.total !== null) {
      this.writeRow(this.table.total, 0);
      flow.rule(flow.y, LIGHT.control, 0.75);
    }
    rows.forEach((row, index) => {
      const next = rows[index + 1];
      // A group keeps its first row, and the last row of a longer table never stands alone on a page.
      const isHeadOfNext = row.strong === true && next !== undefined && next.strong !== true;
      const isLastButOne = index > 0 && index === rows.length - 2;
      const keepsWith = next !== undefined && (isHeadOfNext || isLastButOne) ? this.heightOf(next) : 0;
      this.writeRow(row, keepsWith);
      flow.rule(flow.y, LIGHT.line, 0.4);
    });
    flow.addElement(this.element);
  }

  /** The first head is part of the table's structure; on later pages it is repeated for the eye alone. */
  private writeHead(isRepeated: boolean): void {
    const { flow, plan } = this;
    const look: TextLook = { size: plan.size, style: 'condensed', weight: 500, colour: LIGHT.ink2 };
    const top = flow.y;
    const heads = this.table.columns.map((column, index) =>
      flow.type.lines(column.head, plan.widths[index] ?? 0, look),
    );
    const height = Math.max(...heads.map((lines) => lines.length)) * plan.leading + 5;
    // An element that is made must be added and ended, else the document waits for it and never ends.
    const row = isRepeated ? null : flow.document.struct('TR');
    this.table.columns.forEach((column, index) => {
      const draw = (): void => {
        (heads[index] ?? []).forEach((line, number) => {
          const x =
            this.columnLeft(index) +
            (column.align === 'right' ? (plan.widths[index] ?? 0) - flow.type.width(line, look) : 0);
          flow.type.write(line, x, top + plan.size + 1 + number * plan.leading, look);
        });
      };
      if (row === null) flow.artifact(draw);
      else row.add(flow.document.struct('TH', { scope: 'Column' } as object, [flow.content('TH', draw)]));
    });
    if (row !== null) this.addRow(row);
    flow.y = top + height;
    flow.rule(flow.y, LIGHT.control, 0.75);
  }

  private addRow(row: StructureElement): void {
    row.end();
    this.element.add(row);
  }

  private heightOf(row: ReportRow): number {
    return Math.max(...this.cellLines(row).map((lines) => lines.length)) * this.plan.leading + 5;
  }

  private cellLines(row: ReportRow): string[][] {
    const { flow, plan } = this;
    return this.table.columns.map((column, index) => {
      const cell = row.cells[index];
      if (cell === undefined) return [''];
      const text = cellText(cell, this.style);
      if (column.align === 'right') return [text];
      const indent = index === 0 ? (row.depth ?? 0) * INDENT : 0;
      const sign = cell.kind === 'status' ? plan.size * 1.1 : 0;
      const mark = index === 0 && row.material === true ? ' (m)' : '';
      return flow.type.lines(text + mark, (plan.widths[index] ?? 0) - indent - sign + 0.01, this.look(row));
    });
  }

  private look(row: ReportRow): TextLook {
    return { size: this.plan.size, weight: row.strong === true ? 600 : 400, colour: LIGHT.ink };
  }

  private writeRow(row: ReportRow, keepsWith: number): void {
    const { flow, plan } = this;
    const cells = this.cellLines(row);
    const height = Math.max(...cells.map((lines) => lines.length)) * plan.leading + 5;
    if (flow.y + height + keepsWith > flow.bottom && !flow.isAtTop()) {
      flow.newPage();
      this.writeHead(true);
    }
    const element = flow.document.struct('TR');
    cells.forEach((lines, index) => {
      const kind = index === 0 ? 'TH' : 'TD';
      const content = flow.content(kind, () => this.writeCell(row, index, lines));
      element.add(flow.document.struct(kind, (index === 0 ? { scope: 'Row' } : {}) as object, [content]));
    });
    this.addRow(element);
    flow.y += height;
  }

  private writeCell(row: ReportRow, index: number, lines: readonly string[]): void {
    const { flow, plan } = this;
    const cell = row.cells[index];
    if (cell === undefined || cell.kind === 'empty') return;
    const look = this.look(row);
    const baseline = flow.y + plan.size + 1;
    const left = this.columnLeft(index);
    const right = left + (plan.widths[index] ?? 0);
    if (cell.kind === 'variance' && cell.value !== 0n) {
      this.writeVariance(cellText(cell, this.style), cell.value > 0n, right, baseline, look);
      return;
    }
    const isRight = this.table.columns[index]?.align === 'right';
    const indent = index === 0 ? (row.depth ?? 0) * INDENT : 0;
    const sign = cell.kind === 'status' ? plan.size * 1.1 : 0;
    if (cell.kind === 'status') drawStatus(flow.document, cell.value, left, baseline, plan.size);
    lines.forEach((line, number) => {
      const x = isRight ? right - flow.type.width(line, look) : left + indent + sign;
      flow.type.write(line, x, baseline + number * plan.leading, look);
    });
  }

  /** `+18,300.00 ▲ adv.` in the hue of its direction, words under words. */
  private writeVariance(
    text: string,
    isAdverse: boolean,
    right: number,
    baseline: number,
    look: TextLook,
  ): void {
    const { flow } = this;
    const coloured = { ...look, colour: isAdverse ? LIGHT.adverse : LIGHT.favourable };
    const cut = text.lastIndexOf(' ');
    const [figure, word] = [text.slice(0, cut), text.slice(cut + 1)];
    const wordLeft = right - Math.max(flow.type.width('adv.', look), flow.type.width('fav.', look));
    const signLeft = wordLeft - look.size * 0.82;
    flow.type.write(figure, signLeft - look.size * 0.22 - flow.type.width(figure, look), baseline, coloured);
    drawDirection(flow.document, isAdverse, signLeft, baseline, look.size);
    flow.type.write(word, wordLeft, baseline, coloured);
  }

  private columnLeft(index: number): number {
    return this.flow.left + this.plan.widths.slice(0, index).reduce((sum, width) => sum + width + GAP, 0);
  }
}
