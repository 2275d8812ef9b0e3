import type { Day, Month } from './calendar.ts';
import type { Micros } from './money.ts';
import type { Scope } from './budget.ts';

/** Models by the names of the forecasting literature. */
export const FORECAST_MODELS = [
  'auto',
  'naive',
  'seasonalNaive',
  'drift',
  'movingAverage',
  'linearTrend',
  'theilSen',
  'stl',
  'ses',
  'holt',
  'damped',
  'holtWinters',
  'ets',
  'theta',
  'dynamicTheta',
  'ces',
  'arima',
  'ensemble',
] as const;
export type ForecastModel = (typeof FORECAST_MODELS)[number];

/** Models as people write them, in sentences and tables. */
export const MODEL_TITLES: Readonly<Record<ForecastModel, string>> = {
  auto: 'automatic',
  naive: 'naive',
  seasonalNaive: 'seasonal naive',
  drift: 'drift',
  movingAverage: 'moving average',
  linearTrend: 'linear trend',
  theilSen: 'Theil–Sen',
  stl: 'STL',
  ses: 'SES',
  holt: 'Holt',
  damped: 'damped Holt',
  holtWinters: 'Holt–Winters',
  ets: 'ETS',
  theta: 'Theta',
  dynamicTheta: 'dynamic Theta',
  ces: 'CES',
  arima: 'ARIMA',
  ensemble: 'ensemble',
};

/** A model's title; a name that is none of ours, from another version, stands as it is. */
export function modelTitle(name: string): string {
  return (MODEL_TITLES as Readonly<Record<string, string>>)[name] ?? name;
}

/** What textbooks, R, Python and spreadsheets call the same models; compared in small letters and digits alone. */
const OTHER_NAMES: Readonly<Record<string, ForecastModel>> = {
  automatic: 'auto',
  randomwalk: 'naive',
  rw: 'naive',
  naive1: 'naive',
  snaive: 'seasonalNaive',
  randomwalkwithdrift: 'drift',
  rwdrift: 'drift',
  naivedrift: 'drift',
  ma: 'movingAverage',
  sma: 'movingAverage',
  simplemovingaverage: 'movingAverage',
  linear: 'linearTrend',
  ols: 'linearTrend',
  linearregression: 'linearTrend',
  leastsquares: 'linearTrend',
  senslope: 'theilSen',
  robusttrend: 'theilSen',
  stlf: 'stl',
  mstl: 'stl',
  stlets: 'stl',
  stltrend: 'stl',
  decomposition: 'stl',
  seasonaldecomposition: 'stl',
  simpleexponentialsmoothing: 'ses',
  holtlinear: 'holt',
  holtslinear: 'holt',
  doubleexponentialsmoothing: 'holt',
  des: 'holt',
  dampedtrend: 'damped',
  dampedholt: 'damped',
  holtdamped: 'damped',
  hw: 'holtWinters',
  holtwinter: 'holtWinters',
  tripleexponentialsmoothing: 'holtWinters',
  tes: 'holtWinters',
  autoets: 'ets',
  autotheta: 'theta',
  thetaf: 'theta',
  standardtheta: 'theta',
  dotm: 'dynamicTheta',
  otm: 'dynamicTheta',
  dynamicoptimisedtheta: 'dynamicTheta',
  dynamicoptimizedtheta: 'dynamicTheta',
  optimisedtheta: 'dynamicTheta',
  optimizedtheta: 'dynamicTheta',
  autoces: 'ces',
  complexexponentialsmoothing: 'ces',
  autoarima: 'arima',
  sarima: 'arima',
  combination: 'ensemble',
};

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const MODELS_BY_NAME: ReadonlyMap<string, ForecastModel> = new Map([
  ...Object.entries(OTHER_NAMES),
  ...FORECAST_MODELS.map((model): [string, ForecastModel] => [plainName(model), model]),
]);

/**
 * The model of a name in any usual form; `undefined` for a name that no model has.
 *
 * @example modelNamed('Holt-Winters') // 'holtWinters'
 */
export function modelNamed(name: string): ForecastModel | undefined {
  return MODELS_BY_NAME.get(plainName(name));
}

/** Growth a year as a fraction, overall or for a dimension value (`"team:payments"`). */
export type Growth = Readonly<Record<string, number>>;

/** A known change of the infrastructure. `amount` is money a month (for `oneTime`, once); `percent` is of the baseline. */
export interface PlannedChange {
  readonly name: string;
  readonly start: Month;
  readonly end?: Month;
  readonly kind: 'step' | 'ramp' | 'oneTime';
  readonly amount?: Micros;
  readonly percent?: number;
  readonly scope?: Scope;
  readonly probability?: number;
  /** Months by which the start may be earlier or later, evenly likely. */
  readonly startSpread?: number;
  /** Standard deviation of the size, as a fraction of it. */
  readonly sizeSpread?: number;
}

/** A forecast month: mean and central intervals by level in percent (`"95"`). */
export interface ForecastPoint {
  readonly month: Month;
  readonly mean: Micros;
  readonly intervals: Readonly<Record<string, readonly [Micros, Micros]>>;
}

export interface ForecastAccuracy {
  readonly mase: number | null;
  readonly smape: number | null;
  readonly bias: number | null;
  readonly coverage: Readonly<Record<string, number>>;
  readonly origins: number;
}

export interface Breach {
  readonly probability: number;
  /** The middle of the distribution of the crossing day; null where fewer than half of the paths cross. */
  readonly medianDate: Day | null;
  readonly earliest: Day | null;
  readonly latest: Day | null;
  readonly expectedOverrun: Micros;
}

/** A stored forecast, frozen: it is never changed, only compared with what happened. */
export interface StoredForecast {
  readonly id: string;
  readonly budgetId: string;
  readonly createdAt: string;
  readonly asOf: Day;
  readonly model: string;
  readonly why: string;
  readonly currency: string;
  readonly scenario: string | null;
  readonly points: readonly ForecastPoint[];
  readonly accuracy: ForecastAccuracy;
  readonly candidates: readonly {
    readonly model: string;
    readonly mase: number | null;
    readonly smape: number | null;
  }[];
  readonly breach: Breach | null;
  /** Baseline → growth → changes → scenario; for each month they add up to the mean. */
  readonly parts: readonly { readonly name: string; readonly months: readonly Micros[] }[];
  /** Actual + forecast over the whole budget period: the estimate at completion. */
  readonly atCompletion: Micros;
  readonly inputsHash: string;
  readonly engineVersion: string;
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Akaike's corrected criterion and the log-likelihood of a single model; absent in forecasts of earlier versions. */
  readonly criterion?: { readonly aicc: number | null; readonly logLikelihood: number | null };
  /** Months that were not taken as they stand, in order; absent in forecasts of earlier versions. */
  readonly adjustments?: readonly AdjustedMonth[];
}

/** A month that a forecast did not take as it stands: nothing was known, it stood out, or somebody decided so. */
export interface AdjustedMonth {
  readonly month: Month;
  readonly reason: 'missing' | 'oneOff' | 'excluded' | 'level';
  readonly from: Micros | null;
  readonly to: Micros;
}
