import { HeadroomError } from '#shared/contract/errors.ts';
import type { ScopeCondition } from '#shared/domain/budget.ts';
import { isDimension } from '#shared/domain/cost.ts';
import { money } from '#shared/domain/money.ts';
import { readCostRows, type CostRow } from '../store/cost-rows.ts';
import { importId, readImport } from '../store/imports.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { readSubtree, requireBudget } from './budget-tree.ts';
import { procedures, readerOf } from './context.ts';

const PAGE = 100;

export const costs = procedures.workspace.costs.handler(({ input, context }) => {
  const reader = readerOf(context);
  const { budgetId, from, to, where = [], limit = PAGE, offset = 0 } = input;
  const scope = (typeof where === 'string' ? [where] : where).map(conditionOf);
  const budgetIds =
    budgetId === undefined ? undefined : readSubtree(reader, requireBudget(reader, budgetId).id);
  const query = { budgetIds, from, to, scope, limit, offset };
  const { rows, totals } = readCostRows(reader, query, readSettings(reader).tagMapping);
  const files = new Map<number, string>();
  return {
    data: {
      rows: rows.map((row) => rowAnswer(row, fileOf(reader, row.importNumber, files))),
      totals: totals.map(({ currency, rows: count, billed, effective }) => ({
        rows: count,
        billed: money(billed, currency),
        effective: money(effective, currency),
      })),
    },
    meta: { total: totals.reduce((sum, one) => sum + one.rows, 0), limit, offset },
  };
});

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

/** The names of the files an import read; each import of a page is looked up once. */
function fileOf(reader: Reader, number: number, known: Map<number, string>): string {
  const name =
    known.get(number) ??
    readImport(reader, importId(number))
      .files.map((file) => file.name)
      .join(', ');
  known.set(number, name);
  return name;
}

function rowAnswer({ day, series, billed, effective, quantity, importNumber }: CostRow, file: string) {
  const { provider, account, service, region, sku, chargeCategory, tags, unit, currency } = series;
  return {
    ...{ day, provider, account, service, region, sku, chargeCategory, tags: { ...tags } },
    billed: money(billed, currency),
    effective: money(effective, currency),
    ...{ quantity, unit, importId: importId(importNumber), file },
  };
}
