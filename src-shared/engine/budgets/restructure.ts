import type { Budget, Scope } from '../../domain/budget.ts';
import { addMonths, monthsBetween, type Month } from '../../domain/calendar.ts';
import { splitByWeights, sumMicros, toMicros, ZERO, type Micros } from '../../domain/money.ts';
import { firstFree, newBudgetId } from './budget-id.ts';
import { phasingOf } from './budget-tree-draft.ts';
import { planMonths, replanFrom } from './phasing.ts';
import { foldValue } from './scope.ts';
import { checkTree, childPlans, type BrokenRule } from './tree-rules.ts';

/** What a restructuring comes to: budgets that are new or changed and ids that go, or the rules it would break. */
export type Restructured =
  | { readonly ok: true; readonly budgets: readonly Budget[]; readonly removed: readonly string[] }
  | { readonly ok: false; readonly broken: readonly BrokenRule[] };

function done(budgets: readonly Budget[], removed: readonly string[] = []): Restructured {
  return { ok: true, budgets, removed };
}

/** Gives a budget an amount whose months follow the shape of another plan of the same period. */
function withPlan(budget: Budget, plan: readonly Micros[]): Budget {
  const amount = sumMicros(plan);
  return { ...budget, amount, plan, phasing: phasingOf(plan, amount, budget.startMonth) };
}

/** The months of a plan that lie in a budget's period, as sizes. */
function shapeFor(budget: Budget, parent: Budget): bigint[] {
  const offset = monthsBetween(parent.startMonth, budget.startMonth);
  return Array.from({ length: budget.months }, (_, index) => {
    const planned = parent.plan[offset + index] ?? 0n;
    return planned < 0n ? 0n - planned : planned;
  });
}

/**
 * Divides a parent's amount among its children by weights: all one for equal parts, last year's actuals, or fixed shares.
 * The children's months follow the parent's plan. Months before `from` keep the children's plans where the rules then hold;
 * otherwise (the children had no plan yet) the whole period is planned.
 *
 * @param weights one per child, not negative; all zero divides equally
 * @example cascade(parent of 1200, [a, b], [1n, 2n], '2026-01') // a has 400, b has 800
 */
export function cascade(
  parent: Budget,
  children: readonly Budget[],
  weights: readonly bigint[],
  from: Month,
): Restructured {
  const parts = splitByWeights(parent.amount, weights);
  const whole = children.map((child, index) =>
    withPlan(child, splitByWeights(parts[index] ?? ZERO, shapeFor(child, parent))),
  );
  const kept = whole.map((child, index) => {
    const before = children[index]?.plan ?? [];
    const phasing = { kind: 'custom' as const, amounts: child.plan };
    const shaped = { ...child, phasing, before: keepShape(before, child.plan, child.startMonth, from), from };
    return withPlan(child, replanFrom(shaped));
  });
  if (rulesAmong(parent, kept).length === 0) return done(kept);
  const broken = rulesAmong(parent, whole);
  return broken.length === 0 ? done(whole) : { ok: false, broken };
}

/** The plan so far in the months that passed and the shape to follow in those to come. */
function keepShape(before: readonly Micros[], shape: readonly Micros[], start: Month, from: Month): Micros[] {
  const passed = monthsBetween(start, from);
  return shape.map((planned, index) => (index < passed ? (before[index] ?? ZERO) : planned));
}

function rulesAmong(parent: Budget, children: readonly Budget[]): BrokenRule[] {
  return checkTree([{ ...parent, parentId: null }, ...children]);
}

/**
 * Builds a parent's amount and plan from its children.
 *
 * @example buildFromChildren(parent, [a of 400, b of 800]) // the parent has 1200 and nothing unallocated
 */
export function buildFromChildren(parent: Budget, children: readonly Budget[]): Budget {
  return withPlan(parent, childPlans(parent, children));
}

export interface SplitPart {
  readonly id?: string | undefined;
  readonly name: string;
  readonly weight: bigint;
  readonly scope: Scope;
}

/**
 * Splits a budget into siblings by weights; the parts' scopes must be disjoint. A part keeps the budget's own conditions on
 * dimensions that it does not state itself, so that a team split by region stays that team. Children stay with the first part.
 *
 * @example split(budget of 100, [{ name: 'a', weight: 1n, … }, { name: 'b', weight: 3n, … }], isTaken) // 25 and 75
 */
export function split(
  budget: Budget,
  children: readonly Budget[],
  parts: readonly SplitPart[],
  isTaken: (id: string) => boolean,
): Restructured {
  const amounts = splitByWeights(
    budget.amount,
    parts.map(({ weight }) => weight),
  );
  const taken = new Set<string>();
  const made = parts.map((part, index) => {
    const id = part.id ?? newBudgetId(budget.type, part.name, (name) => isTaken(name) || taken.has(name));
    taken.add(id);
    const shell = {
      ...budget,
      id,
      name: part.name,
      scope: within(budget.scope, part.scope),
      scopeKind: 'explicit' as const,
      revision: 1,
    };
    return withPlan(shell, splitByWeights(amounts[index] ?? ZERO, shapeFor(budget, budget)));
  });
  const heir = made[0]?.id ?? null;
  const moved = children.map((child) => ({ ...child, parentId: heir }));
  const broken = checkTree([
    { ...budget, parentId: null, id: '' },
    ...made.map((part) => ({ ...part, parentId: '' })),
    ...moved,
  ]);
  return broken.length === 0 ? done([...made, ...moved], [budget.id]) : { ok: false, broken };
}

function within(outer: Scope, part: Scope): Scope {
  const stated = new Set(part.map(({ dimension }) => dimension));
  return [...outer.filter(({ dimension }) => !stated.has(dimension)), ...part];
}

/**
 * Merges siblings into the first of them: amounts and plans are added month by month, children move along, and the scope is
 * that of all. Scopes that cannot be said as one (they differ in more than the values of one dimension) need `scope`.
 *
 * @example merge([a of team x, b of team y], [], 'Both') // one budget, team in x, y
 */
export function merge(
  budgets: readonly Budget[],
  children: readonly Budget[],
  name?: string,
  scope?: Scope,
): Restructured {
  const [first, ...others] = budgets;
  if (first === undefined) return done([]);
  const stranger = others.find(
    (other) =>
      other.parentId !== first.parentId ||
      other.currency !== first.currency ||
      other.costBasis !== first.costBasis,
  );
  if (stranger !== undefined)
    return refused(first, stranger, 'parent', 'only siblings of one currency and cost basis can be merged');
  const joined =
    scope ??
    others.reduce<Scope | undefined>((all, other) => all && joinScopes(all, other.scope), first.scope);
  const other = others[0] ?? first;
  if (joined === undefined)
    return refused(
      first,
      other,
      'scope',
      'their scopes cannot be said as one; state the scope of the merged budget',
    );
  const startMonth = budgets.map((budget) => budget.startMonth).reduce((a, b) => (a < b ? a : b));
  const end = budgets
    .map((budget) => addMonths(budget.startMonth, budget.months))
    .reduce((a, b) => (a > b ? a : b));
  const shell = { ...first, name: name ?? first.name, startMonth, months: monthsBetween(startMonth, end) };
  const merged = withPlan({ ...shell, scope: joined, scopeKind: 'explicit' }, childPlans(shell, budgets));
  const moved = children.map((child) => ({ ...child, parentId: first.id }));
  const broken = checkTree([{ ...merged, parentId: null }, ...moved]);
  return broken.length === 0
    ? done(
        [merged, ...moved],
        others.map(({ id }) => id),
      )
    : { ok: false, broken };
}

function refused(a: Budget, b: Budget, rule: BrokenRule['rule'], why: string): Restructured {
  const message = `"${a.name}" and "${b.name}" stay apart: ${why}.`;
  return {
    ok: false,
    broken: [{ rule, message, budgets: [a.name, b.name], ids: [a.id, b.id], figure: why }],
  };
}

/** One scope for two that differ at most in the values of one `in` or `startsWith` condition; undefined where there is none. */
function joinScopes(a: Scope, b: Scope): Scope | undefined {
  if (a.length !== b.length) return a.length === 0 || b.length === 0 ? [] : undefined;
  const text = (condition: Scope[number] | undefined) => JSON.stringify(condition);
  const onlyA = a.filter((condition) => !b.some((other) => text(other) === text(condition)));
  const onlyB = b.filter((condition) => !a.some((other) => text(other) === text(condition)));
  const [left, right] = [onlyA[0], onlyB[0]];
  if (left === undefined || right === undefined) return a;
  if (onlyA.length > 1 || left.dimension !== right.dimension || left.op !== right.op || left.op === 'notIn')
    return undefined;
  const known = new Set(left.values.map(foldValue));
  const values = [...left.values, ...right.values.filter((value) => !known.has(foldValue(value)))];
  return a.map((condition) => (condition === left ? { ...left, values } : condition));
}

/**
 * Copies a tree to the following year with growth: 0.1 adds ten percent. Amounts below the root are rounded down, so that
 * the children never exceed their parent by rounding. A year in an id or a name is counted up; other ids get the year added.
 *
 * @example copyToNextYear([org-2026 of 1000], 0.1, isTaken) // org-2027 of 1100, from January 2027
 */
export function copyToNextYear(
  tree: readonly Budget[],
  growth: number,
  isTaken: (id: string) => boolean,
): Restructured {
  const own = new Set(tree.map(({ id }) => id));
  const ids = new Map<string, string>();
  const made = new Set<string>();
  for (const budget of tree) {
    const id = firstFree(
      nextYearText(budget.id, budget.startMonth, true),
      (name) => isTaken(name) || made.has(name),
    );
    made.add(id);
    ids.set(budget.id, id);
  }
  const factor = BigInt(Math.round((1 + growth) * 1e9));
  const copies = tree.map((budget) => copyOf(budget, factor, own.has(budget.parentId ?? ''), ids));
  const broken = checkTree(
    copies.map((copy) => (made.has(copy.parentId ?? '') ? copy : { ...copy, parentId: null })),
  );
  return broken.length === 0 ? done(copies) : { ok: false, broken };
}

function copyOf(budget: Budget, factor: bigint, isBelow: boolean, ids: ReadonlyMap<string, string>): Budget {
  const grown = budget.amount * factor;
  const down = grown / 1_000_000_000n - (grown < 0n && grown % 1_000_000_000n !== 0n ? 1n : 0n);
  const amount = toMicros(
    isBelow ? down : (grown + (grown < 0n ? -500_000_000n : 500_000_000n)) / 1_000_000_000n,
  );
  const startMonth = addMonths(budget.startMonth, 12);
  const shape = shapeFor(budget, budget);
  const isCustom = budget.phasing.kind === 'custom';
  const plan = isCustom
    ? splitByWeights(amount, shape)
    : planMonths({ ...budget, amount, startMonth, lastYear: budget.plan });
  return {
    ...budget,
    id: ids.get(budget.id) ?? budget.id,
    name: nextYearText(budget.name, budget.startMonth, false),
    parentId: budget.parentId === null ? null : (ids.get(budget.parentId) ?? budget.parentId),
    amount,
    startMonth,
    plan,
    phasing: isCustom ? { kind: 'custom', amounts: plan } : budget.phasing,
    revision: 1,
  };
}

function nextYearText(text: string, start: Month, isId: boolean): string {
  const year = Number(start.slice(0, 4));
  for (const candidate of [year, year + 1])
    if (text.includes(String(candidate))) return text.replace(String(candidate), String(candidate + 1));
  return isId ? `${text}-${year + 1}` : text;
}
