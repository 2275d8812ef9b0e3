import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '#shared/contract/contract.ts';
import { toDay, type Day } from '#shared/domain/calendar.ts';
import type { Backend } from '#main/backend.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { temporaryFolder, testBackend, testClock, type TestClock } from '../../support/workspace.ts';

export interface Workspace {
  readonly backend: Backend;
  readonly client: Client;
  readonly clock: TestClock;
  readonly file: string;
  readonly folder: string;
}

export const TEAMS = ['payments', 'search', 'data', ''] as const;

/** A workspace on 30 June 2026. */
export function newWorkspace(): Workspace {
  const folder = temporaryFolder();
  const file = join(folder, 'test.headroom');
  const clock = testClock('2026-06-30');
  const backend = testBackend({ file, clock });
  return { backend, client: backend.client('cli'), clock, file, folder };
}

let planted: Promise<Buffer> | undefined;

/** A workspace that holds half a year in which each team costs 1.5 to 4.5 a day, the untagged 6, on two services. */
export async function halfYearWorkspace(): Promise<Workspace> {
  planted ??= plantHalfYear();
  const folder = temporaryFolder();
  const file = join(folder, 'test.headroom');
  writeFileSync(file, await planted);
  const clock = testClock('2026-06-30');
  const backend = testBackend({ file, clock });
  return { backend, client: backend.client('cli'), clock, file, folder };
}

/** Imported once for a file of tests: it is the same for all of them. */
async function plantHalfYear(): Promise<Buffer> {
  const workspace = newWorkspace();
  await importHalfYear(workspace);
  const copy = join(workspace.folder, 'copy.headroom');
  workspace.backend.store.copyTo(copy);
  return readFileSync(copy);
}

export async function importHalfYear({ client, folder }: Workspace): Promise<void> {
  const path = writeFocusFile(join(folder, 'half-year.csv'), '2026-01-01', '2026-06-30', () =>
    TEAMS.flatMap((team, index) => [
      { service: 'Amazon EC2', region: 'eu-west-1', team, amount: index + 1 },
      { service: 'Amazon S3', region: 'us-east-1', team, amount: (index + 1) / 2 },
    ]),
  );
  await client.imports.create({ files: [{ path }] });
}

export const AS_OF: Day = toDay('2026-06-30');

/** Acme with a budget for each team, each with one for EC2. */
export async function plantTree(client: Client): Promise<void> {
  const teams = TEAMS.filter((team) => team !== '');
  await client.budgets.apply({
    tree: {
      ...{ id: 'acme', name: 'Acme', type: 'organization', amount: '12000', currency: 'USD' },
      ...{ startMonth: '2026-01' as never, months: 12 },
      children: teams.map((team) => ({
        ...{ id: `team-${team}`, name: team, type: 'team' as const, amount: '3000' },
        children: [{ id: `${team}-ec2`, name: 'Amazon EC2', type: 'service' as const, amount: '2000' }],
      })),
    },
    asOf: toDay('2026-01-01'),
  });
}

/** The bytes of a workspace: its file and what SQLite keeps beside it. */
export function bytesOf(file: string): string {
  const hash = createHash('sha256');
  for (const part of [file, `${file}-wal`]) if (existsSync(part)) hash.update(readFileSync(part));
  return hash.digest('hex');
}
