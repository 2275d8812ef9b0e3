/** Goal seek over any lever: which value of it keeps spend inside the budget with the wanted confidence. */
import { goalSeek, type GoalSeekAnswer } from '#shared/engine/scenario/goal-seek.ts';
import type { Baseline } from '../../charts/fan-series.ts';
import { amountUnits } from '../../charts/planned.ts';
import { formatAmount, fromUnits } from '#shared/domain/money.ts';
import type { Draft, DraftChange } from './draft.ts';
import { evaluate } from './evaluate.ts';
import { LEVERS, OVERRIDE, SIMPLE_LEVERS, withLever, withOverride, type SimpleLever } from './levers.ts';

/** A lever by its place in the draft: `growth`, `part:team:payments`, `change:0`, `budget`. */
export type SeekKey = string;

export const PART_PREFIX = 'part:';
export const CHANGE_PREFIX = 'change:';
export const BUDGET_KEY = 'budget';

/** What is sought: the most that a cost driver may be, or the least that a saving or the budget has to be. */
export interface SeekTarget {
  readonly direction: 'most' | 'least';
  readonly unit: 'percent' | 'amount';
  readonly lowest: number;
  readonly highest: number;
  readonly step: number;
  /** The draft with the lever at a value: a fraction for percents, currency units for amounts. */
  readonly set: (value: number) => Draft;
}

const SAVINGS: readonly SimpleLever[] = ['commitmentDiscount', 'commitmentCoverage'];
const PERCENT_STEP = 0.001;
/** Planned changes are sought between taking all of what they cover away and adding three times as much. */
const CHANGE_RANGE = { lowest: -1, highest: 3 };

/** The lever that a key names, from where the draft stands; undefined where it is none. */
export function seekTarget(draft: Draft, budgetAmount: number, key: SeekKey): SeekTarget | undefined {
  if (key === BUDGET_KEY)
    return {
      ...{ direction: 'least', unit: 'amount', lowest: 0, highest: budgetAmount * 3 },
      step: amountStep(budgetAmount),
      set: (value) => ({ ...draft, budgetAmount: value }),
    };
  if (key.startsWith(PART_PREFIX)) {
    const name = key.slice(PART_PREFIX.length);
    return percentTarget(OVERRIDE.least, OVERRIDE.most, 'most', (value) => withOverride(draft, name, value));
  }
  if (key.startsWith(CHANGE_PREFIX)) return changeTarget(draft, budgetAmount, key);
  const lever = SIMPLE_LEVERS.find((one) => one === key);
  if (lever === undefined) return undefined;
  const { least, most } = LEVERS[lever];
  const direction = SAVINGS.includes(lever) ? 'least' : 'most';
  return percentTarget(least, most, direction, (value) => withLever(draft, lever, value));
}

/** The value of a lever that just meets the confidence; undefined where the key names no lever. */
export function seek(
  baseline: Baseline,
  budgetAmount: number,
  draft: Draft,
  key: SeekKey,
  confidence: number,
): GoalSeekAnswer | undefined {
  const target = seekTarget(draft, budgetAmount, key);
  if (target === undefined) return undefined;
  const within = (value: number): number =>
    1 - (evaluate(baseline, budgetAmount, target.set(value))?.outcome.probability ?? 0);
  const { direction, lowest, highest, step } = target;
  if (direction === 'most') return goalSeek({ probabilityWithin: within, confidence, lowest, highest, step });
  // The least that is enough is the most of its opposite.
  const found = goalSeek({
    probabilityWithin: (value) => within(-value),
    confidence,
    lowest: -Math.ceil(highest / step - 1e-9) * step,
    highest: -lowest,
    step,
  });
  return { ...found, value: -found.value };
}

function percentTarget(
  least: number,
  most: number,
  direction: SeekTarget['direction'],
  set: SeekTarget['set'],
): SeekTarget {
  return { direction, unit: 'percent', lowest: least / 100, highest: most / 100, step: PERCENT_STEP, set };
}

function changeTarget(draft: Draft, budgetAmount: number, key: SeekKey): SeekTarget | undefined {
  const at = Number(key.slice(CHANGE_PREFIX.length));
  const change = draft.changes[at];
  if (change === undefined) return undefined;
  const withChange = (part: Partial<DraftChange>): Draft => ({
    ...draft,
    changes: draft.changes.map((one, index) => (index === at ? { ...one, ...part, isOn: true } : one)),
  });
  if (amountUnits(change.amount) === undefined)
    return {
      ...{ direction: 'most', unit: 'percent', ...CHANGE_RANGE, step: PERCENT_STEP },
      set: (value) => withChange({ percent: Math.round(value * 1e5) / 1e3 }),
    };
  return {
    ...{ direction: 'most', unit: 'amount', lowest: -budgetAmount, highest: budgetAmount },
    step: amountStep(budgetAmount),
    set: (value) => withChange({ amount: formatAmount(fromUnits(value)) }),
  };
}

/** About a thousandth of the budget, so that what is found can be said. */
function amountStep(budgetAmount: number): number {
  return 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, budgetAmount))) - 3);
}
