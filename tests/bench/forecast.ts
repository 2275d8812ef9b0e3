import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { forecastValues } from '#shared/engine/forecast/index.ts';
import { seededRandom } from '#shared/engine/random.ts';
import { removeSeason, restoreSeason, seasonalProfile } from '#shared/engine/forecast/seasonal.ts';

interface Series {
  readonly dataset: string;
  readonly period: number;
  readonly h: number;
  readonly train: number[];
  readonly test: number[];
}

interface Scores {
  readonly smape: number;
  readonly mase: number;
  readonly owa?: number;
  readonly cov95?: number;
  readonly msis95?: number;
}

/** What is used of the scorer that lies beside the repository. */
interface Scorer {
  loadSeries(data: string, meta: string): Map<string, Series>;
  benchmark(name: string, series: Series): number[];
  scoreSeries(series: Series, forecast: Forecast): Scores;
  summarise(rows: readonly Scores[], base?: Scores): Scores;
}

interface Forecast {
  /** Sums of the sample paths over the horizon. */
  readonly sums?: Float64Array;
  readonly mean: number[];
  readonly lo95?: number[];
  readonly hi95?: number[];
}

type Forecaster = (series: Series) => Forecast;

const folder = '../shared/data/forecast';
const scorerFile = '../shared/bench/score-forecast.mjs';

/**
 * Our automatic forecast beside AutoETS of augurs (on values without their season, its best form) on the same public
 * series in one run: OWA against Naive2, coverage and MSIS of the 95 % interval, calibration of the odds of passing a budget,
 * milliseconds a series.
 */
export async function runForecastBench(): Promise<void> {
  if (!existsSync(folder) || !existsSync(scorerFile)) {
    process.stdout.write('The public series do not lie beside the repository; nothing to measure.\n');
    return;
  }
  const scorer = (await import(pathToFileURL(resolve(scorerFile)).href)) as Scorer;
  const forecasters: Record<string, Forecaster> = { headroom: ours, 'augurs AutoETS': await augurs() };
  for (const kind of ['monthly', 'daily']) {
    const series = [...scorer.loadSeries(`${folder}/${kind}.csv.gz`, `${folder}/${kind}_meta.csv`).values()];
    const base = scorer.summarise(
      series.map((one) => scorer.scoreSeries(one, { mean: scorer.benchmark('naive2', one) })),
    );
    for (const [name, forecaster] of Object.entries(forecasters)) {
      const start = performance.now();
      const forecasts = series.map(forecaster);
      const milliseconds = (performance.now() - start) / series.length;
      const scores = scorer.summarise(
        series.map((one, index) => scorer.scoreSeries(one, forecasts[index]!)),
        base,
      );
      process.stdout.write(
        `${kind.padEnd(8)} ${name.padEnd(16)} OWA ${scores.owa?.toFixed(3) ?? '-'}  covered ${scores.cov95?.toFixed(3) ?? '-'}  ` +
          `MSIS ${scores.msis95?.toFixed(2) ?? '-'}  ${oddsText(scorer, series, forecasts)}${milliseconds.toFixed(1)} ms a series\n`,
      );
    }
  }
}

const BUDGETS_OF_SERIES = 20;
/** Budgets lie evenly within this share of the naive sum of the horizon. */
const AROUND_NAIVE = 0.3;
const GROUPS = 10;

interface StatedOdds {
  readonly odds: number;
  readonly passed: number;
}

/**
 * How far stated odds of passing a budget are from how often it was passed, for budgets set at random around the naive sum
 * of the horizon: the mean over tenths of the statements, and over tenths of the scale of odds. Most odds are near 0 or 1, so
 * the middle of the scale rests on few series; in brackets, what odds would score by the same count that are right by making.
 */
function oddsText(scorer: Scorer, series: readonly Series[], forecasts: readonly Forecast[]): string {
  const random = seededRandom(7);
  const sums = forecasts.flatMap((forecast) => (forecast.sums === undefined ? [] : [forecast.sums]));
  if (sums.length < series.length) return '';
  const happened = series.map(({ test }) => sum(test));
  const drawn = sums.map((totals) => totals[Math.floor(random.next() * totals.length)]!);
  const measure = (actuals: readonly number[]): string => {
    const budgets = seededRandom(8);
    const stated = series.flatMap((one, index) => {
      const naive = sum(scorer.benchmark('naive2', one));
      return Array.from({ length: BUDGETS_OF_SERIES }, (): StatedOdds => {
        const amount = naive * (1 + AROUND_NAIVE * (2 * budgets.next() - 1));
        const odds = sums[index]!.filter((total) => total > amount).length / sums[index]!.length;
        return { odds, passed: actuals[index]! > amount ? 1 : 0 };
      });
    });
    return `${gapOfTenths(stated).toFixed(3)} and ${gapOfScale(stated).toFixed(3)}`;
  };
  return `odds off by ${measure(happened)} (right ones: ${measure(drawn)})  `;
}

/** The mean gap over ten groups of equally many statements. */
function gapOfTenths(stated: readonly StatedOdds[]): number {
  const sorted = [...stated].sort((a, b) => a.odds - b.odds);
  const place = (at: number): number => Math.floor((at * sorted.length) / GROUPS);
  return meanGap(Array.from({ length: GROUPS }, (_, group) => sorted.slice(place(group), place(group + 1))));
}

/** The mean gap over ten equal parts of the scale from 0 to 1. */
function gapOfScale(stated: readonly StatedOdds[]): number {
  const groups = Map.groupBy(stated, ({ odds }) => Math.min(GROUPS - 1, Math.floor(odds * GROUPS)));
  return meanGap([...groups.values()]);
}

function meanGap(groups: readonly (readonly StatedOdds[])[]): number {
  const gaps = groups.map(
    (group) => Math.abs(sum(group.map(({ odds, passed }) => odds - passed))) / group.length,
  );
  return sum(gaps) / gaps.length;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function ours({ train, period, h }: Series): Forecast {
  const { mean, intervals, paths } = forecastValues({
    values: train,
    season: period,
    horizon: h,
    levels: [95],
    paths: 500,
  });
  return {
    sums: Float64Array.from(paths, sum),
    mean: [...mean],
    lo95: intervals['95']!.map(([low]) => low),
    hi95: intervals['95']!.map(([, high]) => high),
  };
}

/** The package is loaded from its bytes, because it expects a browser to fetch them. */
async function augurs(): Promise<Forecaster> {
  const { AutoETS, initSync } = await import('@bsull/augurs/ets');
  const file = createRequire(import.meta.url).resolve('@bsull/augurs/ets');
  initSync({ module: readFileSync(file.replace(/\.js$/, '_bg.wasm')) });
  return ({ train, period, h }) => {
    const values = Float64Array.from(train);
    const profile = seasonalProfile(values, period);
    const model = new AutoETS(1, 'ZZN');
    const withSeason = (limits: ArrayLike<number>): number[] =>
      Array.from(restoreSeason(Float64Array.from(limits), profile, train.length), (value) =>
        Math.max(0, value),
      );
    try {
      model.fit(removeSeason(values, profile));
      const { point, intervals } = model.predict(h, 0.95);
      const mean = withSeason(point);
      return {
        mean,
        lo95: withSeason(intervals?.lower ?? point),
        hi95: withSeason(intervals?.upper ?? point),
      };
    } catch {
      // It finds no model for some series; the last value stands in, as its users would let it.
      const mean = withSeason(new Float64Array(h).fill(removeSeason(values, profile).at(-1) ?? 0));
      return { mean, lo95: mean, hi95: mean };
    } finally {
      model.free();
    }
  };
}
