import type { Budget } from '../../domain/budget.ts';
import { addMonths, monthsBetween, periodLabel, type Month } from '../../domain/calendar.ts';
import {
  formatAmount,
  MICROS_PER_UNIT,
  sumMicros,
  toMicros,
  toUnits,
  ZERO,
  type Micros,
} from '../../domain/money.ts';
import { overlappingPairs } from './sibling-scopes.ts';

export type TreeRule = 'cycle' | 'parent' | 'period' | 'currency' | 'amount' | 'month' | 'scope';

/** A rule that a tree breaks, between two budgets, with the figure or the values by which it is broken. */
export interface BrokenRule {
  readonly rule: TreeRule;
  readonly message: string;
  /** The names of the two budgets. */
  readonly budgets: readonly [string, string];
  readonly ids: readonly [string, string];
  readonly figure: string;
}

/** A budget and those around it: all that one edit can break a rule with. */
export interface Neighbourhood {
  readonly budget: Budget;
  readonly parent: Budget | null;
  /** The other children of the parent. Siblings of roots do not matter: roots are independent. */
  readonly siblings: readonly Budget[];
  readonly children: readonly Budget[];
  /** Ids from the parent up to the root. */
  readonly ancestorIds: readonly string[];
}

/**
 * Checks one edit. Only the parent, the siblings and the children are looked at, so the size of the tree does not matter.
 *
 * @example A child of 700 beside a sibling of 400 under a parent of 1000: rule `amount`, figure `100.000000 USD`.
 */
export function checkChange({
  budget,
  parent,
  siblings,
  children,
  ancestorIds,
}: Neighbourhood): BrokenRule[] {
  if (ancestorIds.includes(budget.id) || budget.parentId === budget.id)
    return [cycle(budget, parent ?? budget)];
  const above =
    parent === null
      ? []
      : [
          ...checkInside(budget, parent),
          ...checkAmounts(parent, [...siblings, budget], budget),
          ...checkScopes([budget], siblings),
        ];
  const below = children.flatMap((child) => checkInside(child, budget));
  return [...above, ...below, ...checkAmounts(budget, children)];
}

/** Checks a parent with all of its children: what a change of several of them can break. */
export function checkFamily(parent: Budget, children: readonly Budget[]): BrokenRule[] {
  return [
    ...children.flatMap((child) => checkInside(child, parent)),
    ...checkAmounts(parent, children),
    ...checkScopes(children, []),
  ];
}

/** Checks a whole set of budgets, of one tree or of several. A parent that is not in the set is a broken rule. */
export function checkTree(budgets: readonly Budget[]): BrokenRule[] {
  const byId = new Map(budgets.map((budget) => [budget.id, budget]));
  const children = Map.groupBy(budgets, (budget) => budget.parentId);
  const cycles = findCycles(budgets);
  if (cycles.length > 0) return cycles;
  return budgets.flatMap((budget) => {
    const own = children.get(budget.id) ?? [];
    const parent = budget.parentId === null ? null : byId.get(budget.parentId);
    return [...(parent === undefined ? [noParent(budget)] : []), ...checkFamily(budget, own)];
  });
}

/** The first budget that lies under itself. Parents that are not in the set end the way up. */
export function findCycles(budgets: readonly Budget[]): BrokenRule[] {
  const byId = new Map(budgets.map((budget) => [budget.id, budget]));
  const settled = new Set<string>();
  for (const budget of budgets) {
    const trail = new Set<string>();
    let current: Budget | undefined = budget;
    while (current !== undefined && !settled.has(current.id)) {
      if (trail.has(current.id)) return [cycle(current, byId.get(current.parentId ?? '') ?? current)];
      trail.add(current.id);
      current = current.parentId === null ? undefined : byId.get(current.parentId);
    }
    for (const id of trail) settled.add(id);
  }
  return [];
}

function cycle(budget: Budget, parent: Budget): BrokenRule {
  const message = `"${budget.name}" cannot lie under "${parent.name}", which lies under it itself.`;
  return broken('cycle', message, budget, parent, parent.id);
}

function noParent(budget: Budget): BrokenRule {
  const parentId = budget.parentId ?? '';
  return {
    rule: 'parent',
    message: `The parent "${parentId}" of "${budget.name}" does not exist.`,
    budgets: [budget.name, parentId],
    ids: [budget.id, parentId],
    figure: parentId,
  };
}

function checkInside(child: Budget, parent: Budget): BrokenRule[] {
  const rules: BrokenRule[] = [];
  if (child.currency !== parent.currency) {
    const message = `"${child.name}" is in ${child.currency}, but its parent "${parent.name}" is in ${parent.currency}; only a root chooses its currency.`;
    rules.push(broken('currency', message, child, parent, child.currency));
  }
  const startsBefore = child.startMonth < parent.startMonth;
  if (startsBefore || endOf(child) > endOf(parent)) {
    const [own, outer] = [
      periodLabel(child.startMonth, child.months),
      periodLabel(parent.startMonth, parent.months),
    ];
    const message = `"${child.name}" runs ${own}, which is not inside ${outer} of its parent "${parent.name}".`;
    rules.push(broken('period', message, child, parent, own));
  }
  return rules;
}

/** The month after the last one. */
function endOf(budget: Budget): Month {
  return addMonths(budget.startMonth, budget.months);
}

/** The children's plans together, month by month of the parent's period; what lies outside it is not counted. */
export function childPlans(parent: Budget, children: readonly Budget[]): Micros[] {
  const sums = Array.from({ length: parent.months }, () => 0n);
  for (const child of children) {
    const offset = monthsBetween(parent.startMonth, child.startMonth);
    child.plan.forEach((planned, index) => {
      const at = offset + index;
      if (at >= 0 && at < sums.length) sums[at] = (sums[at] ?? 0n) + planned;
    });
  }
  return sums.map(toMicros);
}

/** Rounding of the plans may put a month over by one micro a child, the total by nothing. */
function checkAmounts(parent: Budget, children: readonly Budget[], changed?: Budget): BrokenRule[] {
  if (children.length === 0) return [];
  const largest = changed ?? largestOf(children);
  const total = sumMicros(children.map((child) => child.amount));
  if (total > parent.amount) {
    const over = amountText(toMicros(total - parent.amount), parent.currency);
    const message = `The children of "${parent.name}", among them "${largest.name}", plan ${spokenText(total, parent.currency)} together, ${spokenText(toMicros(total - parent.amount), parent.currency)} more than its ${spokenText(parent.amount, parent.currency)}.`;
    return [broken('amount', message, largest, parent, over)];
  }
  const sums = childPlans(parent, children);
  const tolerance = BigInt(children.length);
  const index = sums.findIndex((sum, at) => sum > (parent.plan[at] ?? ZERO) + tolerance);
  if (index === -1) return [];
  const [sum, planned] = [sums[index] ?? ZERO, parent.plan[index] ?? ZERO];
  const over = amountText(toMicros(sum - planned), parent.currency);
  const month = addMonths(parent.startMonth, index);
  const message = `In ${month} the children of "${parent.name}", among them "${largest.name}", plan ${spokenText(sum, parent.currency)} together, ${spokenText(toMicros(sum - planned), parent.currency)} more than its ${spokenText(planned, parent.currency)} of that month.`;
  return [broken('month', message, largest, parent, over)];
}

function largestOf(children: readonly Budget[]): Budget {
  return children.reduce((a, b) => (b.amount > a.amount ? b : a));
}

function checkScopes(changed: readonly Budget[], others: readonly Budget[]): BrokenRule[] {
  return overlappingPairs(changed, others).map(({ a, b, figure }) =>
    broken(
      'scope',
      `"${a.name}" and "${b.name}" lie under the same parent and would both count ${figure}; siblings must differ in a value of a dimension or in their period.`,
      a,
      b,
      figure,
    ),
  );
}

/** To the last decimal, for machines. */
function amountText(value: Micros, currency: string): string {
  return `${formatAmount(value)} ${currency}`;
}

/** Two decimals for people, and all of them below one unit, where they are what is spoken of. */
function spokenText(value: Micros, currency: string): string {
  const isSmall = value < MICROS_PER_UNIT && value > -MICROS_PER_UNIT;
  return isSmall ? amountText(value, currency) : `${toUnits(value).toFixed(2)} ${currency}`;
}

function broken(rule: TreeRule, message: string, a: Budget, b: Budget, figure: string): BrokenRule {
  return { rule, message, budgets: [a.name, b.name], ids: [a.id, b.id], figure };
}
