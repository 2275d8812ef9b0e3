/** A lever to be set so that a goal is met. */
export interface GoalSeekRequest {
  /** The probability of staying within the budget at a value of the lever; falls or stays as the value rises. */
  readonly probabilityWithin: (value: number) => number;
  /** The probability that is wanted: 0.9. */
  readonly confidence: number;
  readonly lowest: number;
  readonly highest: number;
  /** Values are multiples of it, so that what is found can be typed and printed: 0.001. */
  readonly step: number;
}

export type GoalSeekAnswer =
  /** The largest value with which the goal is met. */
  | { readonly kind: 'found'; readonly value: number; readonly probability: number }
  /** Even the highest value meets the goal. */
  | { readonly kind: 'always'; readonly value: number; readonly probability: number }
  /** Not even the lowest value meets the goal; the probability that it reaches. */
  | { readonly kind: 'never'; readonly value: number; readonly probability: number };

/**
 * The largest value of a lever that keeps spend inside the budget with the wanted confidence, by bisection on the lever's steps.
 * Deterministic: the same paths are moved each time. The probability at the answer is at least the confidence, that one step
 * above it is less.
 *
 * @example goalSeek({ probabilityWithin: (g) => 1 - g, confidence: 0.9, lowest: 0, highest: 1, step: 0.01 })
 * // { kind: 'found', value: 0.1, probability: 0.9 }
 */
export function goalSeek(request: GoalSeekRequest): GoalSeekAnswer {
  const { probabilityWithin, confidence, lowest, highest, step } = request;
  const valueAt = (position: number): number => Math.min(highest, tidy(lowest + position * step));
  const last = Math.max(0, Math.ceil((highest - lowest) / step - 1e-9));
  const answer = (kind: GoalSeekAnswer['kind'], position: number): GoalSeekAnswer => {
    const value = valueAt(position);
    return { kind, value, probability: probabilityWithin(value) };
  };
  const atLowest = answer('never', 0);
  if (atLowest.probability < confidence) return atLowest;
  const atHighest = answer('always', last);
  if (atHighest.probability >= confidence) return atHighest;
  let met = 0;
  let missed = last;
  while (missed - met > 1) {
    const middle = Math.floor((met + missed) / 2);
    if (probabilityWithin(valueAt(middle)) >= confidence) met = middle;
    else missed = middle;
  }
  return answer('found', met);
}

/** Takes off what floating sums leave behind: 0.30000000000000004 is 0.3. */
function tidy(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}
