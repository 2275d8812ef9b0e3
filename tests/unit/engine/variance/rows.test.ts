import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMicros, ZERO } from '#shared/domain/money.ts';
import { analyseVariance, isMaterial, percentOf, type VarianceCell } from '#shared/engine/variance/rows.ts';
import { pinnedPlan, spellAsInData, type PlannedBudget } from '#shared/engine/variance/pinned-plan.ts';
import { UNPLANNED } from '#shared/engine/variance/analysis.ts';
import { findCauses } from '#shared/engine/variance/attribution.ts';
import { toDay } from '#shared/domain/calendar.ts';

const units = (value: number) => toMicros(value * 1_000_000);
const bounds = { amount: units(1), percent: 5 };
const reason = 'a plan has no quantities';

describe('variance rows', () => {
  it('adds cells of the same values up, with subtotals by the first dimension', () => {
    const cells: VarianceCell[] = [
      { values: ['a', 'x'], plan: units(10), actual: units(12) },
      { values: ['a', 'y'], plan: ZERO, actual: units(3) },
      { values: ['b', 'x'], plan: units(5), actual: units(4) },
      { values: ['a', 'x'], plan: units(1), actual: ZERO },
    ];
    const { total, rows, groups } = analyseVariance({
      by: ['team', 'service'],
      cells,
      materiality: bounds,
      effectsReason: reason,
    });
    expect(rows.map(({ key, variance }) => [key, variance])).toEqual([
      [{ team: 'a', service: 'x' }, units(1)],
      [{ team: 'a', service: 'y' }, units(3)],
      [{ team: 'b', service: 'x' }, units(-1)],
    ]);
    expect(groups.map(({ key, variance, direction }) => [key, variance, direction])).toEqual([
      [{ team: 'a' }, units(4), 'adverse'],
      [{ team: 'b' }, units(-1), 'favourable'],
    ]);
    expect(total).toEqual({
      key: {},
      plan: units(16),
      actual: units(19),
      variance: units(3),
      percent: 18.75,
      direction: 'adverse',
      effectsReason: reason,
      material: true,
    });
  });

  it('answers a total of zero where there is nothing', () => {
    const { total, rows, groups } = analyseVariance({ by: ['team'], cells: [], materiality: bounds });
    expect([total.variance, total.percent, total.direction, rows, groups]).toEqual([
      0n,
      null,
      'none',
      [],
      [],
    ]);
  });

  it('keeps parts equal to wholes for any data', () => {
    const amount = fc.bigInt(-(10n ** 14n), 10n ** 14n).map(toMicros);
    const cell = fc.record({
      values: fc.tuple(fc.constantFrom('a', 'b', ''), fc.constantFrom('x', 'y')),
      plan: amount,
      actual: amount,
    });
    fc.assert(
      fc.property(fc.array(cell), (cells) => {
        const { total, rows, groups } = analyseVariance({
          by: ['team', 'service'],
          cells,
          materiality: bounds,
        });
        for (const parts of [rows, groups])
          expect(parts.reduce((sum, { variance }) => sum + variance, 0n)).toBe(total.variance);
      }),
    );
  });

  it('measures percent by the size of the plan, so that over stays positive', () => {
    expect(percentOf(units(2), units(-10))).toBe(20);
    expect(percentOf(units(-2), units(10))).toBe(-20);
    expect(percentOf(units(2), ZERO)).toBeNull();
  });

  it('flags a row only when it passes both bounds', () => {
    expect(isMaterial(units(2), 4, bounds)).toBe(false);
    expect(isMaterial(toMicros(999_999), 80, bounds)).toBe(false);
    expect(isMaterial(units(-1), -5, bounds)).toBe(true);
    expect(isMaterial(units(2), null, bounds)).toBe(true);
  });
});

const team = (value: string) => [{ dimension: 'team', op: 'in', values: [value] }] as const;

describe('the plan of a dimension value', () => {
  const budgets: PlannedBudget[] = [
    { id: 'org', parentId: null, scope: [], plan: units(120) },
    { id: 'payments', parentId: 'org', scope: team('Payments'), plan: units(60) },
    {
      id: 'ec2',
      parentId: 'payments',
      scope: [{ dimension: 'service', op: 'in', values: ['EC2'] }],
      plan: units(40),
    },
  ];

  it('is what the budgets below pin, and the rest is unplanned', () => {
    expect(pinnedPlan(budgets, ['team'])).toEqual([
      { values: [UNPLANNED], plan: units(60), actual: ZERO },
      { values: ['Payments'], plan: units(20), actual: ZERO },
      { values: ['Payments'], plan: units(40), actual: ZERO },
    ]);
  });

  it('follows pins down the tree for two dimensions', () => {
    expect(pinnedPlan(budgets, ['team', 'service']).map(({ values, plan }) => [...values, plan])).toEqual([
      [UNPLANNED, UNPLANNED, units(60)],
      ['Payments', UNPLANNED, units(20)],
      ['Payments', 'EC2', units(40)],
    ]);
  });

  it('adds up to the whole also where children have more than their parent', () => {
    const over = budgets.map((budget) => (budget.id === 'ec2' ? { ...budget, plan: units(90) } : budget));
    const sum = pinnedPlan(over, ['service']).reduce((total, { plan }) => total + plan, 0n);
    expect(sum).toBe(units(120));
  });

  it('is nothing without budgets', () => {
    expect(pinnedPlan([], ['team'])).toEqual([]);
  });

  it('names a tag as the data spell it', () => {
    const actual = [{ values: ['payments'], plan: ZERO, actual: units(1) }];
    expect(
      spellAsInData(pinnedPlan(budgets, ['team']), actual, ['team']).map(({ values }) => values[0]),
    ).toEqual([UNPLANNED, 'payments', 'payments']);
  });
});

describe('what moved inside an item', () => {
  const days = (count: number, value: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => value(index));
  const wave = (index: number) => [0, 1, -1, 2, -2, 1, 0][index % 7] ?? 0;
  const period = { from: toDay('2026-01-01'), to: toDay('2026-06-30'), limit: 5, least: units(100) };

  it('finds a step with its day and its part of the period', () => {
    const values = days(181, (index) => (index >= 72 ? 240 : 100) + wave(index));
    const [cause] = findCauses([{ item: 'EC2 eu-west-1', start: period.from, values }], period);
    expect(cause?.kind).toBe('shift');
    expect(cause?.day).toBe('2026-03-14');
    expect(Number(cause?.amount) / 1e6).toBeCloseTo(140 * 109, -3);
  });

  it('finds a spike with its day', () => {
    const values = days(181, (index) => (index === 40 ? 900 : 100) + wave(index));
    const causes = findCauses([{ item: 'S3', start: period.from, values }], period);
    expect(causes.map(({ kind, day }) => [kind, day])).toEqual([['spike', '2026-02-10']]);
  });

  it('finds nothing in a quiet or a short series', () => {
    expect(
      findCauses(
        [{ item: 'quiet', start: period.from, values: days(181, (index) => 100 + wave(index)) }],
        period,
      ),
    ).toEqual([]);
    expect(findCauses([{ item: 'short', start: period.from, values: [1, 900, 1] }], period)).toEqual([]);
  });
});
