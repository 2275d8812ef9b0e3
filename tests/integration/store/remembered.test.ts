import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rebuildRollups } from '#main/store/rollups.ts';
import { temporaryFolder, testBackend } from '../../support/workspace.ts';

it('marks each state of the tree but once, whichever connection writes, also one that was only tried', async () => {
  const file = join(temporaryFolder(), 'w.headroom');
  const [one, other] = [testBackend({ file }), testBackend({ file })];
  const rollups = (): bigint =>
    one.store.reader.get<{ value: bigint }>("SELECT value FROM counter WHERE name = 'rollups'")?.value ?? 0n;
  const marks = [rollups()];
  const wide = Array.from({ length: 20 }, (_, nth) => ({ name: `Team ${nth}`, type: 'team', amount: '1' }));
  await one.client('cli').budgets.apply({
    tree: { ...{ id: 'org', name: 'Org', type: 'organization', amount: '100' }, children: wide },
  });
  marks.push(rollups());
  // A connection that has made few changes after one that has made many.
  for (const [nth, backend] of [other, one, other].entries()) {
    await backend
      .client('cli')
      .budgets.create({ name: `More ${nth}`, type: 'team', parentId: 'org', amount: '1' });
    marks.push(rollups());
  }
  expect(marks).toEqual([...new Set(marks)].sort((a, b) => (a < b ? -1 : 1)));

  const write = { operation: 'test', label: 'test', actor: 'test', door: 'test', at: '2026-06-30T12:00:00Z' };
  const tried = other.store.write({ ...write, dryRun: true }, (writer) => {
    rebuildRollups(writer);
    return writer.state();
  });
  other.store.write(write, rebuildRollups);
  expect(other.store.reader.state()).not.toBe(tried.result);
});
