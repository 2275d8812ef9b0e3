import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Client } from '#shared/contract/contract.ts';
import { toMonth } from '#shared/domain/calendar.ts';
import { checkTree } from '#shared/engine/budgets/tree-rules.ts';
import { readBudgets } from '#main/store/budgets.ts';
import type { Reader } from '#main/store/reader.ts';
import { expectRollupsOfFacts } from './kept-figures.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { AS_OF, halfYearWorkspace, newWorkspace, plantTree, TEAMS, type Workspace } from './spend.ts';

/** Something a person does; what the rules refuse is refused and changes nothing. */
type Step = (workspace: Workspace, ids: readonly string[]) => Promise<unknown>;

const nth = (ids: readonly string[], index: number): string => ids[index % Math.max(1, ids.length)] ?? 'acme';
const index = fc.nat({ max: 30 });
const amount = fc.integer({ min: 0, max: 4000 });
const asOf = AS_OF;
/** Many workspaces are made and written to; on a busy machine that takes its time. */
const PATIENCE_MS = 180_000;

const scope = fc.constantFrom(
  null,
  [],
  ...TEAMS.map((team) => [{ dimension: 'team' as const, op: 'in' as const, values: [team] }]),
  [{ dimension: 'service' as const, op: 'startsWith' as const, values: ['amazon s'] }],
);

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(index, amount, scope, fc.constantFrom(...TEAMS, 'Amazon S3')).map(
    ([parent, size, own, name]): Step =>
      ({ client }, ids) =>
        client.budgets.create({
          ...{ name: name || 'rest', type: name.startsWith('Amazon') ? 'service' : 'team', asOf },
          ...{ parentId: nth(ids, parent), amount: size, scope: own },
        }),
  ),
  fc.tuple(index, amount).map(
    ([at, size]): Step =>
      ({ client }, ids) =>
        client.budgets.update({ budgetId: nth(ids, at), amount: size, asOf }),
  ),
  fc.tuple(index, scope).map(
    ([at, own]): Step =>
      ({ client }, ids) =>
        client.budgets.update({ budgetId: nth(ids, at), scope: own, asOf }),
  ),
  fc.tuple(index, index).map(
    ([at, to]): Step =>
      ({ client }, ids) =>
        client.budgets.update({ budgetId: nth(ids, at), parentId: nth(ids, to), asOf }),
  ),
  fc.tuple(index, fc.integer({ min: 1, max: 12 })).map(
    ([at, months]): Step =>
      ({ client }, ids) =>
        client.budgets.update({ budgetId: nth(ids, at), months, startMonth: toMonth('2026-01'), asOf }),
  ),
  fc.tuple(index, fc.boolean()).map(
    ([at, withChildren]): Step =>
      ({ client }, ids) =>
        client.budgets.remove({ budgetId: nth(ids, at), withChildren }),
  ),
  index.map(
    (at): Step =>
      ({ client }, ids) =>
        client.budgets.cascade({ budgetId: nth(ids, at), method: 'equal', asOf }),
  ),
  index.map(
    (at): Step =>
      ({ client }, ids) =>
        client.budgets.build({ budgetId: nth(ids, at), asOf }),
  ),
  fc.tuple(index, fc.constantFrom('even' as const, 'direct' as const)).map(
    ([at, kind]): Step =>
      ({ client }, ids) =>
        client.sharedCosts.save({
          ...{ id: 'shared-s3', name: 'Storage', rootId: 'acme', method: { kind }, targets: [nth(ids, at)] },
          scope: [{ dimension: 'service', op: 'in', values: ['Amazon S3'] }],
        }),
  ),
  fc.constant<Step>(({ client }) => client.sharedCosts.remove({ id: 'shared-s3' })),
  index.map(
    (at): Step =>
      ({ client, folder }) =>
        importJuly(client, folder, at),
  ),
  fc.constant<Step>(async ({ client }) => {
    const [latest] = (await client.imports.list({})).data;
    if (latest !== undefined) await client.imports.undo({ importId: latest.importId });
  }),
  fc.constant<Step>(({ client }) => client.history.undo({})),
  fc.constant<Step>(({ client }) => client.history.redo({})),
);

/** Charges of a few days after those of the half year, of a team that nobody knew before as well. */
async function importJuly(client: Client, folder: string, amount: number): Promise<unknown> {
  const path = writeFocusFile(join(folder, `july-${amount}.csv`), '2026-07-01', '2026-07-03', () =>
    ['payments', 'newcomers'].map((team) => ({
      ...{ service: 'Amazon EC2', region: 'eu-west-1', team, amount: amount + 1 },
    })),
  );
  return client.imports.create({ files: [{ path }] });
}

/** Runs steps one after the other. */
async function run(workspace: Workspace, sequence: readonly Step[]): Promise<void> {
  for (const step of sequence) {
    const ids = readBudgets(workspace.backend.store.reader).map(({ id }) => id);
    await step(workspace, ids).catch((error: unknown) => {
      expect(error).toMatchObject({
        code: expect.stringMatching(
          /^(rule_broken|not_found|nothing_to_undo|invalid_input|already_imported)$/,
        ) as string,
      });
    });
  }
}

function budgetRows(reader: Reader): unknown {
  return reader.all('SELECT * FROM budget ORDER BY id');
}

describe('after any sequence of creates, edits, moves, deletions, undos and redos', () => {
  test('the tree rules hold and roll-ups are what the facts give', { timeout: PATIENCE_MS }, async () => {
    const property = fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 12 }), async (sequence) => {
      const workspace = await halfYearWorkspace();
      await plantTree(workspace.client);
      await run(workspace, sequence);
      expect(checkTree(readBudgets(workspace.backend.store.reader))).toEqual([]);
      expectRollupsOfFacts(workspace);
    });
    await fc.assert(property, { numRuns: 15 });
  });

  test(
    'undoing everything gives the state at the start, and redoing everything the state at the end',
    { timeout: PATIENCE_MS },
    async () => {
      const property = fc.asyncProperty(
        fc.array(steps, { minLength: 1, maxLength: 12 }),
        async (sequence) => {
          const workspace = newWorkspace();
          const { reader } = workspace.backend.store;
          await plantTree(workspace.client);
          await run(workspace, sequence);
          const end = budgetRows(reader);
          let undone = 0;
          while (reader.get("SELECT 1 FROM undo_step WHERE state = 'done'") !== undefined) {
            await workspace.client.history.undo({});
            undone += 1;
          }
          expect(budgetRows(reader)).toEqual([]);
          for (let left = undone; left > 0; left -= 1) await workspace.client.history.redo({});
          expect(budgetRows(reader)).toEqual(end);
        },
      );
      await fc.assert(property, { numRuns: 20 });
    },
  );
});
