import { describe, expect, it } from 'vitest';
import { numberStyle } from '#shared/charts/numbers.ts';
import { buildReport } from '#shared/engine/report/build.ts';
import { cellText } from '#shared/engine/report/cells.ts';
import type { ReportModel, ReportTable } from '#shared/engine/report/model.ts';
import type { ReportInput } from '#shared/engine/report/input.ts';
import { renderPdf } from '#main/reports/render-pdf.ts';
import { readPdf, type PdfPiece } from './read-pdf.ts';
import { sampleInput, varianceRow } from './sample-input.ts';

const tablesOf = (model: ReportModel): ReportTable[] =>
  model.sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'));
const cellsOf = (pieces: readonly PdfPiece[]): string[] =>
  pieces.filter(({ kind }) => kind === 'TH' || kind === 'TD').map(({ text }) => plain(text));
/** Words are broken into lines and signs are drawn: neither is part of a figure. */
const plain = (text: string): string => text.replace(/[\s\u00a0]/gu, '');

function withRows(count: number, name: (index: number) => string): ReportInput {
  const rows = Array.from({ length: count }, (_, index) =>
    varianceRow({ team: name(index) }, 100 + index, 90 + ((index * 37) % 50), index % 5 === 0),
  );
  const total = varianceRow({}, 1, 1);
  return { ...sampleInput, variance: { by: ['team'], total, rows, groups: rows }, detail: 'full' };
}

async function pdfOf(input: ReportInput) {
  const model = buildReport(input);
  const { bytes, pages } = await renderPdf(model);
  const read = readPdf(bytes);
  expect(read.pages).toBe(pages);
  return { model, bytes, file: Buffer.from(bytes).toString('latin1'), ...read };
}

describe('the report as PDF', () => {
  it.each(['en-US', 'de-DE', 'fr-FR'])(
    'prints every cell of every table as %s writes it, and no other',
    async (locale) => {
      const { model, pieces } = await pdfOf({ ...sampleInput, locale });
      const style = numberStyle(locale, 'USD');
      const expected = tablesOf(model).flatMap((table) => {
        const rows = [...(table.total === null ? [] : [table.total]), ...(table.printedRows ?? table.rows)];
        if (rows.length === 0) return [];
        return [
          ...table.columns.map(({ head }) => plain(head)),
          ...rows.flatMap(({ cells, material }) =>
            cells.map(
              (cell, index) => plain(cellText(cell, style)) + (material === true && index === 0 ? '(m)' : ''),
            ),
          ),
        ];
      });
      expect(cellsOf(pieces)).toEqual(expected);
    },
  );

  it('is the same to the byte for the same model', async () => {
    const [first, second] = [await pdfOf(sampleInput), await pdfOf(sampleInput)];
    expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true);
  });

  it('holds no bitmap, a language, bookmarks, attached data and a structure tree with figures in words', async () => {
    const { file } = await pdfOf(sampleInput);
    expect(file).not.toContain('/Subtype /Image');
    for (const part of [
      '/Lang (en)',
      '/Outlines',
      '(report.csv)',
      '(report.json)',
      '/StructTreeRoot',
      '/S /Table',
      '/S /H2',
    ])
      expect(file, part).toContain(part);
    expect([...file.matchAll(/\/S \/Figure\n\/Alt/gu)].length).toBeGreaterThanOrEqual(4);
  });

  it('numbers every page and stamps it', async () => {
    const { pages, pieces } = await pdfOf(sampleInput);
    const feet = pieces.filter(({ kind, text }) => kind === 'Artifact' && text.includes('Page '));
    expect(feet.map(({ text }) => text.slice(text.indexOf('Page ')))).toEqual(
      Array.from({ length: pages }, (_, index) => `Page ${index + 1} of ${pages}`),
    );
    expect(feet.every(({ text }) => text.includes('Engineering · Jan 2026 – Jun 2026'))).toBe(true);
  });

  it.each([
    ['A4', 'portrait', 'en-US'],
    ['A4', 'landscape', 'ja-JP'],
    ['Letter', 'portrait', 'de-DE'],
    ['Letter', 'landscape', 'fr-FR'],
  ] as const)(
    'keeps the summary on one page of %s, %s, as %s writes it',
    async (size, orientation, locale) => {
      const { pieces } = await pdfOf({ ...sampleInput, locale, paper: { size, orientation } });
      const pageOf = (title: string) =>
        pieces.find(({ kind, text }) => kind === 'H2' && text === title)?.page;
      expect([pageOf('Summary'), pageOf('From plan to actual')]).toEqual([2, 3]);
      expect(pieces.find(({ page, kind }) => page === 3 && kind !== 'Artifact')?.text).toBe(
        'From plan to actual',
      );
    },
  );

  it('leaves no page empty, and repeats the head on each page of a long table', async () => {
    const { pieces, pages } = await pdfOf(withRows(400, (index) => `Team ${index}`));
    for (let page = 1; page <= pages; page += 1)
      expect(
        pieces.filter((piece) => piece.page === page && piece.kind !== 'Artifact').length,
        `page ${page}`,
      ).toBeGreaterThan(4);
    const heads = pieces
      .filter(({ kind, text }) => kind === 'Artifact' && text === 'Team')
      .map(({ page }) => page);
    expect(heads.length).toBeGreaterThan(5);
    expect(new Set(heads).size).toBe(heads.length);
  });

  it('folds small rows into one that says how many they are and adds up', async () => {
    const { model, pieces } = await pdfOf({ ...withRows(60, (index) => `Team ${index}`), detail: 'summary' });
    const [table] = tablesOf(model).filter(({ id }) => id === 'variance');
    const sum = (rows: ReportTable['rows']) =>
      rows.reduce((total, { cells }) => total + (cells[1]?.kind === 'money' ? cells[1].value : 0n), 0n);
    expect(table?.printedRows).toHaveLength(8);
    expect(sum(table?.printedRows ?? [])).toBe(sum(table?.rows ?? []));
    expect(cellsOf(pieces)).toContain('Other(53)');
  });

  it('prints hostile, long and foreign names as text', async () => {
    const names = [
      '=HYPERLINK("http://example.invalid")',
      '<script>alert(1)</script>',
      ') Tj ET endstream endobj %%EOF (',
      `long ${'name '.repeat(60)}`,
      'x'.repeat(300),
      'Ομάδα Δ',
      'Команда',
      'צוות תשלומים 12',
      'فريق المدفوعات',
      '支払いチーム',
      '😀 team',
      'a\u0000b\u202ec\nd\te',
    ];
    const { pieces, file } = await pdfOf(withRows(names.length, (index) => names[index] ?? ''));
    const printed = cellsOf(pieces).map((text) => text.replace('(m)', ''));
    for (const name of [...names.slice(0, 7), names[9] ?? '', names[10] ?? ''])
      expect(printed).toContain(plain(name));
    expect(printed).toContain('abcde');
    expect([...file.matchAll(/%%EOF/gu)].length).toBe(1);
  });

  it('marks a character that no font has, keeps its code in the text and says which it was', async () => {
    const { pieces } = await pdfOf(withRows(2, (index) => `a\u{f1234}${index}`));
    expect(cellsOf(pieces)).toContain('a\u{f1234}0(m)');
    expect(pieces.some(({ text }) => text.includes('empty boxes: U+F1234'))).toBe(true);
  });

  it.each([
    ['no rows', withRows(0, String)],
    ['one row', withRows(1, () => 'Only')],
    ['no forecast', { ...sampleInput, forecast: null, cumulativeBands: null, atCompletion: null }],
    [
      'nothing at all',
      {
        ...withRows(0, String),
        forecast: null,
        cumulativeBands: null,
        months: [],
        budgets: [],
        imports: [],
        alerts: [],
        approvals: [],
        comments: [],
        causes: [],
        varianceByMonth: [],
      },
    ],
    [
      'all adverse',
      {
        ...sampleInput,
        variance: {
          ...sampleInput.variance,
          rows: sampleInput.variance.rows.map((row) => ({ ...row, variance: row.actual })),
        },
      },
    ],
    ['Letter, landscape', { ...sampleInput, paper: { size: 'Letter', orientation: 'landscape' } as const }],
  ])('stands with %s', async (_name, input) => {
    const { pages, pieces } = await pdfOf(input);
    expect(pages).toBeGreaterThanOrEqual(4);
    expect(pieces.some(({ kind, text }) => kind === 'H2' && text === 'Lineage')).toBe(true);
  });

  it('prints only the sections that are asked for, in their order', async () => {
    const { pieces } = await pdfOf({ ...sampleInput, sections: ['lineage', 'summary'] });
    expect(pieces.filter(({ kind }) => kind === 'H2').map(({ text }) => text)).toEqual([
      'Summary',
      'Lineage',
    ]);
  });
});
