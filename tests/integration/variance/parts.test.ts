import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import type { Client } from '#shared/contract/contract.ts';
import { addMonths, toDay, toMonth, type Day } from '#shared/domain/calendar.ts';
import { createBackend } from '#main/backend.ts';
import { openStore } from '#main/store/store.ts';
import { temporaryFolder, testClock } from '../../support/workspace.ts';
import { writeUsageFile, type Usage } from '../../support/usage-file.ts';
import { micros, type Row } from './answers.ts';

const AS_OF = '2026-06-18';
const DIMENSIONS = [
  ...['team', 'service', 'region', 'account', 'sku', 'provider', 'chargeCategory', 'costCenter', 'tag:team'],
  ...['month', 'quarter'],
];

/** Use that is uneven in every way: values that come and go, amounts of both signs, quantities of zero and below. */
function usageOf(day: Day): Usage[] {
  const turn = Number(day.slice(5, 7)) + Number(day.slice(8));
  return ['a', 'b', ''].flatMap((team, first) =>
    ['x', 'y', 'z'].flatMap((service, second): Usage[] => {
      const odds = (turn * 7 + first * 5 + second * 3) % 11;
      if (odds < 3) return [];
      const category = odds === 10 ? 'Credit' : 'Usage';
      return [
        {
          ...{ service, team, category, region: `r${odds % 3}`, sku: `${service}${odds % 2}` },
          cost: (odds - 5) * 1.234567 + second / 3,
          quantity: odds === 4 ? null : odds - 6,
          unit: odds === 4 ? '' : 'Hours',
        },
      ];
    }),
  );
}

/** A workspace with that use, a tree of uneven parts, and a rule that shares costs. */
async function planted(): Promise<Client> {
  const folder = temporaryFolder();
  const store = openStore(join(folder, 'parts.headroom'), { create: true });
  if (store === undefined) throw new Error('no store');
  const backend = createBackend({ store, clock: testClock(AS_OF), version: 'test', actor: 'tester' });
  onTestFinished(() => backend.close());
  const client = backend.client('cli');
  const path = writeUsageFile(join(folder, 'usage.csv'), '2024-11-01', AS_OF, usageOf);
  await client.imports.create({ files: [{ path }] });
  const part = (id: string, amount: string, scope: object[]) => ({
    id,
    name: id,
    type: 'team',
    amount,
    scope,
  });
  await client.budgets.apply({
    tree: {
      ...{ id: 'all', name: 'All', type: 'organization', amount: '1000', currency: 'USD' },
      ...{ startMonth: '2025-07', months: 12 },
      children: [
        part('team-a', '333.333333', [{ dimension: 'team', op: 'in', values: ['a'] }]),
        // One takes almost all that is left, and one is of nothing.
        part('team-b', '600.5', [{ dimension: 'team', op: 'in', values: ['b'] }]),
        part('nothing', '0', [{ dimension: 'team', op: 'in', values: ['nobody'] }]),
      ],
    },
    asOf: toDay('2025-07-01'),
  });
  await client.sharedCosts.save({
    ...{ name: 'Untagged', rootId: 'all', method: { kind: 'even' }, targets: ['team-a', 'team-b'] },
    scope: [{ dimension: 'team', op: 'in', values: [''] }],
  });
  return client;
}

const sum = (rows: readonly Row[], pick: (row: Row) => { amount: string } | undefined): bigint =>
  rows.reduce((total, row) => total + micros(pick(row) ?? { amount: '0' }), 0n);

it(
  'adds its parts up to the whole for any dimensions, period, comparison, basis and day',
  { timeout: 180_000 },
  async () => {
    const client = await planted();
    const question = fc.record({
      budgetId: fc.constantFrom('all', 'team-a', 'team-b'),
      by: fc.uniqueArray(fc.constantFrom(...DIMENSIONS), { minLength: 1, maxLength: 3 }),
      start: fc.integer({ min: -4, max: 14 }),
      length: fc.integer({ min: 0, max: 12 }),
      against: fc.constantFrom(
        'budget',
        'previous',
        'lastYear',
        'budget',
        'previous',
        'forecast',
        'scenario:pessimistic',
      ),
      timeBasis: fc.constantFrom('chargeDay' as const, 'billingMonth' as const),
      asOf: fc.constantFrom(AS_OF, '2026-05-31', '2026-01-10'),
      judged: fc.constantFrom('timing' as const, 'permanent' as const, 'none' as const),
    });
    await fc.assert(
      fc.asyncProperty(question, async ({ by, start, length, asOf, judged, ...rest }) => {
        const from = addMonths(toMonth('2025-05'), start);
        const period = { from, to: addMonths(from, length) };
        await client.variance.judge({ budgetId: rest.budgetId, ...period, kind: judged });
        const ask = { ...rest, ...period, by: by.join(','), asOf: toDay(asOf), causes: length % 2 === 0 };
        const answer = await client.variance.analyze(ask).catch((error: { code: string }) => error.code);
        // Before the data begin there is nothing to forecast from, which is said.
        if (typeof answer === 'string') return expect(answer).toBe('rule_broken');
        const { total, rows, groups } = answer.data;
        for (const parts of [rows, groups]) {
          for (const field of ['plan', 'actual', 'variance'] as const)
            expect(sum(parts, (row) => row[field])).toBe(micros(total[field]));
          for (const effect of Object.keys(total.effects ?? {}) as (keyof NonNullable<Row['effects']>)[])
            expect(sum(parts, ({ effects }) => effects?.[effect])).toBe(micros(total.effects![effect]));
        }
        for (const row of [total, ...rows, ...groups]) {
          expect(micros(row.variance)).toBe(micros(row.actual) - micros(row.plan));
          if (row.effects !== undefined)
            expect(Object.values(row.effects).reduce((all, effect) => all + micros(effect), 0n)).toBe(
              micros(row.variance),
            );
          const { actualsChange: own, attribution } = row;
          if (own !== undefined)
            expect(Object.values(own.effects).reduce((all, effect) => all + micros(effect), 0n)).toBe(
              micros(own.after) - micros(own.before),
            );
          if (attribution !== undefined)
            expect(
              micros(attribution.timing) + micros(attribution.permanent) + micros(attribution.open),
            ).toBe(micros(row.variance));
        }
      }),
      { numRuns: 80, seed: 7 },
    );
  },
);
