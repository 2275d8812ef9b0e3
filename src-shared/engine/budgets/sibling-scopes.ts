import type { Budget, Scope } from '../../domain/budget.ts';
import { monthsBetween } from '../../domain/calendar.ts';
import type { Dimension } from '../../domain/cost.ts';
import { areDisjoint, foldValue } from './scope.ts';

export interface OverlappingPair {
  readonly a: Budget;
  readonly b: Budget;
  /** What both would count, for a person. */
  readonly figure: string;
}

/**
 * Pairs of siblings that could count the same charge: among `changed`, and between `changed` and `others`. Pairs of `others`
 * were checked when they were made. Only siblings that share a value, or have none, of the commonest dimension are compared,
 * so that thousands of siblings take time in proportion to their number.
 */
export function overlappingPairs(changed: readonly Budget[], others: readonly Budget[]): OverlappingPair[] {
  const pairs: OverlappingPair[] = [];
  const dimension = commonestDimension([...changed, ...others]);
  const earlier = new SiblingIndex(dimension);
  for (const other of others) earlier.add(other);
  for (const budget of changed) {
    for (const other of earlier.candidates(budget)) {
      if (other.id === budget.id || !periodsMeet(budget, other) || areDisjoint(budget.scope, other.scope))
        continue;
      pairs.push({ a: budget, b: other, figure: sharedScope(budget.scope, other.scope) });
    }
    earlier.add(budget);
  }
  return pairs;
}

export function periodsMeet(a: Budget, b: Budget): boolean {
  const distance = monthsBetween(a.startMonth, b.startMonth);
  return distance < a.months && -distance < b.months;
}

/** The dimension that most siblings pin to values. */
function commonestDimension(budgets: readonly Budget[]): Dimension | undefined {
  const counts = new Map<Dimension, number>();
  for (const { scope } of budgets)
    for (const { dimension, op } of scope)
      if (op === 'in') counts.set(dimension, (counts.get(dimension) ?? 0) + 1);
  let best: Dimension | undefined;
  for (const [dimension, count] of counts)
    if (best === undefined || count > (counts.get(best) ?? 0)) best = dimension;
  return best;
}

/** Finds siblings by their value of one dimension; those that do not pin it meet everything. */
class SiblingIndex {
  readonly #dimension: Dimension | undefined;
  readonly #byValue = new Map<string, Budget[]>();
  readonly #open: Budget[] = [];
  readonly #all: Budget[] = [];

  constructor(dimension: Dimension | undefined) {
    this.#dimension = dimension;
  }

  add(budget: Budget): void {
    this.#all.push(budget);
    const values = this.#valuesOf(budget.scope);
    if (values === undefined) {
      this.#open.push(budget);
      return;
    }
    for (const value of values) {
      const list = this.#byValue.get(value);
      if (list === undefined) this.#byValue.set(value, [budget]);
      else list.push(budget);
    }
  }

  candidates(budget: Budget): Iterable<Budget> {
    const values = this.#valuesOf(budget.scope);
    if (values === undefined) return this.#all;
    return new Set([...values.flatMap((value) => this.#byValue.get(value) ?? []), ...this.#open]);
  }

  #valuesOf(scope: Scope): readonly string[] | undefined {
    return scope
      .find(({ dimension, op }) => dimension === this.#dimension && op === 'in')
      ?.values.map(foldValue);
  }
}

/** Names a value that both scopes pin, else says that nothing keeps them apart. */
function sharedScope(a: Scope, b: Scope): string {
  for (const condition of a) {
    const other = b.find(({ dimension, op }) => dimension === condition.dimension && op === 'in');
    if (condition.op !== 'in' || other === undefined) continue;
    const values = new Set(other.values.map(foldValue));
    const shared = condition.values.find((value) => values.has(foldValue(value)));
    if (shared !== undefined) return `${condition.dimension} "${shared}"`;
  }
  if (a.length === 0 || b.length === 0) return 'all of their parent';
  return [...new Set([...a, ...b].map(({ dimension }) => dimension))].join(' and ');
}
