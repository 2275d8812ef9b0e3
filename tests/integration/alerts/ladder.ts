import { join } from 'node:path';
import { toDay } from '#shared/domain/calendar.ts';
import type { Client } from '#shared/contract/contract.ts';
import type { Backend } from '#main/backend.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { temporaryFolder, testBackend, testClock, type TestClock } from '../../support/workspace.ts';

export interface Workspace {
  readonly backend: Backend;
  readonly client: Client;
  readonly clock: TestClock;
  readonly folder: string;
  readonly file: string;
  /** Imports a year of daily spend of two services, so much a day each, by month. */
  spend(name: string, from: string, to: string, perDay: (month: string) => number): Promise<string>;
}

/** A workspace with its clock on a day, and spend of team payments on two services. */
export function newWorkspace(day = '2026-06-30'): Workspace {
  const folder = temporaryFolder();
  const file = join(folder, 'test.headroom');
  const clock = testClock(day);
  const backend = testBackend({ file, clock });
  const client = backend.client('cli');
  return {
    ...{ backend, client, clock, folder, file },
    spend: async (name, from, to, perDay) => {
      const path = writeFocusFile(join(folder, `${name}.csv`), from, to, (date) => [
        {
          service: 'Amazon EC2',
          region: 'eu-west-1',
          team: 'payments',
          amount: perDay(date.slice(0, 7)) * 0.75,
        },
        {
          service: 'Amazon S3',
          region: 'us-east-1',
          team: 'payments',
          amount: perDay(date.slice(0, 7)) * 0.25,
        },
      ]);
      const { data } = await client.imports.create({ files: [{ path }] });
      return data[0]?.importId ?? '';
    },
  };
}

/** The tree most tests use: 100,000 for the year at the top, of which payments has 36,500. */
export async function plantTree(client: Client, amount = '36500'): Promise<void> {
  await client.budgets.apply({
    tree: {
      ...{ id: 'acme', name: 'Acme', type: 'organization', amount: '100000' },
      ...{ currency: 'USD', startMonth: '2026-01', months: 12 },
      phasing: { kind: 'days' },
      children: [{ id: 'pay', name: 'payments', type: 'team', amount, phasing: { kind: 'days' } }],
    },
    asOf: toDay('2026-01-01'),
  });
}
