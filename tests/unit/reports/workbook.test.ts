import { describe, expect, it } from 'vitest';
import { dayNumber, toDay } from '#shared/domain/calendar.ts';
import { buildReport } from '#shared/engine/report/build.ts';
import { renderXlsx } from '#main/reports/render-xlsx.ts';
import { readXlsx } from '../../integration/reports/read-xlsx.ts';
import { sampleInput, varianceRow } from './sample-input.ts';

describe('the report as a workbook', () => {
  it('has a sheet for each section with tables, and keeps figures and days as numbers', async () => {
    const sheets = await readXlsx(await renderXlsx(buildReport(sampleInput)));
    expect([...sheets.keys()].slice(0, 4)).toEqual([
      'Report',
      '1 From plan to actual',
      '2 Variance',
      '3 Month by month',
    ]);
    const variance = sheets.get('2 Variance') ?? [];
    expect(variance.find(([name]) => name === 'Payments')).toEqual([
      'Payments',
      196_000,
      214_300.37,
      18_300.37,
      expect.closeTo(0.0934, 4),
    ]);
    const step = (sheets.get('1 From plan to actual') ?? []).find(([name]) => name === 'EC2 eu-west-1');
    const sinceExcel = dayNumber(toDay('2026-03-14')) - dayNumber(toDay('1899-12-30'));
    expect(step?.slice(1, 3)).toEqual(['Step', sinceExcel]);
  });

  it('keeps hostile text as text', async () => {
    const names = [
      '=HYPERLINK("http://example.invalid")',
      '@SUM(A1)',
      '<b>&amp;</b>',
      'bell \u0007 and \ud800 alone',
    ];
    const rows = names.map((team) => varianceRow({ team }, 1, 2));
    const input = {
      ...sampleInput,
      variance: { by: ['team'], total: varianceRow({}, 4, 8), rows, groups: rows },
    };
    const sheet = (await readXlsx(await renderXlsx(buildReport(input)))).get('2 Variance') ?? [];
    const written = sheet.map(([name]) => name);
    for (const name of [...names.slice(0, 3), 'bell  and  alone']) expect(written).toContain(name);
  });
});
