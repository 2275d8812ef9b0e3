import type { SharedCostRule } from '../../domain/budget.ts';
import type { CostSeries, TagMapping } from '../../domain/cost.ts';
import { splitByWeights, sumMicros, ZERO, type Micros } from '../../domain/money.ts';
import type { FieldError } from './resolve-budget.ts';
import { compileScope } from './scope.ts';

/** Finds the rule that a series falls under: the first, in order, whose scope matches. */
export type SharedCostFinder = (series: CostSeries) => SharedCostRule | undefined;

export function compileSharedCosts(rules: readonly SharedCostRule[], mapping: TagMapping): SharedCostFinder {
  const compiled = rules.map((rule) => ({ rule, matches: compileScope(rule.scope, mapping) }));
  return (series) => compiled.find(({ matches }) => matches(series))?.rule;
}

/** Percent are kept to a millionth. */
const PERCENT_SCALE = 1e6;

/** Errors of a rule by itself: it needs budgets to bear it, and fixed percentages that make a whole. */
export function checkSharedCostRule(rule: Pick<SharedCostRule, 'method' | 'targets'>): FieldError[] {
  const targets = targetsOf(rule);
  if (targets.length === 0) return [{ path: 'targets', message: 'must name at least one budget' }];
  const twice = targets.find((id, index) => targets.indexOf(id) !== index);
  if (twice !== undefined) return [{ path: 'targets', message: `names "${twice}" twice` }];
  if (rule.method.kind !== 'fixed') return [];
  const weights = rule.method.shares.map(({ percent }) => Math.round(percent * PERCENT_SCALE));
  if (weights.some((weight) => weight < 0))
    return [{ path: 'method.shares', message: 'must not be negative' }];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 100 * PERCENT_SCALE) return [];
  return [
    { path: 'method.shares', message: `add up to ${total / PERCENT_SCALE} percent; they must make 100` },
  ];
}

/** The budgets that bear a rule's cost. */
export function targetsOf(rule: Pick<SharedCostRule, 'method' | 'targets'>): readonly string[] {
  return rule.method.kind === 'fixed' ? rule.method.shares.map(({ budgetId }) => budgetId) : rule.targets;
}

/**
 * Splits a shared cost among its targets, exactly to the micro, also below zero. In proportion to direct cost, targets with
 * none or a negative one bear nothing; when all are so the split is even.
 *
 * @param direct direct cost of the targets in the same time, by budget
 * @example splitSharedCost(rule 'even' of a, b, c, 100n, …) // { a: 34n, b: 33n, c: 33n }
 */
export function splitSharedCost(
  rule: Pick<SharedCostRule, 'method' | 'targets'>,
  amount: Micros,
  direct: ReadonlyMap<string, Micros>,
): Map<string, Micros> {
  const targets = targetsOf(rule);
  const parts = splitByWeights(amount, weightsOf(rule, direct));
  return new Map(targets.map((id, index) => [id, parts[index] ?? ZERO]));
}

function weightsOf(
  { method, targets }: Pick<SharedCostRule, 'method' | 'targets'>,
  direct: ReadonlyMap<string, Micros>,
): bigint[] {
  switch (method.kind) {
    case 'even':
      return targets.map(() => 1n);
    case 'fixed':
      return method.shares.map(({ percent }) => BigInt(Math.round(percent * PERCENT_SCALE)));
    case 'direct':
      return targets.map((id) => {
        const cost = direct.get(id) ?? 0n;
        return cost > 0n ? cost : 0n;
      });
  }
}

/** One line of the answer to "where does this amount come from". */
export interface AmountSource {
  readonly kind: 'direct' | 'shared' | 'child';
  /** The rule's or the child's id; empty for direct cost. */
  readonly id: string;
  readonly label: string;
  readonly amount: Micros;
}

export interface AmountParts {
  readonly direct: Micros;
  readonly shared: readonly { readonly rule: Pick<SharedCostRule, 'id' | 'name'>; readonly amount: Micros }[];
  readonly children: readonly { readonly id: string; readonly name: string; readonly amount: Micros }[];
}

/**
 * Says where a budget's amount came from; the lines add up to `total`. Lines of nothing are left out, but direct cost is
 * always said.
 *
 * @example explainAmount({ direct: 5n, shared: [{ rule: { id: 'r', name: 'Support' }, amount: 2n }], children: [] }).total // 7n
 */
export function explainAmount(parts: AmountParts): { total: Micros; sources: AmountSource[] } {
  const sources: AmountSource[] = [
    { kind: 'direct', id: '', label: 'direct', amount: parts.direct },
    ...parts.shared.map(({ rule, amount }) => ({
      kind: 'shared' as const,
      id: rule.id,
      label: `shared by rule ${rule.name}`,
      amount,
    })),
    ...parts.children.map(({ id, name, amount }) => ({
      kind: 'child' as const,
      id,
      label: `from child ${name}`,
      amount,
    })),
  ];
  return {
    total: sumMicros(sources.map(({ amount }) => amount)),
    sources: sources.filter(({ kind, amount }) => kind === 'direct' || amount !== 0n),
  };
}
