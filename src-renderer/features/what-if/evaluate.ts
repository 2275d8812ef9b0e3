/** What a draft comes to: pure, so that every movement of a slider can ask it, and to the micro what the backend answers. */
import { outcomeOf, type BudgetPeriod, type PeriodOutcome } from '#shared/engine/scenario/what-if.ts';
import type { PlannedForecast } from '#shared/engine/forecast/plan.ts';
import { toUnits } from '#shared/domain/money.ts';
import type { TornadoBar } from '#shared/charts/tornado.ts';
import { doneMonths, expectedTotal, type Baseline } from '../../charts/fan-series.ts';
import { planned } from '../../charts/planned.ts';
import { BASE, leversOf, type Draft } from './draft.ts';
import { LEVERS, OVERRIDE, overrideName, SIMPLE_LEVERS, withLever, withOverride } from './levers.ts';

export interface Evaluation {
  readonly planned: PlannedForecast;
  readonly outcome: PeriodOutcome;
  /** The amount that spend is held against, in currency units. */
  readonly amount: number;
}

/** The budget's period; undefined of a budget without months. */
export function periodOf(baseline: Baseline, amount: number): BudgetPeriod | undefined {
  const [first] = baseline.months;
  return first === undefined
    ? undefined
    : {
        startMonth: first.month,
        months: baseline.months.length,
        spentByMonth: baseline.months.slice(0, doneMonths(baseline)).map(({ spent }) => spent),
        nextMonth: baseline.startMonth,
        amount,
      };
}

export function evaluate(baseline: Baseline, budgetAmount: number, draft: Draft): Evaluation | undefined {
  const amount = draft.budgetAmount ?? budgetAmount;
  const period = periodOf(baseline, amount);
  if (period === undefined) return undefined;
  const plan = planned(baseline, leversOf(draft), draft.quantile);
  return { planned: plan, outcome: outcomeOf(period, plan), amount };
}

/** The period's expected end without moving paths, for bridges and rankings. `base` is the mean at the draft's quantile. */
function totalOf(baseline: Baseline, base: ArrayLike<number>, draft: Draft): number {
  const moved = { ...baseline, mean: Array.from(base), paths: [] };
  return expectedTotal(baseline, planned(moved, leversOf(draft)).mean);
}

/** The mean of the baseline at a quantile, without any lever. */
export function meanAt(baseline: Baseline, quantile: number): ArrayLike<number> {
  return quantile === 0.5 ? baseline.mean : planned(baseline, {}, quantile).mean;
}

export interface Step {
  readonly name: string;
  readonly value: number;
}

/** From base to scenario, lever by lever in a fixed order; the steps add up to the difference exactly as it is drawn. */
export function bridgeOf(baseline: Baseline, draft: Draft, base: ArrayLike<number>): readonly Step[] {
  const start = totalOf(baseline, baseline.mean, BASE);
  const stages: { readonly name: string; readonly draft: Draft }[] = [];
  let at: Draft = BASE;
  const stage = (name: string, part: Partial<Draft>): void => {
    at = { ...at, ...part };
    stages.push({ name, draft: at });
  };
  stage('Growth', { growth: draft.growth });
  stage('Usage', { usage: draft.usage });
  for (const [key, value] of Object.entries(draft.overrides))
    stage(overrideName(key), { overrides: { ...at.overrides, [key]: value } });
  stage('Unit price', { price: draft.price });
  stage('Commitments', {
    commitmentDiscount: draft.commitmentDiscount,
    commitmentCoverage: draft.commitmentCoverage,
  });
  for (const change of draft.changes)
    if (change.isOn) stage(change.name, { changes: [...at.changes, change] });
  let before = start;
  const steps = stages.map(({ name, draft: staged }): Step => {
    const after = totalOf(baseline, baseline.mean, staged);
    const step = { name, value: after - before };
    before = after;
    return step;
  });
  const end = draft.quantile === 0.5 ? before : totalOf(baseline, base, draft);
  return [...steps, { name: LEVERS.quantile.name, value: end - before }].filter(
    ({ value }) => Math.abs(value) >= 0.005,
  );
}

/** What one step of each lever, down and up from where it stands, does to the expected total. */
export function tornadoOf(baseline: Baseline, draft: Draft, base: ArrayLike<number>): readonly TornadoBar[] {
  const now = totalOf(baseline, base, draft);
  const change = (next: Draft): number => totalOf(baseline, base, next) - now;
  const simple = SIMPLE_LEVERS.filter((lever) => lever !== 'quantile').map((lever): TornadoBar => {
    const { name, trial, least, most } = LEVERS[lever];
    const moved = (share: number): Draft =>
      withLever(draft, lever, Math.min(most / 100, Math.max(least / 100, draft[lever] + share / 100)));
    return { name: `${name} ±${trial} %`, down: change(moved(-trial)), up: change(moved(trial)) };
  });
  const own = Object.entries(draft.overrides).map(([key, value]): TornadoBar => {
    const { trial } = OVERRIDE;
    return {
      name: `${overrideName(key)} ±${trial} %`,
      down: change(withOverride(draft, key, value - trial / 100)),
      up: change(withOverride(draft, key, value + trial / 100)),
    };
  });
  const switched = draft.changes.map((one, index): TornadoBar => {
    const effect = change({
      ...draft,
      changes: draft.changes.map((other, at) => (at === index ? { ...other, isOn: !one.isOn } : other)),
    });
    return {
      name: `${one.isOn ? 'without' : 'with'} ${one.name}`,
      down: Math.min(0, effect),
      up: Math.max(0, effect),
    };
  });
  return [...simple, ...own, ...switched];
}

/** The estimate at completion in currency units. */
export function totalUnits({ outcome }: Evaluation): number {
  return toUnits(outcome.atCompletion);
}
