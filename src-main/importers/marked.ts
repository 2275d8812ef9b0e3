/** The currency of a charge whose amount carries a sign or code. */
import { NO_CURRENCY } from '#shared/domain/money.ts';
import type { Entry } from './entries.ts';

/** What a bare `$` can stand for. */
const DOLLARS = new Set(['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN', 'TWD']);

/**
 * The currency of the record, or of the mark where the record has none of its own; `undefined` where the two contradict
 * each other. An empty mark says nothing.
 */
export function currencyOf({ series, hasCurrency }: Entry, mark: string): string | undefined {
  const own = series?.currency ?? NO_CURRENCY;
  if (mark === '' || mark === own || (mark === 'USD' && DOLLARS.has(own))) return own;
  return hasCurrency && own !== NO_CURRENCY ? undefined : mark;
}
