import { modelTitle } from '../../domain/forecast.ts';
import { backtest, originsOf, scoreBacktest, type Backtest } from './backtest.ts';
import { backtestWithLastCycle, lastCycleOf, withLastCycle } from './last-cycle.ts';
import { fitterOf, type SingleModel } from './models/registry.ts';
import type { FittedModel, ModelFitter } from './model.ts';
import { median } from './line.ts';
import { steadyProfile } from './prepare.ts';

export interface CandidateScore {
  readonly model: string;
  readonly mase: number | null;
  readonly smape: number | null;
}

/** A model ready to forecast, and how it did from past points of the series. */
export interface Choice {
  readonly name: string;
  /** One sentence: why this model. */
  readonly why: string;
  readonly model: FittedModel;
  readonly test: Backtest;
  readonly candidates: readonly CandidateScore[];
}

/**
 * What `auto` combines: five different ideas of how a level and a trend go on. More members of the same kind (Theta beside
 * its dynamic form, damped beside ETS) do not help; naive ones hurt.
 */
const MEMBERS: readonly SingleModel[] = ['ets', 'dynamicTheta', 'theta', 'ces', 'arima'];
/** With fewer values than this the parameters of larger models are guesses, and swing; with still fewer, so does a trend. */
const SHORT = 18;
const SHORT_MEMBERS: readonly SingleModel[] = ['naive', 'ses', 'dynamicTheta', 'theta'];
const SHORTEST = 10;
const SHORTEST_MEMBERS: readonly SingleModel[] = ['naive', 'ses'];
/** Weights fall with this power of a member's error: 0 is the plain mean, large the best alone. 2 to 4 do alike. */
const WEIGHT_POWER = 3;
/** A member counts at most so many typical errors away from the middle of all: it may differ, not explode. */
const MOST_APART = 2;

/**
 * The ensemble: members weighted by their rolling-origin errors, each held near the median of all. With too few values for
 * a back-test, equal weights.
 */
export function chooseEnsemble(values: Float64Array, season: number, horizon: number): Choice {
  const members = membersFor(values.length);
  const origins = originsOf(values.length, season, horizon);
  const tests = backtestMembers(members, values, season, origins, horizon);
  const errors = tests.map((test) => meanError(test, values));
  const weights = weightsOf(errors);
  const apart = MOST_APART * Math.min(...errors);
  const profile = steadyProfile(values, season);
  const models = members.map((member) => fitterOf(member)(values, season, profile));
  const mixed: Backtest = {
    origins,
    forecasts: origins.map((_, row) =>
      mix(
        tests.map((one) => one.forecasts[row]!),
        weights,
        apart,
      ),
    ),
    fitted: mix(
      tests.map((one) => one.fitted),
      weights,
      apart,
    ),
  };
  const ensemble = combined(models, weights, apart);
  // Past points of a longer history knew one cycle too, but what is used is judged, not what would have been used then.
  const { share } = lastCycleOf(values, values.length, season);
  const test = share > 0 ? backtestWithLastCycle(mixed, values, season) : mixed;
  const scores = scoreBacktest(test, values, season);
  const byError = members
    .map((model, index) => ({
      model,
      weight: weights[index]!,
      scores: scoreBacktest(tests[index]!, values, season),
    }))
    .sort((a, b) => b.weight - a.weight);
  return {
    name: 'ensemble',
    why: `${explain(byError, scores.mase, origins.length, profile.kept, season)}${lastCycleText(share, season)}`,
    model: share > 0 ? withLastCycle(ensemble, season) : ensemble,
    test,
    candidates: [{ model: 'ensemble', scores }, ...byError].map(({ model, scores: { mase, smape } }) => ({
      model,
      mase,
      smape,
    })),
  };
}

function membersFor(count: number): readonly SingleModel[] {
  if (count < SHORTEST) return SHORTEST_MEMBERS;
  return count < SHORT ? SHORT_MEMBERS : MEMBERS;
}

/** The members' forecasts from past points, all with the profile that was known before the earliest. */
function backtestMembers(
  members: readonly SingleModel[],
  values: Float64Array,
  season: number,
  origins: readonly number[],
  horizon: number,
): Backtest[] {
  const profile = steadyProfile(values.slice(0, origins[0] ?? 0), season);
  return members.map((member) => {
    const fit: ModelFitter = (series, steps) => fitterOf(member)(series, steps, profile);
    return backtest(fit, values, season, origins, horizon);
  });
}

function explain(
  members: readonly { readonly model: string; readonly weight: number }[],
  mase: number | null,
  origins: number,
  kept: number,
  season: number,
): string {
  const names = members
    .map(({ model, weight }) => `${modelTitle(model)} ${Math.round(weight * 100)} %`)
    .join(', ');
  const pattern =
    kept > 0 ? ` A season of ${season} steps was found, ${Math.round(kept * 100)} % of it kept.` : '';
  if (origins === 0) return `Too few values to test models on, so a plain mean of ${names}.${pattern}`;
  const verdict =
    mase === null ? '' : `; together they missed by ${mase.toFixed(2)} of the usual step to step change`;
  return `A mean of ${names}, weighted by their errors from ${origins} past ${origins === 1 ? 'point' : 'points'}${verdict}.${pattern}`;
}

function lastCycleText(share: number, season: number): string {
  if (share === 0) return '';
  return ` Less than two cycles of ${season} steps are known: the last one, with the trend, counts for ${Math.round(share * 100)} %.`;
}

/** Mean absolute error over all origins and steps. */
function meanError(test: Backtest, values: Float64Array): number {
  let total = 0;
  let count = 0;
  test.forecasts.forEach((forecast, row) => {
    forecast.forEach((value, step) => {
      total += Math.abs(value - values[test.origins[row]! + step]!);
      count += 1;
    });
  });
  return count > 0 ? total / count : Number.NaN;
}

function weightsOf(errors: readonly number[]): number[] {
  const least = Math.min(...errors);
  if (!(least > 0)) {
    const perfect = errors.map((error) => (error === 0 ? 1 : 0));
    const count = perfect.filter((one) => one === 1).length;
    return errors.map((_, member) => (count > 0 ? perfect[member]! / count : 1 / errors.length));
  }
  const raw = errors.map((error) => (Number.isFinite(error) ? (least / error) ** WEIGHT_POWER : 0));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight / total);
}

/** The weighted mean, step by step, of forecasts held within `apart` of their median. */
function mix(parts: readonly Float64Array[], weights: readonly number[], apart: number): Float64Array {
  const bound = apart >= 0 ? apart : Infinity;
  const column = new Float64Array(parts.length);
  return Float64Array.from({ length: parts[0]?.length ?? 0 }, (_, step) => {
    parts.forEach((part, member) => (column[member] = part[step]!));
    const middle = median(column);
    return parts.reduce((sum, part, member) => {
      const away = part[step]! - middle;
      const held = Number.isFinite(away) ? Math.min(bound, Math.max(-bound, away)) : 0;
      return sum + weights[member]! * (middle + held);
    }, 0);
  });
}

function combined(models: readonly FittedModel[], weights: readonly number[], apart: number): FittedModel {
  return {
    name: 'ensemble',
    parameters: Object.fromEntries(
      models.flatMap((model, member) => [
        [`${model.name} weight`, weights[member]!],
        ...Object.entries(model.parameters).map(([key, value]): [string, number] => [
          `${model.name} ${key}`,
          value,
        ]),
      ]),
    ),
    logLikelihood: null,
    aicc: null,
    fitted: mix(
      models.map((model) => model.fitted),
      weights,
      apart,
    ),
    forecastFrom: (values, end, horizon) =>
      mix(
        models.map((model) => model.forecastFrom(values, end, horizon)),
        weights,
        apart,
      ),
  };
}
