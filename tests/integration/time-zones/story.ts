import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { createBackend, type Clock } from '#main/backend.ts';
import { openStore } from '#main/store/store.ts';
import { writeFocusFile } from '../../support/focus-file.ts';

/**
 * Run as a process of its own, because a zone holds for a whole process: imports around the days on which clocks change and
 * leap, and prints every figure. The moment of the clock is the argument.
 */
const moment = process.argv[2] ?? '';
const clock: Clock = { now: () => moment, today: () => toDay(moment.slice(0, 10)), milliseconds: () => 0 };
const folder = mkdtempSync(join(tmpdir(), 'headroom-zones-'));
const store = openStore(join(folder, 'w.headroom'), { create: true });
if (store === undefined) throw new Error('no store');
const backend = createBackend({ store, clock, version: 'test', actor: 'tester' });
const client = backend.client('cli');
const file = writeFocusFile(join(folder, 'cost.csv'), '2023-01-01', '2024-03-31', (day) => [
  { service: 'S', region: 'eu', team: 'core', amount: 100 + Number(day.slice(8)) },
  { service: 'T', region: 'us', team: '', amount: day.endsWith('-29') ? 50 : 3 },
]);
const asOf = toDay('2024-02-29');
const startMonth = toMonth('2024-01');
const period = { from: toMonth('2023-06'), to: toMonth('2024-02') };
const told: unknown[] = [
  await client.imports.create({ files: [{ path: file }] }),
  await client.budgets.create({
    ...{
      id: 'org',
      name: 'Org',
      type: 'organization',
      amount: 60_000,
      months: 12,
      scope: [],
      startMonth,
      asOf,
    },
  }),
  await client.forecasts.create({ budgetId: 'org', asOf }),
  await client.performance.track({ budgetId: 'org', asOf }),
  await client.trends.analyze({ budgetId: 'org', asOf }),
  await client.variance.analyze({ budgetId: 'org', ...period, by: 'service', against: 'lastYear', asOf }),
  await client.alerts.evaluate({ budgetId: 'org', asOf }),
  await client.approvals.request({
    ...{ budgetId: 'org', kind: 'raise', amount: 70_000, reason: 'r', requestedBy: 'Ada', asOf },
  }),
  await client.budgets.stats({}),
  await client.workspace.info({}),
  await client.audit.list({}),
];
backend.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(
  JSON.stringify(told, (key, value: unknown) => (key === 'seconds' ? 0 : value), 1).replaceAll(folder, ''),
);
