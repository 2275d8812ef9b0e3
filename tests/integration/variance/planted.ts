import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '#shared/contract/contract.ts';
import { createBackend, type Backend } from '#main/backend.ts';
import { toDay } from '#shared/domain/calendar.ts';
import { openStore } from '#main/store/store.ts';
import { testClock } from '../../support/workspace.ts';
import { writeUsageFile, type Usage } from '../../support/usage-file.ts';

export interface Planted {
  readonly backend: Backend;
  readonly client: Client;
  readonly folder: string;
  readonly file: string;
  /** Closes the workspace and removes its folder. */
  readonly remove: () => void;
}

const hours = (team: string, region: string, quantity: number, price: number): Usage => ({
  ...{ service: 'Compute', region, sku: 'vm-hour', team, unit: 'Hours' },
  ...{ quantity, cost: quantity * price },
});

/**
 * Two quarters of use with known effects. Payments: 10 hours a day at 1.00, in the second quarter 20 at 1.10. Search stays as it is. A
 * database goes, a queue comes, untagged storage has no quantity, and June has a credit.
 */
function usageOf(day: string): Usage[] {
  const isLater = day >= '2026-04-01';
  const usage: Usage[] = [
    isLater ? hours('Payments', 'eu-west-1', 20, 1.1) : hours('Payments', 'eu-west-1', 10, 1),
    hours('Search', 'us-east-1', 5, 2),
    {
      service: 'Storage',
      region: 'us-east-1',
      sku: 'gb',
      team: '',
      cost: isLater ? 4 : 3,
      quantity: null,
      unit: '',
    },
  ];
  if (isLater)
    usage.push({
      service: 'Queue',
      region: 'eu-west-1',
      sku: 'msg',
      team: 'Payments',
      cost: 1.5,
      quantity: 3,
      unit: 'Requests',
    });
  else
    usage.push({
      service: 'Database',
      region: 'eu-west-1',
      sku: 'db',
      team: 'Payments',
      cost: 2,
      quantity: 24,
      unit: 'Hours',
    });
  if (day === '2026-06-15')
    usage.push({
      service: 'Compute',
      region: 'eu-west-1',
      sku: 'credit',
      team: 'Payments',
      cost: -50,
      quantity: null,
      unit: '',
      category: 'Credit',
    });
  return usage;
}

/** A workspace with that use and a tree: an organisation, a team, and a service under the team. The caller removes it. */
export async function plant(asOf = '2026-06-30'): Promise<Planted> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-variance-'));
  const file = join(folder, 'test.headroom');
  const store = openStore(file, { create: true });
  if (store === undefined) throw new Error('no store');
  const backend = createBackend({ store, clock: testClock(asOf), version: 'test', actor: 'tester' });
  const client = backend.client('cli');
  const path = writeUsageFile(join(folder, 'usage.csv'), '2026-01-01', asOf, usageOf);
  await client.imports.create({ files: [{ path }] });
  await client.budgets.apply({
    tree: {
      ...{
        id: 'acme',
        name: 'Acme',
        type: 'organization',
        amount: '12000',
        currency: 'USD',
        startMonth: '2026-01',
        months: 12,
      },
      children: [
        {
          ...{ id: 'pay', name: 'payments', type: 'team', amount: '6000' },
          children: [{ id: 'pay-compute', name: 'Compute', type: 'service', amount: '4800' }],
        },
      ],
    },
    asOf: toDay('2026-01-01'),
  });
  const remove = (): void => {
    backend.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { backend, client, folder, file, remove };
}
