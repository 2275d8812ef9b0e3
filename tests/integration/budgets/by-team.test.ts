import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { parseAmount } from '#shared/domain/money.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { newWorkspace, type Workspace } from './spend.ts';

const GENERATOR = join(import.meta.dirname, '../../../../shared/bench/make-export.mjs');
const AS_OF = toDay('2025-12-31');

/** Micro-units by team as values compare: without regard to case; the untagged under the empty name. */
type TeamTotals = ReadonlyMap<string, bigint>;

interface Truth {
  readonly by_team_tag: Readonly<Record<string, { readonly micros: number }>>;
  readonly untagged_micros: number;
}

function totalsOf({ by_team_tag, untagged_micros }: Truth): TeamTotals {
  const totals = new Map([['', BigInt(untagged_micros)]]);
  for (const [tag, { micros }] of Object.entries(by_team_tag)) {
    const team = tag.slice(tag.indexOf('=') + 1).toLowerCase();
    totals.set(team, (totals.get(team) ?? 0n) + BigInt(micros));
  }
  return totals;
}

/** Imports an export, plants a root with a budget for each team, and compares the spend of each with its total. */
async function expectTeamsToAddUp({ client }: Workspace, path: string, totals: TeamTotals): Promise<void> {
  await client.imports.create({ files: [{ path }] });
  const teams = [...totals.keys()].filter((team) => team !== '');
  await client.budgets.apply({
    tree: {
      ...{ id: 'all', name: 'All', type: 'organization', amount: '3000000', currency: 'USD' },
      ...{ startMonth: toMonth('2025-11'), months: 2 },
      children: teams.map((team, index) => ({
        ...{ id: `team-${index}`, name: team, type: 'team' as const, amount: '1' },
      })),
    },
    asOf: AS_OF,
  });
  const { data } = await client.budgets.list({ asOf: AS_OF, type: 'team', limit: 1000 });
  const spent = new Map(data.map(({ name, spent: { amount } }) => [name, parseAmount(amount)]));
  const { data: whole } = await client.budgets.sources({ budgetId: 'all', asOf: AS_OF });
  const direct = whole.sources.filter(({ kind }) => kind === 'direct');
  spent.set('', parseAmount(direct[0]?.amount.amount ?? '0'));
  expect(spent).toEqual(totals);
  const sum = [...totals.values()].reduce((total, part) => total + part, 0n);
  expect(parseAmount(whole.total.amount)).toBe(sum);
}

test('budgets by team and what no team takes equal the totals of the file to the micro', async () => {
  const workspace = newWorkspace();
  const amounts = { payments: 1.01, Search: 2.37, search: 0.05, '': 0.29 };
  const path = writeFocusFile(join(workspace.folder, 'small.csv'), '2025-11-02', '2025-12-31', () =>
    Object.entries(amounts).map(([team, amount]) => ({
      ...{ service: 'Amazon EC2', region: 'eu-west-1', team, amount },
    })),
  );
  const totals = new Map([
    ['', 17_400_000n],
    ['payments', 60_600_000n],
    ['search', 145_200_000n],
  ]);
  await expectTeamsToAddUp(workspace, path, totals);
});

test.runIf(existsSync(GENERATOR)).each(['focus', 'cur'])(
  'budgets by team of a generated %s export equal its truth to the micro',
  async (format) => {
    const workspace = newWorkspace();
    const path = join(workspace.folder, 'export.csv');
    const truth = join(workspace.folder, 'truth.json');
    const size = ['--rows', '20000', '--days', '60', '--seed', '23'];
    spawnSync(process.execPath, [
      ...[GENERATOR, '--format', format, ...size],
      ...['--out', path, '--truth', truth, '--quiet'],
    ]);
    const totals = totalsOf(JSON.parse(readFileSync(truth, 'utf8')) as Truth);
    await expectTeamsToAddUp(workspace, path, totals);
  },
);
