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
 * and the total exactly. Judgements of rows that the comparison does not have count for nothing; without any that it has, rows have
 * no attribution at all.
 *
 * @example
 * // a group of +100 holds a row of +30 judged as timing; the group is judged as permanent: timing 30, permanent 70, open 0
 */
export function withAttribution(
  analysis: VarianceAnalysis,
  judgements: readonly RowJudgement[],
): VarianceAnalysis {
  const known = new Map(judgements.map((judgement) => [rowId(judgement.key), judgement]));
  const all = [analysis.total, ...analysis.groups, ...analysis.rows];
  if (!all.some(({ key }) => known.has(rowId(key)))) return analysis;
  const divide = (row: VarianceRow, inside: readonly Attribution[]): Attribution =>
    attributionOf(row.variance, known.get(rowId(row.key)), inside);
  const rows = analysis.rows.map((row) => ({ ...row, attribution: divide(row, []) }));
  const [first = ''] = analysis.by;
  const members = Map.groupBy(rows, ({ key }) => key[first] ?? '');
  const isFlat = analysis.by.length < 2;
  const groups = analysis.groups.map((group) => {
    const inside = members.get(group.key[first] ?? '') ?? [];
    const own = isFlat ? inside[0]?.attribution : undefined;
    return { ...group, attribution: own ?? divide(group, partsOf(inside)) };
  });
  return {
    ...analysis,
    rows,
    groups,
    total: { ...analysis.total, attribution: divide(analysis.total, partsOf(isFlat ? rows : groups)) },
  };
}

function partsOf(rows: readonly { readonly attribution: Attribution }[]): Attribution[] {
  return rows.map(({ attribution }) => attribution);
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
