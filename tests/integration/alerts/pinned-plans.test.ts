import { expect, it } from 'vitest';
import { toDay } from '#shared/domain/calendar.ts';
import { toMicros } from '#shared/domain/money.ts';
import { readPinnedPlans } from '#main/router/pinned-plans.ts';
import { requireBudget } from '#main/router/budget-tree.ts';
import { testBackend } from '../../support/workspace.ts';

const pin = (dimension: 'team' | 'service' | 'region', value: string) => ({
  scope: [{ dimension, op: 'in' as const, values: [value] }],
});

/** At the end of June of a year's period, half of an amount was planned. */
const AS_OF = toDay('2026-06-30');

it('adds the plans of the topmost budgets that pin a value, and gives a dimension up that is split too far down', async () => {
  const backend = testBackend();
  const client = backend.client('cli');
  const leaf = (id: string, amount: number, value: string) => ({
    ...{ id, name: id, type: 'service' as const, amount },
    ...pin('service', value),
  });
  const team = (id: string, amount: number, children: object[]) => ({
    ...{ id, name: id, type: 'team' as const, amount, children },
    ...pin('team', id),
  });
  const tree = (many: number) => ({
    ...{ id: 'org', name: 'org', type: 'organization' as const, amount: 20_000, scope: [] },
    ...{ startMonth: '2026-01', months: 12 },
    children: [
      team('a', 2400, [leaf('a-1', 1200, 'EC2'), leaf('a-2', 600, 'S3')]),
      team('b', 4800, [
        leaf('b-1', 240, ' ec2 '),
        ...Array.from({ length: many }, (_, at) => leaf(`b-x${at}`, 0, `x${at}`)),
      ]),
    ],
  });
  const plansOf = () => {
    const { reader } = backend.store;
    return readPinnedPlans(reader, requireBudget(reader, 'org'), ['team', 'service', 'region'], AS_OF);
  };
  const teams = new Map([
    ['a', toMicros(1_200_000_000)],
    ['b', toMicros(2_400_000_000)],
  ]);
  await client.budgets.apply({ tree: tree(0) });
  expect(plansOf()).toEqual(
    new Map([
      ['team', teams],
      [
        'service',
        new Map([
          ['ec2', toMicros(720_000_000)],
          ['s3', toMicros(300_000_000)],
        ]),
      ],
    ]),
  );
  await client.budgets.apply({ tree: tree(1000) });
  expect(plansOf()).toEqual(new Map([['team', teams]]));
});
