import { expect, test } from 'vitest';
import { levelsText } from '../../../src-renderer/charts/fan-series.ts';
import { fanTable } from '../../../src-renderer/charts/fan-table.ts';
import { extentOf, levelsPart } from '../../../src-renderer/features/forecast/extent.ts';

const SERIES = {
  labels: ['Jan 26', 'Feb 26'],
  budget: [5, 10],
  actual: [4, null],
  forecast: [4, 9],
  bands: [
    { level: 90, lower: [4, 7], upper: [4, 12] },
    { level: 60, lower: [4, 8], upper: [4, 10] },
  ],
};

test('the table of a fan has each of its bands, the narrowest first, and its months ahead alone', () => {
  const { columns, rows } = fanTable('org', 'USD', SERIES);
  expect(columns.map(({ head }) => head)).toEqual([
    'Month',
    'BU, USD',
    'AC',
    'FC',
    '60 % from',
    'to',
    '90 % from',
    'to',
  ]);
  expect(rows.map((row) => columns.map(({ text }) => text(row)))).toEqual([
    ['Jan 26', '5.00', '4.00', '', '', '', '', ''],
    ['Feb 26', '10.00', '', '9.00', '8.00', '10.00', '7.00', '12.00'],
  ]);
});

test('levels are told as a list', () => {
  expect(levelsText([80])).toBe('80 %');
  expect(levelsText([50, 80, 95])).toBe('50, 80 and 95 %');
  expect(levelsText([97.5, 99.95])).toBe('97.5 and 99.95 %');
});

test('an address states months and at most three intervals; what is none there is the default', () => {
  expect(extentOf(new URLSearchParams('months=18&levels=90,80,80'))).toEqual({
    months: 18,
    levels: [80, 90],
  });
  expect(extentOf(new URLSearchParams('months=0&levels=120,x'))).toEqual({
    months: null,
    levels: [50, 80, 95],
  });
  expect(extentOf(new URLSearchParams('months=61'))).toEqual({ months: null, levels: [50, 80, 95] });
  expect(levelsPart([95, 50, 80])).toBeNull();
  expect(levelsPart([99, 60])).toBe('60,99');
  expect(levelsPart([])).toBeNull();
});
