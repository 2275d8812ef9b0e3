import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '#shared/contract/contract.ts';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { createBackend } from '#main/backend.ts';
import { openStore } from '#main/store/store.ts';
import { writeFocusFile } from './focus-file.ts';
import { testClock } from './workspace.ts';

export const PLANNED_AS_OF = toDay('2026-06-17');
export const PLANNED_AMOUNT = 16_000;

/**
 * Two years of three teams on two services, rising and uneven, the open month half over; an organisation, two teams,
 * and two services of one of them. `close` takes all of it away.
 */
export async function openPlannedTree(): Promise<{ readonly client: Client; readonly close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-planned-tree-'));
  const store = openStore(join(folder, 'test.headroom'), { create: true });
  if (store === undefined) throw new Error('no store');
  const backend = createBackend({ store, clock: testClock(PLANNED_AS_OF), version: 'test', actor: 'tester' });
  const client = backend.client('cli');
  const path = writeFocusFile(join(folder, 'costs.csv'), '2024-06-01', '2026-06-16', (day) => {
    const [year, month, date] = day.split('-').map(Number) as [number, number, number];
    const swing = 1 + ((year - 2024) * 12 + month) / 100 + ((month * 7 + date) % 5) / 20;
    return ['payments', 'search', ''].flatMap((team, index) => [
      { service: 'Amazon EC2', region: 'eu-west-1', team, amount: (index + 2) * 3 * swing },
      { service: 'Amazon S3', region: 'us-east-1', team, amount: (index + 1) * swing },
    ]);
  });
  await client.imports.create({ files: [{ path }] });
  const period = { startMonth: toMonth('2026-01'), months: 12 };
  await client.budgets.create({
    ...{ id: 'acme', name: 'Acme', type: 'organization', amount: String(PLANNED_AMOUNT), currency: 'USD' },
    ...period,
  });
  await client.budgets.create({
    ...{ id: 'lab', name: 'Lab', type: 'organization', amount: '60000', currency: 'USD' },
    ...{ startMonth: toMonth('2026-01'), months: 30 },
  });
  for (const budget of [
    { id: 'payments', parentId: 'acme', name: 'payments', type: 'team', amount: '4800' },
    { id: 'search', parentId: 'acme', name: 'search', type: 'team', amount: '5200' },
    { id: 'ec2', parentId: 'payments', name: 'Amazon EC2', type: 'service', amount: '3900' },
    { id: 's3', parentId: 'payments', name: 'Amazon S3', type: 'service', amount: '700' },
  ] as const)
    await client.budgets.create({ ...budget, ...period });
  return {
    client,
    close: () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
