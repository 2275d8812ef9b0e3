import type { Budget, Scope } from '#shared/domain/budget.ts';
import { toMonth } from '#shared/domain/calendar.ts';
import type { CostSeries } from '#shared/domain/cost.ts';
import { toMicros } from '#shared/domain/money.ts';
import { planMonths } from '#shared/engine/budgets/phasing.ts';

/** A budget of 2026 in USD; `amount` is in micros and `plan` follows from it. */
export function budget(
  fields: Partial<Omit<Budget, 'amount'>> & { amount?: number; from?: string } = {},
): Budget {
  const amount = toMicros(fields.amount ?? 1200);
  const startMonth = fields.startMonth ?? toMonth(fields.from ?? '2026-01');
  const months = fields.months ?? 12;
  const phasing = fields.phasing ?? { kind: 'even' as const };
  const { from: _from, ...rest } = fields;
  return {
    id: 'b',
    name: fields.id ?? 'b',
    type: 'team',
    parentId: null,
    owner: '',
    currency: 'USD',
    costBasis: 'billed',
    scope: [],
    scopeKind: 'explicit',
    rollover: null,
    thresholds: null,
    tags: {},
    notes: '',
    revision: 1,
    ...rest,
    amount,
    startMonth,
    months,
    phasing,
    plan: fields.plan ?? planMonths({ amount, startMonth, months, phasing }),
  };
}

export function pin(dimension: Scope[number]['dimension'], ...values: string[]): Scope {
  return [{ dimension, op: 'in', values }];
}

export function series(fields: Partial<CostSeries> = {}): CostSeries {
  return {
    currency: 'USD',
    provider: 'aws',
    account: '1',
    accountName: 'one',
    service: 'compute',
    region: 'eu-west-1',
    sku: '',
    chargeCategory: 'Usage',
    tags: {},
    chargeClass: '',
    pricingCategory: '',
    commitmentId: '',
    commitmentStatus: '',
    invoice: '',
    unit: '',
    ...fields,
  };
}
