/** The forecast engine's public face: what other layers may call. */
export { forecastValues, type SeriesForecast, type SeriesRequest } from './series.ts';
export { forecastMonthly, type MonthlyRequest } from './monthly.ts';
export {
  applyPlan,
  planChangeOf,
  type PlanChange,
  type PlanLevers,
  type PlannedForecast,
  type PlanRequest,
} from './plan.ts';
export { breachOf, type BreachOdds, type BreachRequest } from './breach.ts';
