import { addMonths, toMonth } from '#shared/domain/calendar.ts';
import { addressOf } from './place.ts';

/** Which cost rows are asked for; what is left out does not narrow. */
export interface CostAsk {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The month of a charge: of its day, or of its invoice. */
  readonly timeBasis?: 'chargeDay' | 'billingMonth' | undefined;
  /** The value that each dimension must have; an empty one means untagged. */
  readonly where?: Readonly<Record<string, string>>;
}

/**
 * The address of the rows behind a figure, of a budget or of the whole workspace.
 *
 * @example costRowsAddress('payments', { from: '2026-01', where: { service: 'EC2' } }) // '/costs/payments/from=2026-01&only=service%3DEC2'
 */
export function costRowsAddress(budgetId: string | undefined, ask: CostAsk): string {
  const query = new URLSearchParams();
  if (ask.from !== undefined) query.set('from', ask.from);
  if (ask.to !== undefined) query.set('to', ask.to);
  if (ask.timeBasis === 'billingMonth') query.set('basis', ask.timeBasis);
  for (const [dimension, value] of Object.entries(ask.where ?? {}))
    query.append('only', `${dimension}=${value}`);
  return addressOf('costs', budgetId, query.size === 0 ? undefined : query.toString());
}

/** The rows of a budget in its own period, up to the day one stands on. */
export function askOfBudget({
  startMonth,
  months,
}: {
  readonly startMonth: string;
  readonly months: number;
}): CostAsk {
  return { from: startMonth, to: addMonths(toMonth(startMonth), months - 1) };
}

/** Reads the query of such an address. */
export function costAskOf(query: URLSearchParams): CostAsk {
  const where = query.getAll('only').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, Math.max(at, 0)), pair.slice(at + 1)] as const;
  });
  return {
    from: query.get('from') ?? undefined,
    to: query.get('to') ?? undefined,
    timeBasis: query.get('basis') === 'billingMonth' ? 'billingMonth' : undefined,
    where: Object.fromEntries(where),
  };
}

/**
 * The ask for a row of a breakdown: its keys are conditions, but months and quarters of the fiscal year, which narrow the time.
 *
 * @example askOfKey({ service: 'EC2', month: '2026-03' }, { from: '2026-01', to: '2026-06' }, 1) // March, service EC2
 */
export function askOfKey(
  key: Readonly<Record<string, string>>,
  ask: CostAsk,
  fiscalYearStart: number,
): CostAsk {
  const { month, quarter, ...where } = key;
  const [from, to] =
    month === undefined ? (quarterMonths(quarter, fiscalYearStart) ?? [ask.from, ask.to]) : [month, month];
  return { ...ask, from, to, where: { ...ask.where, ...where } };
}

/** The first and last month of `2026-Q2`, in a fiscal year that is named by the year it ends in. */
function quarterMonths(
  quarter: string | undefined,
  fiscalYearStart: number,
): readonly [string, string] | undefined {
  const [, year, number] = /^(\d{4})-Q([1-4])$/.exec(quarter ?? '') ?? [];
  if (year === undefined || number === undefined) return undefined;
  const startYear = fiscalYearStart === 1 ? Number(year) : Number(year) - 1;
  const start = toMonth(`${startYear}-${String(fiscalYearStart).padStart(2, '0')}`);
  const first = addMonths(start, (Number(number) - 1) * 3);
  return [first, addMonths(first, 2)];
}
