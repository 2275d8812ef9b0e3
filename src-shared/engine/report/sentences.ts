import { sumMicros, toMicros } from '../../domain/money.ts';
import { directionOf, type VarianceEffects } from '../../domain/variance.ts';
import type { NumberStyle } from '../../charts/numbers.ts';
import type { VarianceCause } from '../variance/attribution.ts';
import { byWeight, dimensionWord, magnitude, rowName, spokenVariance } from './cells.ts';
import type { ReportInput } from './input.ts';
import type { VarianceAnalysis } from '../variance/analysis.ts';
import { UNPLANNED } from '../variance/analysis.ts';

/**
 * The finding: "Engineering is 81 % likely to end the period over budget, most likely from Dec 22, 2026." Without a forecast it
 * speaks of the comparison alone.
 */
export function findingSentence(input: ReportInput, style: NumberStyle): string {
  const breach = input.forecast?.breach ?? null;
  const { variance } = input.variance.total;
  if (breach === null || input.against.kind !== 'budget') return comparisonSentence(input, style);
  const name = input.budget.name;
  if (input.spent > input.budget.amount)
    return `${name} has spent ${style.spoken(input.spent)} ${input.currency} and is over its budget of ${style.spoken(input.budget.amount)} already.`;
  const until = `end ${style.month(lastMonth(input))} over budget`;
  if (breach.probability >= 0.5)
    return `${name} is ${style.probability(breach.probability)} likely to ${until}${breach.medianDate === null ? '' : `, most likely from ${style.day(breach.medianDate)}`}.`;
  const now = directionOf(variance) === 'adverse' ? 'over plan now, but' : 'on course:';
  return `${name} is ${now} ${style.probability(breach.probability)} likely to ${until}.`;
}

function lastMonth(input: ReportInput): ReportInput['to'] {
  return input.months.at(-1)?.month ?? input.to;
}

/** "Spend is 18,400 USD (3.2 %) over budget, 598,400 against 580,000." */
export function comparisonSentence(input: ReportInput, style: NumberStyle): string {
  const { plan, actual, variance, percent } = input.variance.total;
  const against = input.against.name;
  if (variance === 0n) return `Spend of ${style.spoken(actual)} ${input.currency} equals the ${against}.`;
  const share = percent === null ? '' : ` (${style.percent(Math.abs(percent))})`;
  const side = variance > 0n ? 'over' : 'under';
  return `Spend is ${style.spoken(toMicros(magnitude(variance)))} ${input.currency}${share} ${side} ${against}: ${style.spoken(actual)} against ${style.spoken(plan)}.`;
}

/** Three to five sentences on the material variances, worst first, each with its driver where one was found. */
export function materialSentences(input: ReportInput, style: NumberStyle, most: number): string[] {
  const { by, rows, groups, total } = input.variance;
  const candidates = by.length > 1 ? groups : rows;
  const material = candidates.filter((row) => row.material);
  const chosen = (material.length > 0 ? material : candidates.filter((row) => row.variance !== 0n))
    .toSorted((a, b) => (magnitude(a.variance) < magnitude(b.variance) ? 1 : -1))
    .slice(0, most)
    .sort(byWeight);
  const lines = chosen.map((row) => {
    const name = rowName(row, by.length > 1 ? by.slice(0, 1) : by);
    if (name === UNPLANNED)
      return `${style.spoken(row.plan)} of the plan belongs to no ${dimensionWord(by[0] ?? '', 'inside')}${row.actual === 0n ? '' : `, against ${style.spoken(row.actual)} spent`}.`;
    const share = row.percent === null ? '' : ` (${style.signedPercent(row.percent)})`;
    return `${name}: ${spokenVariance(row.variance, style)}${share}, ${style.spoken(row.actual)} against ${style.spoken(row.plan)}.`;
  });
  if (material.length === 0 && total.variance !== 0n && lines.length > 0)
    return [`No row passes both bounds of materiality; the largest differences are:`, ...lines];
  return lines;
}

/** "+18,240 of +21,900 came from a step in EC2 eu-west-1 on Mar 14, 2026." */
export function causeSentences(
  causes: readonly VarianceCause[],
  variance: VarianceCause['amount'],
  style: NumberStyle,
): string[] {
  return causes.map((cause) => {
    const part = isPartOf(cause.amount, variance)
      ? `${style.signedSpoken(cause.amount)} of ${style.signedSpoken(variance)}`
      : style.signedSpoken(cause.amount);
    const kind = { shift: 'a step', spike: 'a spike', trend: 'a trend' }[cause.kind];
    const when = cause.kind === 'trend' ? 'since' : 'on';
    return `${part} came from ${kind} in ${cause.item} ${when} ${style.day(cause.day)}.`;
  });
}

/** Whether an amount can be spoken of as a part: same side, and not more than the whole. */
function isPartOf(part: bigint, whole: bigint): boolean {
  return whole > 0n ? part > 0n && part <= whole : part < 0n && part >= whole;
}

const EFFECT_WORDS = {
  price: 'price',
  volume: 'volume',
  mix: 'mix',
  new: 'new items',
  discontinued: 'discontinued items',
  oneOff: 'one-offs',
} as const satisfies Record<keyof VarianceEffects, string>;

/** "From Jan 2026 to Jun 2026 the actuals of a month moved by +4,200 USD: price +300, volume +3,900." Nothing against an earlier period. */
export function actualsSentences(
  { total, actualsMonths }: VarianceAnalysis,
  currency: string,
  style: NumberStyle,
): string[] {
  const change = total.actualsChange;
  if (change === undefined || actualsMonths === undefined) return [];
  const parts = Object.entries(EFFECT_WORDS)
    .map(([name, word]) => ({ word, value: change.effects[name as keyof VarianceEffects] }))
    .filter(({ value }) => value !== 0n)
    .map(({ word, value }) => `${word} ${style.signedSpoken(value)}`);
  const moved = toMicros(change.after - change.before);
  return [
    `From ${style.month(actualsMonths.before)} to ${style.month(actualsMonths.after)} the actuals of a month moved by ${style.signedSpoken(moved)} ${currency}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`,
  ];
}

/** What is said of the forecast: expected total, headroom, chance and dates of breach. */
export function forecastSentences(input: ReportInput, style: NumberStyle): string[] {
  const { forecast, atCompletion } = input;
  if (forecast === null || atCompletion === null)
    return ['There is no forecast: too little history, or no month left to forecast.'];
  const headroom = toMicros(input.budget.amount - atCompletion);
  const sentences = [
    `Actual and forecast come to ${style.spoken(atCompletion)} ${input.currency} at ${style.month(lastMonth(input))}, a headroom of ${style.signedSpoken(headroom)} to the budget of ${style.spoken(input.budget.amount)}.`,
  ];
  const { breach } = forecast;
  if (breach !== null) {
    const dates =
      breach.medianDate === null
        ? ''
        : ` In the middle of the outcomes the budget is used up on ${style.day(breach.medianDate)}${breach.earliest === null ? '' : `, at the earliest on ${style.day(breach.earliest)}`}.`;
    sentences.push(
      `The budget is exceeded in ${style.probability(breach.probability)} of simulated outcomes; the expected overrun is ${style.spoken(breach.expectedOverrun)} ${input.currency}.${dates}`,
    );
  }
  return sentences;
}

/** Whether the comparison's rows add up to its total, as the foot of the bridge says. */
export function addsUp(input: ReportInput): boolean {
  return sumMicros(input.variance.rows.map((row) => row.variance)) === input.variance.total.variance;
}
