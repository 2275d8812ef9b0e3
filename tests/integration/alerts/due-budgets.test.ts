import { expect, it } from 'vitest';
import { toMicros } from '#shared/domain/money.ts';
import { requireBudget } from '#main/router/budget-tree.ts';
import { dueBudgets } from '#main/router/due-budgets.ts';
import { readEvaluatedDay } from '#main/store/alerts.ts';
import { putBudget } from '#main/store/budgets.ts';
import { testBackend, testClock } from '../../support/workspace.ts';

const team = (id: string) => ({ id, name: id, type: 'team' as const, amount: '1' });
const ORG = { id: 'org', name: 'Org', type: 'organization' as const, amount: '3' };

it('a day is not reached by a look at as many budgets as there are, some of which were deleted', async () => {
  const clock = testClock('2026-06-30');
  const backend = testBackend({ clock });
  const { budgets } = backend.client('cli');
  const reached = () => readEvaluatedDay(backend.store.reader);
  await budgets.apply({
    tree: { ...ORG, children: [team('a'), { ...team('b'), children: [team('c')] }] },
  });
  clock.set('2026-07-01');
  // Of four budgets two are looked at, and two are left, which are others.
  await budgets.remove({ budgetId: 'b', withChildren: true });
  expect(reached()).toBe('2026-06-30');
  await budgets.apply({ tree: { ...ORG, amount: '4', children: [{ ...team('a'), amount: '2' }] } });
  expect(reached()).toBe('2026-07-01');
});

it('a budget that an ended allowance changes is due once, also where another thread has found it due', async () => {
  const backend = testBackend();
  await backend.client('cli').budgets.apply({ tree: { ...ORG, children: [team('a'), team('b')] } });
  const write = { operation: 'test', label: 'test', actor: 'test', door: 'test', at: '2026-06-30T12:00:00Z' };
  backend.store.write({ ...write, dryRun: true }, (writer) => {
    putBudget(writer, { ...requireBudget(writer, 'a'), amount: toMicros(2n) });
    const told = {
      operation: 'settings.set',
      changes: [],
      moved: new Set<string>(),
      quiet: new Set<string>(),
    };
    expect(dueBudgets(writer, { ...told, due: ['b', 'a'] }).ids.toSorted()).toEqual(['a', 'b']);
  });
});
