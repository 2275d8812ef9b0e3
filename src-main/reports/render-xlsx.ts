import writeExcelFile, { type Cell as SheetCell, type SheetData } from 'write-excel-file/node';
import { dayNumber, firstDayOf, type Day } from '#shared/domain/calendar.ts';
import { toUnits } from '#shared/domain/money.ts';
import { decimalsOf } from '#shared/charts/numbers.ts';
import { LIGHT } from '#shared/charts/tokens.ts';
import type {
  Cell,
  ReportBlock,
  ReportModel,
  ReportSection,
  ReportTable,
} from '#shared/engine/report/model.ts';

const NAME_WIDTH = 34;
const FIGURE_WIDTH = 16;
/** Under the section's title, a blank row and the table's title. */
const HEAD_ROW = 4;

/**
 * Writes a report as a workbook: one sheet a section that has tables, typed numbers and dates, the head of its first table frozen.
 * Text is stored as text, never as a formula, whatever it begins with. Numbers keep six decimals and show the currency's.
 */
export async function renderXlsx(model: ReportModel): Promise<Uint8Array> {
  const format = moneyFormat(model.currency);
  const sections = model.sections.filter(({ blocks }) => blocks.some(isTable));
  const sheets = sections.map((section, index) => {
    const tables = section.blocks.filter(isTable);
    return {
      sheet: sheetName(section.title, index),
      data: sectionData(section, tables, format),
      columns: columnWidths(tables),
      stickyRowsCount: haveOneHead(tables) ? HEAD_ROW : 1,
      showGridLines: false,
    };
  });
  const cover = {
    sheet: 'Report',
    data: coverData(model),
    columns: [{ width: 22 }, { width: 90 }],
    stickyRowsCount: 0,
    showGridLines: false,
  };
  return await writeExcelFile([cover, ...sheets], { fontFamily: 'Calibri', fontSize: 10 }).toBuffer();
}

/** A frozen head must be that of every table below it. */
function haveOneHead(tables: readonly ReportTable[]): boolean {
  const heads = tables.map(({ columns }) => JSON.stringify(columns.map(({ head }) => head).slice(1)));
  return new Set(heads).size === 1;
}

function isTable(block: ReportBlock): block is ReportTable {
  return block.kind === 'table';
}

/** At most 31 characters, without those a sheet's name may not have, and unique by its number. */
function sheetName(title: string, index: number): string {
  return `${index + 1} ${title.replace(/[\\/?*[\]:]/gu, ' ')}`.slice(0, 31);
}

function coverData(model: ReportModel): SheetData {
  const { cover } = model;
  return [
    [textCell(cover.title, { fontWeight: 'bold', fontSize: 14 })],
    [textCell(cover.entity, { fontWeight: 'bold' })],
    [textCell(cover.finding)],
    [null],
    ...cover.facts.map(({ name, value }) => [textCell(name, { textColor: LIGHT.ink3 }), textCell(value)]),
  ];
}

function sectionData(section: ReportSection, tables: readonly ReportTable[], format: string): SheetData {
  return [
    [textCell(section.title, { fontWeight: 'bold', fontSize: 14 })],
    [null],
    ...tables.flatMap((table) => tableData(table, format)),
  ];
}

function tableData(table: ReportTable, format: string): SheetData {
  const rows = table.total === null ? table.rows : [table.total, ...table.rows];
  const head = table.columns.map((column) =>
    textCell(column.head, {
      fontWeight: 'bold',
      align: column.align,
      bottomBorderStyle: 'thin',
      bottomBorderColor: LIGHT.control,
      wrap: true,
    }),
  );
  const body = rows.map((row, index) =>
    row.cells.map((cell, column) => {
      const isTotal = table.total !== null && index === 0;
      const style = {
        ...(row.strong === true || isTotal ? { fontWeight: 'bold' as const } : {}),
        ...(column === 0 && row.depth !== undefined && row.depth > 0 ? { indent: row.depth } : {}),
      };
      return sheetCell(cell, style, format);
    }),
  );
  const empty = rows.length === 0 ? [[textCell(table.whenEmpty, { textColor: LIGHT.ink3 })]] : [];
  return [[textCell(table.title, { fontWeight: 'bold' })], head, ...body, ...empty, [null]];
}

function columnWidths(tables: readonly ReportTable[]): { width: number }[] {
  const count = Math.max(...tables.map(({ columns }) => columns.length));
  return Array.from({ length: count }, (_, index) => ({ width: index === 0 ? NAME_WIDTH : FIGURE_WIDTH }));
}

type CellStyle = Omit<NonNullable<SheetCell> & object, 'value' | 'type' | 'format'>;

function textCell(value: string, style: CellStyle = {}): SheetCell {
  return { ...style, type: String, value: printable(value) };
}

/** XML 1.0 has no place for control characters and lone surrogates. */
function printable(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}

function sheetCell(cell: Cell, style: CellStyle, format: string): SheetCell {
  switch (cell.kind) {
    case 'text':
    case 'status':
      return textCell(cell.kind === 'text' ? cell.text : cell.value, style);
    case 'money':
      return { ...style, type: Number, value: toUnits(cell.value), format };
    case 'exact':
      return { ...style, type: Number, value: toUnits(cell.value), format: '#,##0.000000' };
    case 'variance':
      return {
        ...style,
        type: Number,
        value: toUnits(cell.value),
        format: varianceFormat(format),
        textColor: hue(cell.value),
      };
    case 'percent':
      return cell.value === null
        ? null
        : { ...style, type: Number, value: cell.value / 100, format: '+0.0%;-0.0%;0.0%' };
    case 'probability':
      return { ...style, type: Number, value: cell.value, format: '0%' };
    case 'integer':
      return { ...style, type: Number, value: cell.value, format: '#,##0' };
    case 'decimal':
      return { ...style, type: Number, value: cell.value, format: decimalFormat(cell.digits) };
    case 'day':
      return { ...style, type: Date, value: dateOf(cell.value), format: 'yyyy-mm-dd' };
    case 'month':
      return { ...style, type: Date, value: dateOf(firstDayOf(cell.value)), format: 'yyyy-mm' };
    case 'empty':
      return null;
  }
}

function hue(variance: bigint): string {
  return variance > 0n ? LIGHT.adverse : variance < 0n ? LIGHT.favourable : LIGHT.ink;
}

function dateOf(day: Day): Date {
  return new Date(dayNumber(day) * 86_400_000);
}

function moneyFormat(currency: string): string {
  return decimalFormat(decimalsOf(currency));
}

function decimalFormat(digits: number): string {
  return digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}`;
}

/** `+18,300.00 adv.`: sign and word, as on paper. */
function varianceFormat(format: string): string {
  return `+${format}" adv.";-${format}" fav.";${format}`;
}
