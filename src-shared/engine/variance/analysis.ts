import type { Month } from '../../domain/calendar.ts';
import type { VarianceRow } from '../../domain/variance.ts';

/** A comparison by one to three dimensions. `rows` are the finest and add up to `total`; `groups` are subtotals by the first key. */
export interface VarianceAnalysis {
  readonly by: readonly string[];
  readonly total: VarianceRow;
  readonly rows: readonly VarianceRow[];
  readonly groups: readonly VarianceRow[];
  /** The two months between which rows tell how their actuals moved. */
  readonly actualsMonths?: { readonly before: Month; readonly after: Month };
  /** Why they cannot tell. */
  readonly actualsReason?: string;
}

/** What the plan of no budget's scope pins. */
export const UNPLANNED = '(unplanned)';
/** Charges without the tag that a dimension needs. */
export const UNTAGGED = '(untagged)';
/** Charges whose file leaves the column of a dimension empty. */
export const NO_VALUE = '(none)';
/** What a budget bears of costs that a rule divides among several. */
export const SHARED = '(shared)';
/** What is expected of the months that are not over. */
export const FORECAST = '(forecast)';
