import { HeadroomError } from '#shared/contract/errors.ts';
import type { ImportAnswer } from '#shared/contract/imports.ts';
import type { ScopeCondition } from '#shared/domain/budget.ts';
import { isDimension } from '#shared/domain/cost.ts';
import { money } from '#shared/domain/money.ts';
import { MeantCosts, type CostRow, type CostRowKey } from '../store/cost-rows.ts';
import { importId, readImport } from '../store/imports.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { readSubtree, requireBudget } from './budget-tree.ts';
import { asOfOf, procedures, readerOf } from './context.ts';

const PAGE = 100;

export const costs = procedures.workspace.costs.handler(({ input, context }) => {
  const reader = readerOf(context);
  const { budgetId, from, to, timeBasis, knownAt, where = [], limit = PAGE, offset = 0 } = input;
  const query = {
    ...{ from, to, timeBasis, knownAt, until: asOfOf(context, input.asOf) },
    scope: (typeof where === 'string' ? [where] : where).map(conditionOf),
    budgetIds: budgetId === undefined ? undefined : readSubtree(reader, requireBudget(reader, budgetId).id),
  };
  const meant = new MeantCosts(reader, query, readSettings(reader).tagMapping);
  const after = input.after === undefined ? undefined : keyOf(input.after);
  const { rows, next } = meant.page({ limit, offset, after });
  const files = new Map<number, readonly ImportedFile[]>();
  const data = { rows: rows.map((row) => rowAnswer(row, filesOf(reader, row.importNumber, files))) };
  const nextKey = next === undefined ? null : next.join('.');
  if (after !== undefined) return { data: { ...data, totals: [], next: nextKey }, meta: { limit } };
  const totals = meant.totals();
  return {
    data: {
      ...data,
      totals: totals.map(({ currency, rows: count, billed, effective }) => ({
        rows: count,
        billed: money(billed, currency),
        effective: money(effective, currency),
      })),
      next: nextKey,
    },
    meta: { total: totals.reduce((sum, one) => sum + one.rows, 0), limit, offset },
  };
});

/** Reads what an earlier page gave as `next`; the contract has checked its form. */
function keyOf(text: string): CostRowKey {
  const [day = '0', size = '0', series = '0', month = '0', number = '0'] = text.split('.');
  return [Number(day), BigInt(size), Number(series), Number(month), Number(number)];
}

/** `service=Amazon EC2` as a condition; nothing after the sign means untagged. */
function conditionOf(pair: string): ScopeCondition {
  const at = pair.indexOf('=');
  const dimension = pair.slice(0, Math.max(at, 0)).trim();
  if (!isDimension(dimension))
    throw new HeadroomError(
      'invalid_input',
      `"where": "${pair}" must be a dimension and its value, such as service=Amazon EC2, or tag:KEY=VALUE.`,
    );
  return { dimension, op: 'in', values: [pair.slice(at + 1)] };
}

type ImportedFile = ImportAnswer['files'][number];

/** The files that an import read; each import of a page is looked up once. */
function filesOf(
  reader: Reader,
  number: number,
  known: Map<number, readonly ImportedFile[]>,
): readonly ImportedFile[] {
  const files = known.get(number) ?? readImport(reader, importId(number)).files;
  known.set(number, files);
  return files;
}

/**
 * The file and the record in it that a row of the export is, counted from 1 without the header. Without a row, all files.
 *
 * @example placeOf([{ name: 'a.csv', rows: 10 }, { name: 'b.csv', rows: 5 }], 12) // { file: 'b.csv', row: 2 }
 */
function placeOf(
  files: readonly Pick<ImportedFile, 'name' | 'rows'>[],
  row: number,
): { readonly file: string; readonly row: number | null } {
  let left = row;
  for (const { name, rows } of row > 0 ? files : []) {
    if (left <= rows) return { file: name, row: left };
    left -= rows;
  }
  return { file: files.map(({ name }) => name).join(', '), row: null };
}

function rowAnswer(row: CostRow, files: readonly ImportedFile[]) {
  const { day, series, billingMonth, billed, effective, quantity, importNumber, firstRow, records } = row;
  const { provider, account, service, region, sku, chargeCategory, tags, unit, currency } = series;
  return {
    ...{ day, billingMonth, provider, account, service, region, sku, chargeCategory, tags: { ...tags } },
    billed: money(billed, currency),
    effective: money(effective, currency),
    ...{ quantity, unit, importId: importId(importNumber), ...placeOf(files, firstRow), records },
  };
}
