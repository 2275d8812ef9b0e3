import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Client } from '#shared/contract/contract.ts';
import { addMonths, toMonth } from '#shared/domain/calendar.ts';
import type { Dimension } from '#shared/domain/cost.ts';
import { formatAmount, fromUnits } from '#shared/domain/money.ts';
import { baselineOf } from '../../../src-renderer/charts/fan-series.ts';
import { microsOf } from '../../../src-renderer/format/style.ts';
import { wantedShares, withShares } from '../../../src-renderer/charts/scenario-baseline.ts';
import { affectedRows, moveOf, readAffected } from '../../../src-renderer/features/what-if/affected.ts';
import { BASE, draftOf, leversOf, type Draft } from '../../../src-renderer/features/what-if/draft.ts';
import { evaluate } from '../../../src-renderer/features/what-if/evaluate.ts';
import { openPlannedTree } from '../../support/planned-tree.ts';

/** Over a real door answers travel as JSON. */
function travelled<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

const percent = (least: number, most: number): fc.Arbitrary<number> =>
  fc.integer({ min: least * 10, max: most * 10 }).map((tenths) => tenths / 1000);

const condition = fc.oneof(
  fc.record({
    dimension: fc.constant<Dimension>('team'),
    op: fc.constantFrom('in', 'notIn', 'startsWith' as const),
    values: fc.uniqueArray(fc.constantFrom('payments', 'SEARCH', '', 'pay', 'nobody'), { minLength: 1 }),
  }),
  fc.record({
    dimension: fc.constantFrom<Dimension>('service', 'tag:team', 'provider'),
    op: fc.constantFrom('in', 'startsWith' as const),
    values: fc.uniqueArray(fc.constantFrom('Amazon EC2', 'Amazon', 'search', 'AWS'), { minLength: 1 }),
  }),
);

const change: fc.Arbitrary<Draft['changes'][number]> = fc
  .record({
    name: fc.constantFrom('EU launch', 'Rightsizing', 'Migration'),
    start: fc.integer({ min: -2, max: 8 }).map((offset) => addMonths(toMonth('2026-06'), offset)),
    length: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
    kind: fc.constantFrom('step', 'ramp', 'oneTime' as const),
    size: fc.oneof(
      fc.record({
        amount: fc.integer({ min: -90_000, max: 90_000 }).map((cents) => (cents / 100).toFixed(2)),
      }),
      fc.record({ percent: fc.integer({ min: -400, max: 400 }).map((tenths) => tenths / 10) }),
    ),
    scope: fc.option(fc.array(condition, { maxLength: 2 }), { nil: undefined }),
    probability: fc.option(percent(0, 100), { nil: undefined }),
    startSpread: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    sizeSpread: fc.option(percent(0, 60), { nil: undefined }),
    isOn: fc.boolean(),
  })
  .map(({ size, length, ...one }) => ({
    ...one,
    ...size,
    ...(length !== undefined && { end: addMonths(one.start, length) }),
  }));

const draft: fc.Arbitrary<Draft> = fc.record({
  scenarioId: fc.constant(null),
  quantile: fc.constantFrom(0.5, 0.5, 0.05, 0.2, 0.35, 0.8, 0.95),
  growth: percent(-50, 100),
  price: percent(-50, 50),
  usage: percent(-50, 100),
  commitmentDiscount: percent(0, 72),
  commitmentCoverage: percent(0, 100),
  overrides: fc.dictionary(
    fc.constantFrom(
      'team:payments',
      'team:Search',
      'team:',
      'service:Amazon S3',
      'provider:AWS',
      'tag:team:search',
      'no',
    ),
    percent(-100, 100),
    { maxKeys: 4 },
  ),
  changes: fc.array(change, { maxLength: 3 }),
  othersOff: fc.subarray(['Decommissioning', 'Migration']),
  budgetAmount: fc.option(
    fc.integer({ min: 1, max: 3_000_000 }).map((cents) => cents / 100),
    { nil: null },
  ),
});

describe('any combination of levers', () => {
  let client: Client;

  beforeAll(async () => {
    const planned = await openPlannedTree();
    client = planned.client;
    return planned.close;
  });

  /** What the page shows of a budget under a draft, from what the backend gave it. */
  async function inPage(budgetId: string, levers: Draft) {
    const [{ data: budget }, { data: paths }] = [
      travelled(await client.budgets.get({ budgetId })),
      travelled(await client.forecasts.paths({ budgetId })),
    ];
    const { names, scopes } = wantedShares(levers);
    const { data: answer } = travelled(
      await client.scenarios.affected({ budgetId, names: [...names], scopes: [...scopes] }),
    );
    const baseline = withShares(baselineOf(paths), answer);
    const amount = Number(budget.amount.amount);
    const [base, now] = [evaluate(baseline, amount, BASE), evaluate(baseline, amount, levers)];
    if (base === undefined || now === undefined) throw new Error('no evaluation');
    const own = {
      ...{ budgetId, name: budget.name, currency: budget.currency },
      ...{ amount: microsOf(budget.amount), spent: microsOf(budget.spent) },
    };
    const rows = affectedRows(readAffected(answer), own, base, now, moveOf(baseline, levers, now));
    return { now, rows };
  }

  it.each(['acme', 'payments', 'ec2', 'lab'])(
    'gives the same figures in the page and in the backend, to the micro: %s',
    async (budgetId) => {
      await fc.assert(
        fc.asyncProperty(draft, async (levers) => {
          const { now, rows } = await inPage(budgetId, levers);
          const request = { budgetId, levers: leversOf(levers), quantile: levers.quantile };
          const { data: compared } = await client.scenarios.compare({ ...request, scenarios: ['realistic'] });
          const there = compared.find(({ scenario }) => scenario.id === 'draft');
          expect({
            total: formatAmount(now.outcome.atCompletion),
            probability: now.outcome.probability,
            medianDate: now.outcome.medianDate,
            budget: formatAmount(fromUnits(now.amount)),
            months: Array.from(now.planned.parts[3]?.months ?? [], (value) =>
              formatAmount(fromUnits(value)),
            ).slice(0, there?.points.length),
          }).toEqual({
            total: there?.total.amount,
            probability: there?.probability,
            medianDate: there?.medianDate,
            budget: there?.budget.amount,
            months: there?.parts[3]?.months.map(({ amount }) => amount),
          });
          const { data: affected } = await client.scenarios.affected(request);
          expect(
            rows
              .filter(({ relation }) => relation !== 'own')
              .map((row) => [
                row.budgetId,
                formatAmount(row.difference),
                formatAmount(row.atCompletion),
                row.outlook,
                row.crossing,
              ]),
          ).toEqual(
            affected.rows.map(({ budgetId: id, after }) => [
              id,
              after.difference.amount,
              after.atCompletion.amount,
              after.outlook,
              after.crossing,
            ]),
          );
        }),
        { numRuns: 40, seed: 8 },
      );
    },
    120_000,
  );

  it('comes back from a saved scenario as it was, with the changes that are off', async () => {
    await fc.assert(
      fc.asyncProperty(draft, async (levers) => {
        const { data: saved } = await client.scenarios.save({
          name: `Try ${Math.random()}`,
          quantile: levers.quantile,
          levers: leversOf(levers),
        });
        const opened = draftOf(travelled(saved));
        const [before, after] = [await inPage('payments', levers), await inPage('payments', opened)];
        expect(after.now.outcome).toEqual(before.now.outcome);
        expect(after.rows).toEqual(before.rows);
        await client.scenarios.remove({ id: saved.id });
      }),
      { numRuns: 15, seed: 8 },
    );
  }, 60_000);
});
