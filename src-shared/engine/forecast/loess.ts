/** Where a local regression looks: so many nearest values, a level (0) or a line (1), computed at every `jump`-th place. */
export interface LoessOptions {
  readonly window: number;
  readonly degree: 0 | 1;
  readonly jump: number;
}

/**
 * The value of the local regression at a place (1-based, fractions and places beyond the ends allowed) from the values
 * `left` to `right`; `undefined` where all weights vanish. Cleveland, Cleveland, McRae & Terpenning (1990), routine `est`.
 */
export function loessAt(
  values: Float64Array,
  { window, degree }: LoessOptions,
  place: number,
  left: number,
  right: number,
  weights?: Float64Array,
): number | undefined {
  const count = values.length;
  let reach = Math.max(place - left, right - place);
  if (window > count) reach += Math.floor((window - count) / 2);
  const own = new Float64Array(right - left + 1);
  let total = 0;
  for (let at = left; at <= right; at += 1) {
    const away = Math.abs(at - place);
    if (away > 0.999 * reach) continue;
    const near = away <= 0.001 * reach ? 1 : (1 - (away / reach) ** 3) ** 3;
    own[at - left] = near * (weights?.[at - 1] ?? 1);
    total += own[at - left]!;
  }
  if (!(total > 0)) return undefined;
  let centre = 0;
  own.forEach((weight, index) => {
    own[index] = weight / total;
    centre += own[index] * (left + index);
  });
  if (reach > 0 && degree > 0) tilt(own, left, centre, place, count);
  let value = 0;
  own.forEach((weight, index) => (value += weight * values[left + index - 1]!));
  return value;
}

/** Makes the weights those of a line instead of a level. */
function tilt(own: Float64Array, left: number, centre: number, place: number, count: number): void {
  let spread = 0;
  own.forEach((weight, index) => (spread += weight * (left + index - centre) ** 2));
  if (Math.sqrt(spread) <= 0.001 * (count - 1)) return;
  const slope = (place - centre) / spread;
  own.forEach((weight, index) => (own[index] = weight * (slope * (left + index - centre) + 1)));
}

/** Smooths a series by local regression; between the places computed, straight lines. Routine `ess` of STL. */
export function loess(values: Float64Array, options: LoessOptions, weights?: Float64Array): Float64Array {
  const count = values.length;
  const smooth = Float64Array.from(values);
  if (count < 2) return smooth;
  const jump = Math.min(options.jump, count - 1);
  const at = (place: number): number => {
    const [left, right] = windowAt(place, count, options.window, jump);
    return loessAt(values, options, place, left, right, weights) ?? values[place - 1]!;
  };
  let last = 1;
  for (let place = 1; place <= count; place += jump) {
    smooth[place - 1] = at(place);
    joinPlaces(smooth, last, place);
    last = place;
  }
  if (last !== count) {
    const [left, right] = windowAt(last, count, options.window, jump);
    smooth[count - 1] = loessAt(values, options, count, left, right, weights) ?? values[count - 1]!;
    joinPlaces(smooth, last, count);
  }
  return smooth;
}

function windowAt(place: number, count: number, window: number, jump: number): readonly [number, number] {
  if (window >= count) return [1, count];
  const half = Math.floor((window + 1) / 2);
  if (jump === 1) {
    const left = Math.min(Math.max(1, place - half + 1), count - window + 1);
    return [left, left + window - 1];
  }
  if (place < half) return [1, window];
  if (place >= count - half + 1) return [count - window + 1, count];
  return [place - half + 1, window + place - half];
}

function joinPlaces(smooth: Float64Array, from: number, to: number): void {
  const slope = (smooth[to - 1]! - smooth[from - 1]!) / Math.max(1, to - from);
  for (let place = from + 1; place < to; place += 1)
    smooth[place - 1] = smooth[from - 1]! + slope * (place - from);
}
