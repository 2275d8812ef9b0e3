import type { Budget } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type { Dimension } from '#shared/domain/cost.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { foldValue } from '#shared/engine/budgets/scope.ts';
import { planToDate } from '#shared/engine/budgets/status.ts';
import { countChildrenOf, readChildrenOf } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';

/** So many budgets are looked at for plans: to read those of a large tree takes seconds, at every edit that moves its root. */
const MOST_LOOKED_AT = 1000;

type Plans = Map<Dimension, Map<string, Micros>>;

/**
 * By dimension and folded value, the plan to date of the topmost budgets below one that pin a value of the dimension. A dimension
 * that is split further down than a thousand budgets has no plans, because a part of them would say the wrong thing.
 */
export function readPinnedPlans(
  reader: Reader,
  budget: Budget,
  dimensions: readonly Dimension[],
  asOf: Day,
): Plans {
  const plans: Plans = new Map();
  let level: ReadonlyMap<string, readonly Dimension[]> = new Map([[budget.id, dimensions]]);
  for (let left = MOST_LOOKED_AT; level.size > 0;) {
    const ids = [...level.keys()];
    left -= countChildrenOf(reader, ids);
    if (left < 0) {
      for (const dimension of [...level.values()].flat()) plans.delete(dimension);
      break;
    }
    const open = readChildrenOf(reader, ids).map((child) => {
      const asked = level.get(child.parentId ?? '') ?? [];
      return [child.id, asked.filter((dimension) => !addPlan(plans, child, dimension, asOf))] as const;
    });
    level = new Map(open.filter(([, asked]) => asked.length > 0));
  }
  return plans;
}

/** Adds a budget's plan to that of the value it pins; answers whether it pins one. */
function addPlan(plans: Plans, budget: Budget, dimension: Dimension, asOf: Day): boolean {
  const pin = budget.scope.find((condition) => condition.dimension === dimension && condition.op === 'in');
  const [value] = pin?.values.length === 1 ? pin.values : [];
  if (value === undefined) return false;
  const own = plans.get(dimension) ?? new Map<string, Micros>();
  plans.set(dimension, own);
  const key = foldValue(value);
  own.set(key, toMicros((own.get(key) ?? 0n) + planToDate(budget, asOf)));
  return true;
}
