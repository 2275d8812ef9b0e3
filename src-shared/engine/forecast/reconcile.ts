import type { NodeForecast } from './tree.ts';

/** What children are shared out from: mean and joint paths. */
export type GivenForecast = Pick<NodeForecast, 'mean' | 'paths'>;

/** By how much at most children are scaled to meet their parent; beyond, what is missing is shared out in equal parts. */
const MOST_SCALED = 4;

/**
 * A child's forecast as a part of the parent's forecast that is given: its own, times what the parent has over the sum of the
 * family's own forecasts (top-down by forecast proportions; Athanasopoulos, Ahmed & Hyndman, 2009; FPP3 11.2), here not for the mean
 * alone but on every path. Done for all children, they and what the parent spends beside them add up to what is given.
 * Where the factor would be wild (a sum near zero, or of the other sign), the difference is shared out evenly.
 *
 * `family` is the forecast of the parent with its children (`forecastTree`), with as many paths as what is given.
 * A child or a parent that is not in it: a `RangeError`.
 */
export function shareOf(
  childId: string,
  parentId: string,
  family: ReadonlyMap<string, GivenForecast>,
  given: GivenForecast,
): GivenForecast {
  const child = family.get(childId);
  const own = family.get(parentId);
  if (child === undefined || own === undefined) throw new RangeError(`not in this family: ${childId}`);
  const others = [...family].filter(([id]) => id !== parentId).map(([, forecast]) => forecast);
  const shares = others.length + (spendsBeside(own.mean, others) ? 1 : 0);
  return {
    mean: partOf(child.mean, own.mean, given.mean, shares),
    paths: child.paths.map((path, row) => partOf(path, own.paths[row]!, given.paths[row]!, shares)),
  };
}

/** Whether a parent's forecast is more than that of its children. */
function spendsBeside(own: Float64Array, children: readonly GivenForecast[]): boolean {
  return own.some((value, step) => {
    const sum = children.reduce((total, { mean }) => total + mean[step]!, 0);
    return Math.abs(value - sum) > 1e-9 * Math.abs(value);
  });
}

function partOf(child: Float64Array, own: Float64Array, given: Float64Array, shares: number): Float64Array {
  return child.map((value, step) => {
    const factor = given[step]! / own[step]!;
    const isMild = factor >= 1 / MOST_SCALED && factor <= MOST_SCALED;
    return isMild ? value * factor : value + (given[step]! - own[step]!) / shares;
  });
}
