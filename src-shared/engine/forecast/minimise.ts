/** Where a function is least, as far as the search went. */
export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
}

export interface MinimiseOptions {
  /** First step of each coordinate; its length is that of the start. */
  readonly steps: ArrayLike<number>;
  readonly maxEvaluations?: number;
  /** The search ends when best and worst corner differ by less than this share of the best. */
  readonly tolerance?: number;
}

/**
 * The least value of a function without derivatives: the simplex method of Nelder and Mead (1965) with the usual
 * coefficients. The function answers `Infinity` outside its region, which the simplex then walks away from.
 *
 * @example minimise((p) => (p[0]! - 3) ** 2, [0], { steps: [1] }).point[0] // ≈ 3
 */
export function minimise(
  evaluate: (point: Float64Array) => number,
  start: ArrayLike<number>,
  { steps, maxEvaluations = 500, tolerance = 1e-8 }: MinimiseOptions,
): Minimum {
  const size = start.length;
  const corners = Array.from({ length: size + 1 }, (_, corner) => {
    const point = Float64Array.from(start);
    if (corner > 0) point[corner - 1]! += steps[corner - 1]!;
    return point;
  });
  const simplex: Simplex = {
    corners,
    values: corners.map(evaluate),
    centre: new Float64Array(size),
    trial: new Float64Array(size),
    second: new Float64Array(size),
  };
  const { values } = simplex;
  for (let evaluations = size + 1; evaluations < maxEvaluations;) {
    const { best, worst } = extremes(values);
    if (values[worst]! - values[best]! <= tolerance * (Math.abs(values[best]!) + tolerance)) break;
    evaluations += moveWorst(simplex, best, worst, evaluate);
  }
  const { best } = extremes(values);
  return { point: corners[best]!, value: values[best]! };
}

/** The corners, and room for the points that are tried, so that a search allocates nothing. */
interface Simplex {
  readonly corners: Float64Array[];
  readonly values: number[];
  readonly centre: Float64Array;
  trial: Float64Array;
  second: Float64Array;
}

function extremes(values: readonly number[]): { best: number; worst: number } {
  let best = 0;
  let worst = 0;
  for (let corner = 1; corner < values.length; corner += 1) {
    if (values[corner]! < values[best]!) best = corner;
    if (values[corner]! > values[worst]!) worst = corner;
  }
  return { best, worst };
}

/** Reflects, stretches or pulls in the worst corner, or draws all to the best; answers how often it evaluated. */
function moveWorst(
  simplex: Simplex,
  best: number,
  worst: number,
  evaluate: (point: Float64Array) => number,
): number {
  const { corners, values, centre } = simplex;
  let next = best;
  for (let corner = 0; corner < values.length; corner += 1) {
    if (corner !== worst && values[corner]! > values[next]!) next = corner;
  }
  fillCentre(corners, worst, centre);
  towards(centre, corners[worst]!, -1, simplex.trial);
  let value = evaluate(simplex.trial);
  let evaluations = 1;
  const replaceTrial = (by: number): void => {
    [simplex.trial, simplex.second] = [simplex.second, simplex.trial];
    value = by;
  };
  if (value < values[best]!) {
    towards(centre, corners[worst]!, -2, simplex.second);
    const further = evaluate(simplex.second);
    evaluations += 1;
    if (further < value) replaceTrial(further);
  } else if (!(value < values[next]!)) {
    towards(centre, corners[worst]!, value < values[worst]! ? -0.5 : 0.5, simplex.second);
    const nearer = evaluate(simplex.second);
    evaluations += 1;
    if (!(nearer < Math.min(value, values[worst]!))) {
      shrinkTo(corners, values, best, evaluate);
      return evaluations + centre.length;
    }
    replaceTrial(nearer);
  }
  const freed = corners[worst]!;
  corners[worst] = simplex.trial;
  values[worst] = value;
  simplex.trial = freed;
  return evaluations;
}

function fillCentre(corners: readonly Float64Array[], except: number, centre: Float64Array): void {
  const size = centre.length;
  centre.fill(0);
  for (let corner = 0; corner <= size; corner += 1) {
    if (corner === except) continue;
    const point = corners[corner]!;
    for (let axis = 0; axis < size; axis += 1) centre[axis]! += point[axis]! / size;
  }
}

function towards(centre: Float64Array, point: Float64Array, factor: number, out: Float64Array): void {
  for (let axis = 0; axis < out.length; axis += 1) {
    out[axis] = centre[axis]! + factor * (point[axis]! - centre[axis]!);
  }
}

function shrinkTo(
  corners: readonly Float64Array[],
  values: number[],
  best: number,
  evaluate: (point: Float64Array) => number,
): void {
  const target = corners[best]!;
  corners.forEach((point, corner) => {
    if (corner === best) return;
    for (let axis = 0; axis < point.length; axis += 1) {
      point[axis] = target[axis]! + 0.5 * (point[axis]! - target[axis]!);
    }
    values[corner] = evaluate(point);
  });
}
