import { mean } from './line.ts';
import { loess, loessAt, type LoessOptions } from './loess.ts';
import { centredAverage } from './seasonal.ts';

/** A series taken apart: the parts add up to it (multiplied, for a multiplicative classical decomposition). */
export interface Decomposition {
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  readonly remainder: Float64Array;
}

export interface StlOptions {
  readonly seasonal?: Partial<LoessOptions>;
  readonly trend?: Partial<LoessOptions>;
  readonly low?: Partial<LoessOptions>;
  readonly inner?: number;
  /** Rounds of robustness; 0 for none. Default 15 with one inner round. */
  readonly outer?: number;
}

interface StlSettings {
  readonly season: number;
  readonly seasonal: LoessOptions;
  readonly trend: LoessOptions;
  readonly low: LoessOptions;
  readonly inner: number;
  readonly outer: number;
}

/**
 * STL: seasonal and trend decomposition by local regression, robust to outliers. Cleveland, Cleveland, McRae & Terpenning
 * (1990). Needs two full cycles; with fewer the season is zero and the trend the series.
 */
export function stl(values: Float64Array, season: number, options: StlOptions = {}): Decomposition {
  const count = values.length;
  if (season < 2 || count < 2 * season) {
    return {
      trend: Float64Array.from(values),
      seasonal: new Float64Array(count),
      remainder: new Float64Array(count),
    };
  }
  const settings = settingsOf(season, options);
  let trend: Float64Array = new Float64Array(count);
  let seasonal: Float64Array = new Float64Array(count);
  let weights: Float64Array | undefined;
  for (let round = 0; ; round += 1) {
    for (let pass = 0; pass < settings.inner; pass += 1)
      ({ trend, seasonal } = innerPass(values, trend, settings, weights));
    if (round >= settings.outer) break;
    weights = robustWeights(values.map((value, index) => value - trend[index]! - seasonal[index]!));
  }
  return {
    trend,
    seasonal,
    remainder: values.map((value, index) => value - trend[index]! - seasonal[index]!),
  };
}

function settingsOf(season: number, options: StlOptions): StlSettings {
  const seasonal = complete(options.seasonal, 7, 0);
  const trendWindow = nextOdd((1.5 * season) / (1 - 1.5 / seasonal.window));
  const outer = options.outer ?? 15;
  return {
    season,
    seasonal,
    trend: complete(options.trend, trendWindow, 1),
    low: complete(options.low, nextOdd(season), 1),
    inner: options.inner ?? (outer > 0 ? 1 : 2),
    outer,
  };
}

function complete(given: Partial<LoessOptions> | undefined, window: number, degree: 0 | 1): LoessOptions {
  return { window: given?.window ?? window, degree: given?.degree ?? degree, jump: given?.jump ?? 1 };
}

function nextOdd(value: number): number {
  const whole = Math.ceil(value);
  return whole % 2 === 0 ? whole + 1 : whole;
}

function innerPass(
  values: Float64Array,
  trend: Float64Array,
  settings: StlSettings,
  weights: Float64Array | undefined,
): { trend: Float64Array; seasonal: Float64Array } {
  const { season } = settings;
  const cycles = smoothCycles(
    values.map((value, index) => value - trend[index]!),
    settings,
    weights,
  );
  const low = loess(movingAverage(movingAverage(movingAverage(cycles, season), season), 3), settings.low);
  const seasonal = values.map((_, index) => cycles[season + index]! - low[index]!);
  const plain = values.map((value, index) => value - seasonal[index]!);
  return { trend: loess(plain, settings.trend, weights), seasonal };
}

/** Every step of the cycle smoothed by itself, one cycle longer at both ends. Routine `ss`. */
function smoothCycles(
  values: Float64Array,
  { season, seasonal }: StlSettings,
  weights?: Float64Array,
): Float64Array {
  const count = values.length;
  const cycles = new Float64Array(count + 2 * season);
  for (let step = 0; step < season; step += 1) {
    const places = Array.from(
      { length: Math.ceil((count - step) / season) },
      (_, cycle) => cycle * season + step,
    );
    const own = Float64Array.from(places, (place) => values[place]!);
    const ownWeights = weights && Float64Array.from(places, (place) => weights[place]!);
    const smooth = loess(own, seasonal, ownWeights);
    const length = own.length;
    const before = loessAt(own, seasonal, 0, 1, Math.min(seasonal.window, length), ownWeights) ?? smooth[0]!;
    const first = Math.max(1, length - seasonal.window + 1);
    const after = loessAt(own, seasonal, length + 1, first, length, ownWeights) ?? smooth[length - 1]!;
    [before, ...smooth, after].forEach((value, cycle) => (cycles[cycle * season + step] = value));
  }
  return cycles;
}

function movingAverage(values: Float64Array, length: number): Float64Array {
  const average = new Float64Array(values.length - length + 1);
  let sum = 0;
  values.forEach((value, index) => {
    sum += value - (index >= length ? values[index - length]! : 0);
    if (index >= length - 1) average[index - length + 1] = sum / length;
  });
  return average;
}

/** Bisquare weights of the remainders: what lies beyond six median deviations no longer counts. */
function robustWeights(remainder: Float64Array): Float64Array {
  const sizes = remainder.map(Math.abs);
  const sorted = Float64Array.from(sizes).sort();
  const middle = sorted.length >> 1;
  const bound = 3 * (sorted[middle]! + sorted[sorted.length - middle - 1]!);
  return sizes.map((size) => {
    if (size <= 0.001 * bound) return 1;
    return size <= 0.999 * bound ? (1 - (size / bound) ** 2) ** 2 : 0;
  });
}

/**
 * Several seasons at once: STL for each in turn, the shortest first, on the series without the others, twice over.
 * Bandara, Hyndman & Bergmeir (2021). Seasons of which there are not two cycles are left out.
 */
export function mstl(
  values: Float64Array,
  seasons: readonly number[],
  optionsOf: (season: number, index: number) => StlOptions = (_, index) => ({
    seasonal: { window: 11 + 4 * index },
    outer: 0,
  }),
): { trend: Float64Array; seasonal: readonly Float64Array[]; remainder: Float64Array } {
  const fitting = [...seasons]
    .sort((a, b) => a - b)
    .filter((season) => season > 1 && 2 * season <= values.length);
  const seasonal = fitting.map(() => new Float64Array(values.length));
  let rest = Float64Array.from(values);
  let trend = Float64Array.from(values);
  for (let round = 0; round < (fitting.length > 1 ? 2 : 1); round += 1) {
    fitting.forEach((season, index) => {
      const own = rest.map((value, at) => value + seasonal[index]![at]!);
      const parts = stl(own, season, optionsOf(season, index));
      seasonal[index] = Float64Array.from(parts.seasonal);
      trend = Float64Array.from(parts.trend);
      rest = own.map((value, at) => value - parts.seasonal[at]!);
    });
  }
  return { trend, seasonal, remainder: rest.map((value, at) => value - trend[at]!) };
}

/**
 * The classical decomposition by moving averages: the first and last half cycle have no trend (NaN). Kendall (1976), as R's
 * `decompose` does it.
 */
export function decompose(
  values: Float64Array,
  season: number,
  kind: 'additive' | 'multiplicative',
): Decomposition {
  const trend = centredAverage(values, season);
  const isRatio = kind === 'multiplicative';
  const parts = values.map((value, index) => (isRatio ? value / trend[index]! : value - trend[index]!));
  const means = Float64Array.from({ length: season }, (_, step) =>
    mean(parts.filter((part, index) => index % season === step && !Number.isNaN(part))),
  );
  const centre = mean(means);
  const seasonal = values.map((_, index) =>
    isRatio ? means[index % season]! / centre : means[index % season]! - centre,
  );
  const remainder = parts.map((part, index) => (isRatio ? part / seasonal[index]! : part - seasonal[index]!));
  return { trend, seasonal, remainder };
}
