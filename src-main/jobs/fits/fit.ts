import {
  forecastMonthly,
  forecastTree,
  type NodeForecast,
  type SeriesForecast,
} from '#shared/engine/forecast/index.ts';

/** What is asked for: one series, or the upper levels of a tree together. */
export type FitTask =
  | { readonly kind: 'monthly'; readonly request: Parameters<typeof forecastMonthly>[0] }
  | { readonly kind: 'tree'; readonly request: Parameters<typeof forecastTree>[0] };

export type Fit = SeriesForecast | ReadonlyMap<string, NodeForecast>;

/** Fits models; what the thread in front and the one behind it both run. */
export function fit(task: FitTask): Fit {
  return task.kind === 'monthly' ? forecastMonthly(task.request) : forecastTree(task.request);
}
