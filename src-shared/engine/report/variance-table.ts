import { isMonth } from '../../domain/calendar.ts';
import { sumMicros, ZERO, type Micros } from '../../domain/money.ts';
import type { VarianceEffects, VarianceRow } from '../../domain/variance.ts';
import type { VarianceAnalysis } from '../variance/analysis.ts';
import { byWeight, column, dimensionWord, EMPTY, magnitude, money, text } from './cells.ts';
import type { ReportColumn, ReportRow, ReportTable } from './model.ts';

const EFFECTS = ['price', 'volume', 'mix', 'new', 'discontinued', 'oneOff'] as const;
const EFFECT_HEADS: Readonly<Record<(typeof EFFECTS)[number], string>> = {
  price: 'Price',
  volume: 'Volume',
  mix: 'Mix',
  new: 'New',
  discontinued: 'Disc.',
  oneOff: 'One-off',
};

export interface VarianceTableSetting {
  readonly id: string;
  readonly title: string;
  readonly planHead: string;
  readonly actualHead: string;
  /** The most rows paper prints; the rest becomes "Other (n)". */
  readonly limit: number;
  readonly note?: string;
  /** Months keep their order; anything else is ranked by weight. */
  readonly isInTimeOrder?: boolean;
}

/** A variance as a table: total first, then groups with their rows, worst first; small rows folded on paper. */
export function varianceTable(analysis: VarianceAnalysis, setting: VarianceTableSetting): ReportTable {
  const effects = effectsOf(analysis);
  return {
    kind: 'table',
    id: setting.id,
    title: setting.title,
    ...(setting.note === undefined ? {} : { note: setting.note }),
    columns: [
      ...headColumns(analysis, setting),
      ...effects.map((effect) => column(effect, EFFECT_HEADS[effect], 'right')),
    ],
    total: { ...tableRow({ row: analysis.total, name: 'Total', depth: 0 }, effects), strong: true },
    ...(setting.isInTimeOrder === true
      ? { rows: analysis.rows.map((row) => monthRow(row, effects)) }
      : {
          rows: arranged(analysis, Number.POSITIVE_INFINITY).map((line) => tableRow(line, effects)),
          printedRows: arranged(analysis, setting.limit).map((line) => tableRow(line, effects)),
        }),
    whenEmpty: 'No cost and no plan in this period.',
  };
}

function headColumns(analysis: VarianceAnalysis, setting: VarianceTableSetting): ReportColumn[] {
  return [
    column('name', analysis.by.map((name) => dimensionWord(name)).join(' › ')),
    column('plan', setting.planHead, 'right'),
    column('actual', setting.actualHead, 'right'),
    column('variance', 'Δ', 'right'),
    column('percent', 'Δ %', 'right'),
  ];
}

type Effect = (typeof EFFECTS)[number];

/** Price and volume always; of the others those that moved anything, so that columns of zeros take no room from names. */
function effectsOf({ total, groups, rows }: VarianceAnalysis): readonly Effect[] {
  if (total.effects === undefined) return [];
  const all = [total, ...groups, ...rows];
  return EFFECTS.filter(
    (effect) =>
      effect === 'price' ||
      effect === 'volume' ||
      all.some(({ effects }) => effects !== undefined && effects[effect] !== 0n),
  );
}

/** A row with the name it stands under. */
interface Line {
  readonly row: VarianceRow;
  readonly name: string;
  readonly depth: number;
  readonly strong?: boolean;
}

/**
 * Groups by weight, each followed by its rows by weight. Where there are more lines than `limit`, the largest groups and, in
 * each, the largest rows stay; what is folded is summed as `Other (n)` in the same place, so that the lines still add up.
 */
function arranged(analysis: VarianceAnalysis, limit: number): Line[] {
  const [first] = analysis.by;
  if (analysis.by.length < 2 || first === undefined)
    return fold([...analysis.rows].sort(byWeight), limit).map((row) => ({
      row,
      name: nameOf(row, analysis.by),
      depth: 0,
    }));
  const isAll = analysis.rows.length <= limit;
  const most = isAll ? Number.POSITIVE_INFINITY : Math.max(3, Math.floor(limit / 3));
  const groups = fold([...analysis.groups].sort(byWeight), most);
  const each = isAll ? most : Math.max(2, Math.floor(limit / Math.max(1, groups.length)) - 1);
  const members = Map.groupBy(analysis.rows, ({ key }) => key[first] ?? '');
  return groups.flatMap((group): Line[] => [
    { row: group, name: nameOf(group, [first]), depth: 0, strong: true },
    ...(isOther(group) ? [] : fold((members.get(group.key[first] ?? '') ?? []).sort(byWeight), each)).map(
      (row) => ({
        row,
        name: isOther(row) ? nameOf(row, analysis.by) : nameOf(row, analysis.by.slice(1)),
        depth: 1,
      }),
    ),
  ]);
}

const OTHER = 'other';

function isOther(row: VarianceRow): boolean {
  return row.key[OTHER] !== undefined;
}

function nameOf(row: VarianceRow, by: readonly string[]): string {
  return row.key[OTHER] ?? by.map((dimension) => row.key[dimension] ?? '').join(' › ');
}

/** Keeps the rows of the largest differences, then of the largest cost, and sums up the others. Material rows always stay. */
function fold(rows: readonly VarianceRow[], limit: number): VarianceRow[] {
  if (rows.length <= limit) return [...rows];
  const ranked = [...rows].sort((a, b) => compare(weightOf(b), weightOf(a)));
  const keep = new Set(ranked.slice(0, Math.max(1, limit - 1)));
  const rest = rows.filter((row) => !keep.has(row));
  return [...rows.filter((row) => keep.has(row)), sumRows(rest, `Other (${rest.length})`)];
}

function weightOf(row: VarianceRow): readonly [bigint, bigint, bigint] {
  return [row.material ? 1n : 0n, magnitude(row.variance), magnitude(row.actual) + magnitude(row.plan)];
}

function compare(a: readonly bigint[], b: readonly bigint[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0n) < (b[at] ?? 0n) ? -1 : 1;
}

function sumRows(rows: readonly VarianceRow[], name: string): VarianceRow {
  const plan = sumMicros(rows.map((row) => row.plan));
  const variance = sumMicros(rows.map((row) => row.variance));
  return {
    key: { [OTHER]: name },
    plan,
    actual: sumMicros(rows.map((row) => row.actual)),
    variance,
    percent: plan === 0n ? null : Number((variance * 1_000_000n) / magnitude(plan)) / 10_000,
    direction: variance > 0n ? 'adverse' : variance < 0n ? 'favourable' : 'none',
    material: false,
    ...(rows.every((row) => row.effects !== undefined) ? { effects: sumEffects(rows) } : {}),
  };
}

function monthRow(row: VarianceRow, effects: readonly Effect[]): ReportRow {
  const plain = tableRow({ row, name: '', depth: 0 }, effects);
  const month = row.key['month'] ?? '';
  const [, ...figures] = plain.cells;
  return { ...plain, cells: [isMonth(month) ? { kind: 'month', value: month } : text(month), ...figures] };
}

function sumEffects(rows: readonly VarianceRow[]): VarianceEffects {
  const sum = (kind: keyof VarianceEffects): Micros =>
    sumMicros(rows.map(({ effects }) => effects?.[kind] ?? ZERO));
  return {
    price: sum('price'),
    volume: sum('volume'),
    mix: sum('mix'),
    new: sum('new'),
    discontinued: sum('discontinued'),
    oneOff: sum('oneOff'),
  };
}

function tableRow({ row, name, depth, strong }: Line, effects: readonly Effect[]): ReportRow {
  return {
    cells: [
      text(name),
      money(row.plan),
      money(row.actual),
      { kind: 'variance', value: row.variance },
      row.plan === 0n ? EMPTY : { kind: 'percent', value: row.percent },
      ...effects.map((effect) => money(row.effects?.[effect] ?? null)),
    ],
    depth,
    ...(strong === true ? { strong } : {}),
    ...(row.material ? { material: true } : {}),
  };
}
