import { csvField } from '../../domain/csv-text.ts';
import { formatAmount } from '../../domain/money.ts';
import type { Cell, ReportModel, ReportTable } from './model.ts';

/** A cell as a CSV field: money with all six decimals, percent and shares as plain numbers, days as `2026-06-30`. */
export function csvCell(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return csvField(cell.text);
    case 'money':
    case 'exact':
    case 'variance':
      return formatAmount(cell.value);
    case 'percent':
      return cell.value === null ? '' : String(cell.value);
    case 'integer':
    case 'decimal':
    case 'probability':
      return String(cell.value);
    case 'day':
    case 'month':
    case 'status':
      return cell.value;
    case 'empty':
      return '';
  }
}

/** One table with its head and, before the rows, its total. Lines end as RFC 4180 says. */
export function tableCsv(table: ReportTable): string {
  const rows = table.total === null ? table.rows : [table.total, ...table.rows];
  return [
    table.columns.map(({ head }) => csvField(head)).join(','),
    ...rows.map(({ cells }) => cells.map(csvCell).join(',')),
  ]
    .map((line) => `${line}\r\n`)
    .join('');
}

/** The whole report: its facts, then each table under a line with its section and title, all rows unfolded. */
export function reportCsv(model: ReportModel): string {
  const facts = model.cover.facts.map(({ name, value }) => `${csvField(name)},${csvField(value)}\r\n`);
  const tables = model.sections.flatMap((section) =>
    section.blocks.flatMap((block) =>
      block.kind === 'table'
        ? [`\r\n${csvField(section.title)},${csvField(block.title)}\r\n${tableCsv(block)}`]
        : [],
    ),
  );
  return [`${csvField(model.title)}\r\n`, ...facts, ...tables].join('');
}

/** The same tables as JSON, money as decimal strings, each row an object by column. */
export function reportJson(model: ReportModel): string {
  const tables = model.sections.flatMap((section) =>
    section.blocks.flatMap((block) => (block.kind === 'table' ? [tableData(section.title, block)] : [])),
  );
  return JSON.stringify(
    {
      title: model.title,
      currency: model.currency,
      preparedAt: model.preparedAt,
      facts: model.cover.facts,
      tables,
    },
    null,
    1,
  );
}

function tableData(section: string, table: ReportTable): object {
  const record = (cells: readonly Cell[]): Record<string, string | number | null> =>
    Object.fromEntries(table.columns.map(({ id }, index) => [id, plain(cells[index])]));
  return {
    section,
    id: table.id,
    title: table.title,
    total: table.total === null ? null : record(table.total.cells),
    rows: table.rows.map(({ cells }) => record(cells)),
  };
}

function plain(cell: Cell | undefined): string | number | null {
  if (cell === undefined || cell.kind === 'empty') return null;
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'money' || cell.kind === 'exact' || cell.kind === 'variance')
    return formatAmount(cell.value);
  return cell.value;
}
