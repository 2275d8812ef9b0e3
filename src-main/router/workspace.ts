import { latestVersion } from '../store/migrations.ts';
import type { CommittedWrite } from '../store/store.ts';
import { readSettings } from '../store/settings.ts';
import { readDataRange } from '../store/coverage.ts';
import { countRows } from '../store/counts.ts';
import { nextStep } from '../store/undo.ts';
import { workspaceName } from '../store/workspace-name.ts';
import { backup } from './backup.ts';
import { costs } from './cost-rows.ts';
import { asOfOf, procedures } from './context.ts';
import { dimensionSums } from './dimension-sums.ts';
import { ask } from './reading-thread.ts';
import { tagKeys } from './tag-keys.ts';
import { workspaceCheck } from './workspace-check.ts';

export const workspace = {
  info: procedures.workspace.info.handler(({ context }) => {
    const { store, clock, version } = context.backend;
    const settings = readSettings(store.reader);
    const range = readDataRange(store.reader);
    return {
      data: {
        name: workspaceName(store.file),
        file: store.file,
        dryRun: store.dryRun,
        asOf: asOfOf(context, undefined),
        pinnedAsOf: settings.asOf,
        today: clock.today(),
        firstDay: range.firstDay,
        dataTo: range.lastDay,
        currencies: [...range.currencies],
        costBasis: 'billed' as const,
        facts: range.facts,
        ...countRows(store.reader),
        sample: settings.sample,
        version,
        schemaVersion: latestVersion,
        undo: nextStep(store.reader, 'undo')?.label ?? null,
        redo: nextStep(store.reader, 'redo')?.label ?? null,
      },
    };
  }),

  dimension: procedures.workspace.dimension.handler(async ({ input, context }) => ({
    data: await ask(context, dimensionSums, input),
  })),

  tagKeys: procedures.workspace.tagKeys.handler(async ({ context }) => ({
    data: await ask(context, tagKeys, {}),
  })),

  costs,

  check: procedures.workspace.check.handler(async ({ context }) => {
    const health = await ask(context, workspaceCheck, {});
    return { data: { ...health, problems: [...health.problems] } };
  }),

  backup: procedures.workspace.backup.handler(({ input, context }) => backup(context, input)),

  changes: procedures.workspace.changes.handler(async function* ({ context, signal: left }) {
    const { closing } = context.backend;
    const signal = left === undefined ? closing : AbortSignal.any([left, closing]);
    const waiting: CommittedWrite[] = [];
    let wake: () => void = () => undefined;
    const stop = context.backend.store.onCommit((write) => {
      waiting.push(write);
      wake();
    });
    signal.addEventListener('abort', () => wake());
    try {
      while (!signal.aborted) {
        for (const write of waiting.splice(0)) {
          const subjects = [...new Set(write.changes.map(({ table }) => table))];
          yield {
            operation: write.operation,
            subjects,
            ids: write.changes.slice(0, 1000).map(({ key }) => key.map(String).join('/')),
          };
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (waiting.length > 0 || signal.aborted) resolve();
        });
      }
    } finally {
      stop();
    }
  }),
};
