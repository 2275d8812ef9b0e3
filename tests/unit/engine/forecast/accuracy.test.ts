import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { forecastValues } from '#shared/engine/forecast/index.ts';
import { seededRandom } from '#shared/engine/random.ts';

interface Series {
  readonly id: string;
  readonly dataset: string;
  readonly season: number;
  readonly horizon: number;
  readonly train: number[];
  readonly test: number[];
}

const shared = '../shared/data/forecast';

function rowsOf(text: string): string[][] {
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
}

function readSample(kind: string): Series[] {
  const series = new Map<string, Series>();
  for (const [id, dataset, , , , period, horizon] of rowsOf(
    readFileSync(`${shared}/${kind}_meta.csv`, 'utf8'),
  )) {
    series.set(id!, {
      id: id!,
      dataset: dataset!,
      season: Number(period),
      horizon: Number(horizon),
      train: [],
      test: [],
    });
  }
  for (const [id, , value, split] of rowsOf(
    gunzipSync(readFileSync(`${shared}/${kind}.csv.gz`)).toString(),
  )) {
    series.get(id!)?.[split!.trim() === 'train' ? 'train' : 'test'].push(Number(value));
  }
  return [...series.values()];
}

/** A seeded draw, so that the test is quick and the same every time. */
function draw(series: readonly Series[], count: number): Series[] {
  const random = seededRandom(11);
  return series
    .map((one) => ({ one, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ one }) => one);
}

/** Mean absolute errors over the naive seasonal step of the series, for our forecast and for the seasonal naive one. */
function score(series: readonly Series[]) {
  const sums = { ours: 0, seasonalNaive: 0, inside: 0, count: 0 };
  for (const { train, test, season, horizon } of series) {
    const lag = train.length > season ? season : 1;
    const scale =
      train.slice(lag).reduce((sum, value, index) => sum + Math.abs(value - train[index]!), 0) /
      (train.length - lag);
    const { mean, intervals } = forecastValues({ values: train, season, horizon, levels: [95] });
    const naive = forecastValues({ values: train, season, horizon, levels: [], model: 'seasonalNaive' }).mean;
    test.forEach((value, step) => {
      const [low, high] = intervals['95']![step]!;
      sums.ours += Math.abs(value - mean[step]!) / scale / test.length;
      sums.seasonalNaive += Math.abs(value - naive[step]!) / scale / test.length;
      sums.inside += value >= low && value <= high ? 1 : 0;
      sums.count += 1;
    });
  }
  return { ratio: sums.ours / sums.seasonalNaive, coverage: sums.inside / sums.count };
}

if (existsSync(shared)) {
  describe('the automatic forecast on public series', () => {
    it('is a quarter better than the seasonal naive one on months, and its 95 % interval holds', () => {
      const { ratio, coverage } = score(
        draw(
          readSample('monthly').filter(({ dataset }) => dataset === 'm3'),
          60,
        ),
      );
      expect(ratio).toBeLessThan(0.8);
      expect(coverage).toBeGreaterThan(0.9);
      expect(coverage).toBeLessThan(0.99);
    });

    it('is better than the seasonal naive one on days, and its 95 % interval holds', () => {
      const { ratio, coverage } = score(draw(readSample('daily'), 12));
      expect(ratio).toBeLessThan(0.9);
      expect(coverage).toBeGreaterThan(0.88);
    });
  });
}

describe('the automatic forecast of airline passengers', () => {
  it('misses two unseen years by less than half of what the seasonal naive forecast does', () => {
    const { values } = JSON.parse(readFileSync('tests/fixtures/forecast/air-passengers.json', 'utf8')) as {
      values: number[];
    };
    const request = { values: values.slice(0, 120), season: 12, horizon: 24, levels: [95] };
    const errorOf = (mean: Float64Array): number =>
      mean.reduce((sum, value, step) => sum + Math.abs(value - values[120 + step]!), 0);
    const naive = errorOf(forecastValues({ ...request, model: 'seasonalNaive' }).mean);
    expect(errorOf(forecastValues(request).mean)).toBeLessThan(0.7 * naive);
  });
});
