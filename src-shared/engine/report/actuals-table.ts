import type { NumberStyle } from '../../charts/numbers.ts';
import { toMicros } from '../../domain/money.ts';
import { directionOf, type VarianceRow } from '../../domain/variance.ts';
import type { VarianceAnalysis } from '../variance/analysis.ts';
import { percentOf } from '../variance/rows.ts';
import { dimensionWord } from './cells.ts';
import type { ReportBlock } from './model.ts';
import { actualsSentences } from './sentences.ts';
import { varianceTable } from './variance-table.ts';

/**
 * How rate and volume of the actuals moved beside a comparison with a plan: a sentence, and by the same rows a table of the two
 * months with the effects between them. Where it cannot be told, why; against an earlier period nothing, because the comparison
 * itself has the effects.
 */
export function actualsBlocks(
  analysis: VarianceAnalysis,
  currency: string,
  limit: number,
  style: NumberStyle,
): ReportBlock[] {
  const { actualsMonths: months, actualsReason: reason, by, total, rows, groups } = analysis;
  if (reason !== undefined)
    return [{ kind: 'paragraph', text: `How rate and volume moved cannot be told. ${reason}`, muted: true }];
  if (months === undefined) return [];
  const sentences = actualsSentences(analysis, currency, style);
  const said: ReportBlock[] = sentences.map((text) => ({ kind: 'paragraph', text }));
  if (rows.some(({ actualsChange }) => actualsChange === undefined)) return said;
  const table = varianceTable(
    { by, total: asComparison(total), rows: moved(rows), groups: moved(groups) },
    {
      id: 'actuals-change',
      title: `How the actuals moved, ${style.shortMonth(months.before)} to ${style.shortMonth(months.after)}, by ${by.map((name) => dimensionWord(name, 'inside')).join(' and ')}`,
      planHead: style.shortMonth(months.before),
      actualHead: style.shortMonth(months.after),
      limit,
    },
  );
  return [...said, table];
}

/** Rows without cost in either month say nothing here. */
function moved(rows: readonly VarianceRow[]): VarianceRow[] {
  return rows
    .filter(({ actualsChange }) => actualsChange?.before !== 0n || actualsChange.after !== 0n)
    .map(asComparison);
}

function asComparison({ key, actualsChange }: VarianceRow): VarianceRow {
  if (actualsChange === undefined) throw new Error('a row without its change');
  const { before, after, effects } = actualsChange;
  const variance = toMicros(after - before);
  return {
    key,
    plan: before,
    actual: after,
    variance,
    percent: percentOf(variance, before),
    direction: directionOf(variance),
    effects,
    material: false,
  };
}
