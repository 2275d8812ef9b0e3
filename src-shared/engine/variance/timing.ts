import { sumMicros, toMicros, ZERO, type Micros } from '../../domain/money.ts';
import type { Attribution, Judgement, VarianceRow } from '../../domain/variance.ts';
import type { VarianceAnalysis } from './analysis.ts';

/** A judgement and the row it is of. */
export interface RowJudgement extends Judgement {
  readonly key: Readonly<Record<string, string>>;
}

/**
 * Divides the variance of each row into timing, permanent and what nobody judged. A judgement of a group, or of the total, is about
 * what of it no judgement of a row inside has taken already, so that nothing counts twice and the parts add up to every row, group
 * and the total exactly. Of three dimensions the first two together count as a group too, though the comparison has no row for it.
 * Judgements of anything else count for nothing; without any that count, rows have no attribution at all.
 *
 * @example
 * // a group of +100 holds a row of +30 judged as timing; the group is judged as permanent: timing 30, permanent 70, open 0
 */
export function withAttribution(
  analysis: VarianceAnalysis,
  judgements: readonly RowJudgement[],
): VarianceAnalysis {
  const { by } = analysis;
  const known = new Map(judgements.map((judgement) => [rowId(judgement.key), judgement]));
  const found = new Map<string, Attribution>();
  /** Of rows that have the values of the first so many dimensions in common. */
  const divide = (rows: readonly VarianceRow[], depth: number): Attribution => {
    const id = rowId(Object.fromEntries(by.slice(0, depth).map((name) => [name, valueOf(rows[0], name)])));
    const next = by[depth];
    const parts = next === undefined ? [] : [...Map.groupBy(rows, (row) => valueOf(row, next)).values()];
    const inside = parts.map((part) => divide(part, depth + 1));
    const divided = attributionOf(sumMicros(rows.map(({ variance }) => variance)), known.get(id), inside);
    found.set(id, divided);
    return divided;
  };
  const whole = divide(analysis.rows, 0);
  if (![...known.keys()].some((id) => found.has(id))) return analysis;
  const add = (row: VarianceRow): VarianceRow => ({
    ...row,
    attribution: found.get(rowId(row.key)) ?? whole,
  });
  return {
    ...analysis,
    rows: analysis.rows.map(add),
    groups: analysis.groups.map(add),
    total: add(analysis.total),
  };
}

function valueOf(row: VarianceRow | undefined, name: string): string {
  return row?.key[name] ?? '';
}

function attributionOf(
  variance: Micros,
  judgement: Judgement | undefined,
  inside: readonly Attribution[],
): Attribution {
  const timing = sumMicros(inside.map((part) => part.timing));
  const permanent = sumMicros(inside.map((part) => part.permanent));
  const open = toMicros(variance - timing - permanent);
  if (judgement === undefined) return { kind: null, timing, permanent, open };
  const early = { timing: open, permanent: ZERO, split: judgement.timing ?? ZERO }[judgement.kind];
  return {
    kind: judgement.kind,
    timing: toMicros(timing + early),
    permanent: toMicros(permanent + open - early),
    open: ZERO,
  };
}

/** The same for the same row, in whatever order its dimensions stand. */
export function rowId(key: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)));
}
