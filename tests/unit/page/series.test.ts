import { expect, test } from 'vitest';
import {
  faultsOf,
  levelOf,
  levelsOf,
  NEW_SERIES_DRAFT,
} from '../../../src-renderer/features/forecast/series/series-draft.ts';
import {
  fanOf,
  fileNameOf,
  fileOf,
  nameOf,
  rowsOf,
  stepText,
} from '../../../src-renderer/features/forecast/series/series-rows.ts';

const SERIES = {
  id: 'load',
  history: [3, null, 0.004],
  mean: [0.005, 0.006],
  intervals: { '80': [[0.004, 0.006] as [number, number], [0.003, 0.009] as [number, number]] },
};

test('what is asked of a file of series is refused by its field, and levels are typed as the locale writes them', () => {
  expect(faultsOf(NEW_SERIES_DRAFT, '.')).toEqual({});
  const wrong = { ...NEW_SERIES_DRAFT, horizon: 10_001, season: 100_001, levels: ['80', 'many'] };
  expect(faultsOf(wrong, '.')).toEqual({
    horizon: 'A whole number from 1 to 10000',
    season: 'A whole number from 1 to 100000; 1 where nothing comes again',
    levels: '“many” is no percent between 0 and 100; take it out',
  });
  expect(faultsOf({ ...NEW_SERIES_DRAFT, levels: [] }, '.')).toEqual({ levels: 'At least one, such as 95' });
  expect(levelOf('97,5', ',')).toBe(97.5);
  expect(levelsOf({ ...NEW_SERIES_DRAFT, levels: ['95', '95.0', 'many', '80'] }, '.')).toEqual([95, 80]);
  expect([levelOf('97,5', '.'), levelOf('0', '.'), levelOf('100', '.'), levelOf(' ', '.')]).toEqual(
    new Array(4).fill(undefined),
  );
});

test('steps count to the last value that happened, and one number of digits serves a series', () => {
  expect(rowsOf(SERIES, true).map(({ step, actual, mean }) => [stepText(step), actual, mean])).toEqual([
    ['\u22122', 3, null],
    ['\u22121', null, null],
    ['0', 0.004, null],
    ['+1', null, 0.005],
    ['+2', null, 0.006],
  ]);
  expect(rowsOf(SERIES, false).map(({ step, digits }) => [step, digits])).toEqual([
    [1, 5],
    [2, 5],
  ]);
});

test('the fan of a series begins at its last value, and without one at the first step ahead', () => {
  const fan = fanOf(SERIES, [80]);
  expect(fan.forecast).toEqual([null, null, 0.004, 0.005, 0.006]);
  expect(fan.bands).toEqual([
    { level: 80, lower: [null, null, 0.004, 0.004, 0.003], upper: [null, null, 0.004, 0.006, 0.009] },
  ]);
  expect(fanOf({ ...SERIES, history: [] }, [80]).forecast).toEqual([0.005, 0.006]);
});

test('a series has a name also where its file leaves that blank', () => {
  expect(['load', '', ' '].map((id) => nameOf({ id }))).toEqual([
    'load',
    'a series without a name',
    'a series without a name',
  ]);
});

test('the file is named after its source, and holds what the command writes', async () => {
  expect(['load.csv', 'load.csv.gz', 'load', '.csv'].map(fileNameOf)).toEqual([
    'load-forecast.csv',
    'load-forecast.csv',
    'load-forecast.csv',
    'series-forecast.csv',
  ]);
  const answer = { series: 1, forecast: 1, rows: 2, levels: [80], warnings: [] };
  const file = fileOf({ ...answer, forecasts: [{ ...SERIES, id: 'a;b' }] });
  expect(await file.text()).toBe(
    'series_id,h,mean,lo80,hi80\n"a;b",1,0.005,0.004,0.006\n"a;b",2,0.006,0.003,0.009\n',
  );
});
