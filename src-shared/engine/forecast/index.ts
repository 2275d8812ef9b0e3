/** The forecast engine's public face: what other layers may call. */
export type { SeriesRequest } from './fit-series.ts';
export { forecastValues, type SeriesForecast } from './series.ts';
export {
  forecastMonthly,
  heldBackMonths,
  treatedMonths,
  type MonthlyForecast,
  type MonthlyRequest,
} from './monthly.ts';
export type { Adjustment, Treatment } from './prepare.ts';
export {
  applyPlan,
  planChangeOf,
  quantileShift,
  type PlanChange,
  type PlanLevers,
  type PlannedForecast,
  type PlanRequest,
} from './plan.ts';
export { breachOf, type BreachOdds, type BreachRequest } from './breach.ts';
export { landing, type Landing, type LandingRequest } from './landing.ts';
export { shareOf, type GivenForecast } from './reconcile.ts';
export { forecastTree, type NodeForecast, type TreeNode, type TreeRequest } from './tree.ts';
