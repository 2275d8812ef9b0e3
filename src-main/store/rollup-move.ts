import type { Budget } from '#shared/domain/budget.ts';
import { compileAllocator, FIRST_MONTH, LAST_MONTH } from '#shared/engine/budgets/allocate.ts';
import { readAncestorIds, readBudget, readChildren, readTree } from './budgets.ts';
import type { Reader } from './reader.ts';
import { budgetOf, rootIdOf } from './rollup-changes.ts';
import { readSettings } from './settings.ts';
import { readSeriesByIds, visibleImports } from './spend.ts';
import type { RowChange, Writer } from './writer.ts';

/**
 * Moves the spend that one edit of one budget moves, and nothing else: what lay with the budget and all below it, and what lay
 * with its old and its new parent themselves. Answers false, with nothing done, where more than that could follow: a root
 * changes or the tree, a cost is shared, currencies are converted, or siblings take turns by period.
 */
export function moveWithin(writer: Writer, change: RowChange): boolean {
  const [before, after] = [budgetOf(change.before), budgetOf(change.after)];
  const id = String(change.key[0]);
  const edit = describe(writer, id, before, after);
  if (edit === undefined) return false;
  const moves = findMoves(writer, edit);
  if (moves === undefined) return false;
  applyMoves(writer, edit, moves);
  if (after === null) writer.run('DELETE FROM budget_month WHERE budget_id = ?', id);
  return true;
}

interface Edit {
  readonly root: Budget;
  readonly id: string;
  readonly after: Budget | null;
  readonly oldParent: string | null;
  readonly newParent: string | null;
  /** The budget and all below it. */
  readonly subtree: readonly Budget[];
}

function describe(reader: Reader, id: string, before: Budget | null, after: Budget | null): Edit | undefined {
  const oldParent = before?.parentId ?? null;
  const newParent = after?.parentId ?? null;
  if ((before !== null && oldParent === null) || (after !== null && newParent === null)) return undefined;
  if (before !== null && after !== null && before.costBasis !== after.costBasis) return undefined;
  const anchors = [oldParent, newParent].filter((parent) => parent !== null);
  const roots = new Set(anchors.map((parent) => rootIdOf(reader, parent)));
  const [rootId] = roots;
  const root = rootId === undefined ? undefined : readBudget(reader, rootId);
  if (root === undefined || roots.size > 1) return undefined;
  if (anchors.some((parent) => readBudget(reader, parent) === undefined)) return undefined;
  if (isEntangled(reader, root)) return undefined;
  const subtree = after === null ? [] : readTree(reader, id);
  return { root, id, after, oldParent, newParent, subtree };
}

/** Shared costs and conversion tie budgets together that do not lie under one another. */
function isEntangled(reader: Reader, root: Budget): boolean {
  return (
    reader.get('SELECT 1 FROM shared_cost WHERE root_id = ? LIMIT 1', root.id) !== undefined ||
    reader.get('SELECT 1 FROM rate WHERE source = ? OR target = ? LIMIT 1', root.currency, root.currency) !==
      undefined
  );
}

interface Move {
  readonly seriesId: number;
  readonly from: string;
  readonly to: string;
}

/** Where the series concerned lay and where they lie now; undefined where one edit's neighbourhood does not decide it. */
function findMoves(reader: Reader, edit: Edit): Move[] | undefined {
  const { root, id, oldParent, newParent, subtree } = edit;
  const owners = new Set([id, ...subtree.map((budget) => budget.id), oldParent ?? id, newParent ?? id]);
  const rows = reader.all<{ series_id: bigint; budget_id: string; from_month: bigint; to_month: bigint }>(
    `SELECT series_id, budget_id, from_month, to_month FROM allocation
     WHERE root_id = ? AND budget_id IN (SELECT value FROM json_each(?))`,
    root.id,
    JSON.stringify([...owners]),
  );
  if (rows.some((row) => Number(row.from_month) !== FIRST_MONTH || Number(row.to_month) !== LAST_MONTH))
    return undefined;
  const series = readSeriesByIds(
    reader,
    rows.map((row) => Number(row.series_id)),
  );
  const { tagMapping } = readSettings(reader);
  const inSubtree = new Set([id, ...subtree.map((budget) => budget.id)]);
  const allocators = new Map<string, ReturnType<typeof compileAllocator>>();
  for (const parent of [oldParent, newParent])
    if (parent !== null)
      allocators.set(parent, compileAllocator(neighbourhood(reader, parent, edit), parent, tagMapping));
  const moves: Move[] = [];
  for (const row of rows) {
    const one = series.get(Number(row.series_id));
    const start = inSubtree.has(row.budget_id) ? (oldParent ?? newParent) : row.budget_id;
    const allocate = allocators.get(start ?? '');
    if (one === undefined || allocate === undefined) return undefined;
    const [place, ...more] = allocate(one);
    if (place === undefined || more.length > 0) return undefined;
    const isKnown = place.budgetId === start || inSubtree.has(place.budgetId);
    if (!isKnown) return undefined;
    moves.push({ seriesId: one.id, from: row.budget_id, to: place.budgetId });
  }
  return moves;
}

/** A parent as if it matched everything (what lies with it does), its children, and all below the edited one. */
function neighbourhood(reader: Reader, parentId: string, { id, subtree }: Edit): Budget[] {
  const parent = readBudget(reader, parentId);
  const siblings = readChildren(reader, parentId).filter((child) => child.id !== id);
  return parent === undefined ? [] : [{ ...parent, parentId: null, scope: [] }, ...siblings, ...subtree];
}

function applyMoves(writer: Writer, edit: Edit, moves: readonly Move[]): void {
  const { root, oldParent, newParent } = edit;
  const inSubtree = new Set([edit.id, ...edit.subtree.map(({ id }) => id)]);
  const isMoved = oldParent !== newParent;
  const moved = moves.filter(({ from, to }) => from !== to || (isMoved && inSubtree.has(from)));
  if (moved.length === 0) return;
  for (const { seriesId, from, to } of moved)
    if (from !== to)
      writer.run(
        'UPDATE allocation SET budget_id = ? WHERE root_id = ? AND series_id = ?',
        to,
        root.id,
        seriesId,
      );
  const chains = new Chains(writer, edit);
  const deltas = new Deltas();
  const amounts = readMonths(writer, moved, root);
  for (const { seriesId, from, to } of moved) {
    for (const { month, amount } of amounts.get(seriesId) ?? []) {
      deltas.add(from, month, -amount, 0n);
      deltas.add(to, month, amount, 0n);
      for (const above of chains.before(from)) deltas.add(above, month, 0n, -amount);
      for (const above of chains.now(to)) deltas.add(above, month, 0n, amount);
    }
  }
  deltas.write(writer);
}

function readMonths(
  reader: Reader,
  moved: readonly Move[],
  root: Budget,
): Map<number, { month: number; amount: bigint }[]> {
  const rows = reader.all<{ series_id: bigint; month: bigint; amount: bigint }>(
    `SELECT m.series_id, m.month, sum(m.${root.costBasis}) AS amount FROM json_each(?) w
     CROSS JOIN series_month m ON m.series_id = w.value
     WHERE m.import_number IN (SELECT value FROM json_each(?)) GROUP BY m.series_id, m.month`,
    JSON.stringify(moved.map(({ seriesId }) => seriesId)),
    visibleImports(reader),
  );
  const months = new Map<number, { month: number; amount: bigint }[]>();
  for (const { series_id, month, amount } of rows) {
    const list = months.get(Number(series_id)) ?? [];
    months.set(Number(series_id), list);
    list.push({ month: Number(month), amount });
  }
  return months;
}

/** A budget and those above it, as they stood before the edit and as they stand now. */
class Chains {
  readonly #reader: Reader;
  readonly #edit: Edit;
  readonly #known = new Map<string, readonly string[]>();

  constructor(reader: Reader, edit: Edit) {
    this.#reader = reader;
    this.#edit = edit;
  }

  now(id: string): readonly string[] {
    const known = this.#known.get(id) ?? [id, ...readAncestorIds(this.#reader, id)];
    this.#known.set(id, known);
    return known;
  }

  before(id: string): readonly string[] {
    const { id: edited, oldParent, after } = this.#edit;
    if (oldParent === null) return this.now(id);
    if (after === null) return id === edited ? [id, ...this.now(oldParent)] : this.now(id);
    const chain = this.now(id);
    const at = chain.indexOf(edited);
    return at === -1 ? chain : [...chain.slice(0, at + 1), ...this.now(oldParent)];
  }
}

/** Changes of months, added up before they are written. */
class Deltas {
  readonly #sums = new Map<string, { id: string; month: number; direct: bigint; total: bigint }>();

  add(id: string, month: number, direct: bigint, total: bigint): void {
    const key = `${month} ${id}`;
    const sum = this.#sums.get(key) ?? { id, month, direct: 0n, total: 0n };
    this.#sums.set(key, sum);
    sum.direct += direct;
    sum.total += total;
  }

  write(writer: Writer): void {
    for (const { id, month, direct, total } of this.#sums.values()) {
      if (direct === 0n && total === 0n) continue;
      writer.run(
        `INSERT INTO budget_month (budget_id, month, direct, total) VALUES (?, ?, ?, ?)
         ON CONFLICT (budget_id, month) DO UPDATE SET direct = direct + excluded.direct, total = total + excluded.total`,
        id,
        month,
        direct,
        total,
      );
      writer.run(
        'DELETE FROM budget_month WHERE budget_id = ? AND month = ? AND direct = 0 AND total = 0',
        id,
        month,
      );
    }
  }
}
