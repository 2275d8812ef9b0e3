import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, monthFromNumber, monthNumber, toDay, toMonth } from '#shared/domain/calendar.ts';
import { sumMicros, toMicros, type Micros } from '#shared/domain/money.ts';
import { EMPTY_SERIES } from '#main/importers/profile.ts';
import type { FactBatch } from '#main/importers/types.ts';
import { publish } from '#main/router/import-publish.ts';
import { restoreImport, undoImport } from '#main/router/import-state.ts';
import { checkStore } from '#main/store/doctor.ts';
import { importId, type StoredImport } from '#main/store/imports.ts';
import { countingPortions, readBudgetMonths } from '#main/store/spend.ts';
import { StagedImport } from '#main/store/staging.ts';
import type { Store } from '#main/store/store.ts';
import { stepBack } from '#main/store/undo.ts';
import type { Writer } from '#main/store/writer.ts';
import { testBackend, testClock } from '../../support/workspace.ts';
import { Model, step, type Cost, type File, type Known, type Step } from './restatement-model.ts';

const FIRST_MONTH = monthNumber(toMonth('2026-01'));

/** Stages and publishes a file in this thread. */
function importFile(store: Store, { costs: unordered, mode, replaces, view }: File, write: WriteAs): string {
  const costs = unordered.toSorted((a, b) => a.month - b.month);
  const staged = new StagedImport(store.file, '2026-06-30T00:00:00Z');
  const series = costs.map(({ source }) => ({
    source: `test|x|${source}`,
    series: { ...EMPTY_SERIES, currency: 'USD', account: source },
    credit: false,
  }));
  const column = (value: (one: Cost) => number): Float64Array => Float64Array.from(costs, value);
  const months = Int32Array.from(costs, ({ month }) => FIRST_MONTH + month);
  const batch: FactBatch = {
    newSeries: series,
    count: costs.length,
    series: Int32Array.from(costs, (_, index) => index),
    day: Int32Array.from(costs, ({ month }) =>
      dayNumber(toDay(`${monthFromNumber(FIRST_MONTH + month)}-05`)),
    ),
    billingMonth: months,
    firstRow: Int32Array.from(costs, (_, index) => index + 1),
    rows: Int32Array.from(costs, () => 1),
    billed: column(({ billed }) => billed * 1e6),
    effective: column(({ effective }) => effective * 1e6),
    list: column(() => 0),
    contracted: column(() => 0),
    quantity: column(() => 1),
  };
  staged.facts(batch);
  staged.finish();
  staged.close();
  const result = { replaces, headerHash: 'x', options: {} };
  const sum = (value: (one: Cost) => number): Micros =>
    toMicros(BigInt(costs.reduce((total, one) => total + value(one), 0)) * 1_000_000n);
  const record: StoredImport = {
    ...{ id: importId(staged.number), identity: `i${staged.number}`, state: 'published', view },
    ...{ at: '2026-06-30T00:00:00Z', seconds: 0, profile: 'test', encoding: 'utf-8', delimiter: ',' },
    ...{ rows: costs.length, accepted: costs.length, facts: costs.length, rejected: 0, skipped: 0 },
    ...{
      files: [],
      rejections: [],
      warnings: [],
      sources: [],
      billingMonths: [],
      replaced: [],
      restated: [],
    },
    ...{ firstDay: null, lastDay: null, creditTotals: {} },
    controlTotals: { USD: sum(({ billed }) => billed) },
    effectiveTotals: { USD: sum(({ effective }) => effective) },
  };
  write('import', (writer) => publish(writer, { record, result, mode, strict: false, tags: undefined }));
  return record.id;
}

type WriteAs = <Result>(operation: string, work: (writer: Writer) => Result, undoable?: boolean) => Result;

/** What counts by the workspace, by month and source; `knownAt` a moment. */
function sumsOf(store: Store, knownAt?: string): Record<string, readonly [number, number]> {
  const rows = store.reader.all<{ month: bigint; account: string; billed: bigint; effective: bigint }>(
    `SELECT f.billing_month AS month, s.account, sum(f.billed) AS billed, sum(f.effective) AS effective
     FROM fact f JOIN series s ON s.id = f.series_id
     WHERE f.portion IN (SELECT value FROM json_each(?)) GROUP BY 1, 2`,
    countingPortions(store.reader, knownAt),
  );
  return Object.fromEntries(
    rows
      .map(({ month, account, billed, effective }) => {
        const sums = [Number(billed) / 1e6, Number(effective) / 1e6] as const;
        return [`${Number(month) - FIRST_MONTH}${account}`, sums] as const;
      })
      .filter(([, [billed, effective]]) => billed !== 0 || effective !== 0),
  );
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'rule_broken';
}

describe('restatement', () => {
  it(
    'counts after any sequence of imports, undos and restores what lies on top',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
          const backend = testBackend({ clock: testClock() });
          const { store } = backend;
          await backend.client('cli').budgets.create({
            ...{ id: 'all', name: 'All', type: 'organization', amount: '100', currency: 'USD' },
            ...{ startMonth: toMonth('2026-01'), months: 12, scope: [] },
          });
          let moment = 0;
          const write: WriteAs = (operation, work, undoable = true) => {
            moment += 1;
            const at = new Date(Date.UTC(2026, 5, 30, 12) + moment * 1000).toISOString();
            return store.write({ operation, label: operation, actor: 't', door: 'cli', at, undoable }, work)
              .result;
          };
          const model = new Model();
          const known: { at: string; sums: unknown }[] = [];
          for (const one of steps) {
            take(one, store, model, write);
            expect(sumsOf(store)).toEqual(model.sums());
            known.push({
              at: new Date(Date.UTC(2026, 5, 30, 12) + moment * 1000).toISOString(),
              sums: model.sums(),
            });
            const spent = readBudgetMonths(store.reader, 'all');
            const billed = Object.values(model.sums()).reduce((sum, [amount]) => sum + amount, 0);
            expect(Number(sumMicros(spent.map(({ total }) => total))) / 1e6).toBe(billed);
          }
          for (const { at, sums } of known) expect(sumsOf(store, at)).toEqual(sums);
          expect(checkStore(store.reader).problems).toEqual([]);
        }),
        { numRuns: 25 },
      );
    },
  );
});

function take(one: Step, store: Store, model: Model, write: WriteAs): void {
  if (one.kind === 'import') {
    const before = model.layers();
    model.act(() => {
      const id = importFile(store, one.file, write);
      const covers = one.file.mode === 'replace' || (one.file.mode === 'auto' && one.file.replaces);
      model.imports.push({ id, file: one.file, covers, rank: ++model.rank, isActive: true });
      const left = new Set(model.layers().map(({ key, id: owner }) => `${key} ${owner}`));
      const gone = before
        .filter(({ key, id: owner }) => !left.has(`${key} ${owner}`))
        .map((layer) => layer.id);
      const body = store.reader.get<{ replaced: string }>(
        "SELECT body -> '$.replaced' AS replaced FROM import ORDER BY number DESC LIMIT 1",
      );
      expect((JSON.parse(body?.replaced ?? '') as string[]).sort()).toEqual([...new Set(gone)].sort());
    });
  } else if (one.kind === 'undo' || one.kind === 'restore') {
    const target = model.imports[one.which % Math.max(1, model.imports.length)];
    if (target !== undefined) change(one.kind, target, model, write);
  } else {
    const direction = one.kind === 'step back' ? 'past' : 'future';
    if (model.step(direction))
      write('history', (writer) => stepBack(writer, direction === 'past' ? 'undo' : 'redo'), false);
  }
}

/** Layers of an import that count: all it holds, some, or none. */
function counting({ id, file: { costs } }: Known, model: Model): 'all' | 'some' | 'none' {
  const count = model.layers().filter((layer) => layer.id === id).length;
  return count === costs.length ? 'all' : count > 0 ? 'some' : 'none';
}

function change(kind: 'undo' | 'restore', target: Known, model: Model, write: WriteAs): void {
  const isAllowed = kind === 'undo' ? target.isActive : !target.isActive || counting(target, model) !== 'all';
  try {
    write(kind, (writer) => (kind === 'undo' ? undoImport : restoreImport)(writer, target.id));
    expect(isAllowed).toBe(true);
  } catch (error) {
    if (isAllowed || !isRefusal(error)) throw error;
    return;
  }
  model.act(() => {
    if (kind === 'undo') target.isActive = false;
    else if (target.isActive) target.rank = ++model.rank;
    else {
      target.isActive = true;
      if (counting(target, model) === 'none') target.rank = ++model.rank;
    }
  });
}
