import type { Budget } from '#shared/domain/budget.ts';
import {
  compileAllocator,
  FIRST_MONTH,
  LAST_MONTH,
  type Allocator,
  type Placement,
} from '#shared/engine/budgets/allocate.ts';
import { areDisjoint } from '#shared/engine/budgets/scope.ts';
import { hasBudget, readAncestorIds, readBudget, readChildren, readSubtreeIds, readTree } from './budgets.ts';
import type { Reader } from './reader.ts';
import { budgetOf, rootIdOf } from './rollup-changes.ts';
import { dropBudget } from './rollup-rows.ts';
import { readSettings } from './settings.ts';
import { readSeriesByIds, visibleImports, type StoredSeries } from './spend.ts';
import { addToDate, readSeriesToDate, readStandingAt } from './to-date.ts';
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
  if (after === null) dropBudget(writer, id);
  return true;
}

interface Edit {
  readonly root: Budget;
  readonly id: string;
  readonly after: Budget | null;
  readonly oldParent: string | null;
  readonly newParent: string | null;
  /** The ids of the budget and of all below it. */
  readonly subtree: ReadonlySet<string>;
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
  if (anchors.some((parent) => !hasBudget(reader, parent))) return undefined;
  if (isEntangled(reader, root)) return undefined;
  const subtree = new Set([id, ...(after === null ? [] : readSubtreeIds(reader, id))]);
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

interface Held {
  readonly series_id: bigint;
  readonly budget_id: string;
  readonly from_month: bigint;
  readonly to_month: bigint;
}

/**
 * The series that lie elsewhere now; undefined where one edit's neighbourhood does not decide it. Looked at are those below the
 * budget, which can leave it, and those that lie with its parents themselves, which can enter it.
 */
function findMoves(reader: Reader, edit: Edit): Move[] | undefined {
  const { root, id, oldParent, newParent, subtree, after } = edit;
  const siblings = newParent === null ? [] : siblingsOf(reader, newParent, id);
  if (after !== null && siblings.some(({ scope }) => !areDisjoint(scope, after.scope))) return undefined;
  const rows = reader.all<Held>(
    `SELECT a.series_id, a.budget_id, a.from_month, a.to_month FROM json_each(?) w
     CROSS JOIN allocation a INDEXED BY allocation_budget ON a.budget_id = w.value WHERE a.root_id = ?`,
    JSON.stringify([...new Set([...subtree, oldParent ?? id, newParent ?? id])]),
    root.id,
  );
  if (rows.some((row) => Number(row.from_month) !== FIRST_MONTH || Number(row.to_month) !== LAST_MONTH))
    return undefined;
  const series = readSeriesByIds(
    reader,
    rows.map((row) => Number(row.series_id)),
  );
  const placeOf = placesAround(reader, edit);
  const moves: Move[] = [];
  for (const { series_id, budget_id } of rows) {
    const one = series.get(Number(series_id));
    const isBelow = subtree.has(budget_id);
    const start = isBelow ? (oldParent ?? newParent) : budget_id;
    const place = one === undefined || start === null ? undefined : placeOf(start, one);
    if (one === undefined || place === undefined) return undefined;
    const isStaying = isBelow && subtree.has(place);
    if (!isStaying && place !== budget_id) moves.push({ seriesId: one.id, from: budget_id, to: place });
  }
  return moves;
}

function siblingsOf(reader: Reader, parentId: string, id: string): Budget[] {
  return readChildren(reader, parentId).filter((child) => child.id !== id);
}

/**
 * Answers where a series of a parent lies once the edit is made: with the parent, or with the deepest budget below the edited
 * one; undefined where it would go anywhere else. What lies below the edited budget is read only when something enters it.
 */
function placesAround(
  reader: Reader,
  { id, after, subtree }: Edit,
): (parentId: string, series: StoredSeries) => string | undefined {
  const { tagMapping } = readSettings(reader);
  const around = new Map<string, Allocator>();
  let below: Allocator | undefined;
  const allocatorOf = (parentId: string): Allocator => {
    const parent = readBudget(reader, parentId);
    const children = parent === undefined ? [] : readChildren(reader, parentId);
    // The parent as if it matched everything: what lies with it does.
    const top = parent === undefined ? [] : [{ ...parent, parentId: null, scope: [] }];
    return compileAllocator([...top, ...children], parentId, tagMapping);
  };
  const goDown = (series: StoredSeries): string | undefined => {
    below ??= compileAllocator(
      readTree(reader, id).map((budget) => (budget.id === id ? { ...budget, parentId: null } : budget)),
      id,
      tagMapping,
    );
    return onlyPlace(below(series));
  };
  return (parentId, series) => {
    const allocate = around.get(parentId) ?? allocatorOf(parentId);
    around.set(parentId, allocate);
    const place = onlyPlace(allocate(series));
    if (place === id && after !== null) return subtree.size === 1 ? id : goDown(series);
    return place === parentId ? place : undefined;
  };
}

/** The budget that has a series in all months. */
function onlyPlace([place, ...more]: readonly Placement[]): string | undefined {
  return more.length > 0 ? undefined : place?.budgetId;
}

function applyMoves(writer: Writer, edit: Edit, moves: readonly Move[]): void {
  const { root } = edit;
  for (const { seriesId, to } of moves)
    writer.run(
      'UPDATE allocation SET budget_id = ? WHERE root_id = ? AND series_id = ?',
      to,
      root.id,
      seriesId,
    );
  if (moves.length === 0) return;
  const chains = new Chains(writer, edit);
  const deltas = new Deltas();
  const months = readMonths(writer, moves, root);
  const toDate = readToDate(writer, moves, root);
  for (const { seriesId, from, to } of moves) {
    const before = chains.before(from);
    const now = chains.now(to);
    for (const { month, amount } of months.get(seriesId) ?? []) deltas.move(before, now, month, amount);
    deltas.moveToDate(before, now, toDate.get(seriesId) ?? 0n);
  }
  deltas.write(writer);
}

function readToDate(reader: Reader, moves: readonly Move[], root: Budget): Map<number, bigint> {
  const at = readStandingAt(reader);
  const ids = moves.map(({ seriesId }) => seriesId);
  return at === undefined
    ? new Map<number, bigint>()
    : readSeriesToDate(reader, ids, root.costBasis, at, visibleImports(reader));
}

function readMonths(
  reader: Reader,
  moves: readonly Move[],
  root: Budget,
): Map<number, { month: number; amount: bigint }[]> {
  const rows = reader.all<{ series_id: bigint; month: bigint; amount: bigint }>(
    `SELECT m.series_id, m.month, sum(m.${root.costBasis}) AS amount FROM json_each(?) w
     CROSS JOIN series_month m ON m.series_id = w.value
     WHERE m.import_number IN (SELECT value FROM json_each(?)) GROUP BY m.series_id, m.month`,
    JSON.stringify(moves.map(({ seriesId }) => seriesId)),
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

/** Changes of months and of the open month to date, added up before they are written. */
class Deltas {
  readonly #months = new Map<string, { id: string; month: number; direct: bigint; total: bigint }>();
  readonly #toDate = new Map<string, bigint>();

  /** Takes an amount of a month from one budget and all above it, and gives it to another and all above that. */
  move(before: readonly string[], now: readonly string[], month: number, amount: bigint): void {
    for (const [index, id] of before.entries()) this.#add(id, month, index === 0 ? -amount : 0n, -amount);
    for (const [index, id] of now.entries()) this.#add(id, month, index === 0 ? amount : 0n, amount);
  }

  moveToDate(before: readonly string[], now: readonly string[], amount: bigint): void {
    for (const id of before) this.#toDate.set(id, (this.#toDate.get(id) ?? 0n) - amount);
    for (const id of now) this.#toDate.set(id, (this.#toDate.get(id) ?? 0n) + amount);
  }

  #add(id: string, month: number, direct: bigint, total: bigint): void {
    const key = `${month} ${id}`;
    const sum = this.#months.get(key) ?? { id, month, direct: 0n, total: 0n };
    this.#months.set(key, sum);
    sum.direct += direct;
    sum.total += total;
  }

  /** Writes what does not cancel out, and marks the budgets as moved. */
  write(writer: Writer): void {
    for (const { id, month, direct, total } of this.#months.values()) {
      if (direct === 0n && total === 0n) continue;
      writer.moved.add(id);
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
    for (const [id, amount] of this.#toDate) {
      if (amount === 0n) continue;
      writer.moved.add(id);
      addToDate(writer, id, amount);
    }
  }
}
