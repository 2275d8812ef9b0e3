import type { Month } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import type { VarianceRow } from '#shared/domain/variance.ts';
import { numberStyle } from '#shared/charts/numbers.ts';
import { FORECAST, SHARED, type VarianceAnalysis } from '#shared/engine/variance/analysis.ts';
import type { VarianceCause } from '#shared/engine/variance/attribution.ts';
import { withActualsChange } from '#shared/engine/variance/actuals-change.ts';
import { spellAsInData } from '#shared/engine/variance/pinned-plan.ts';
import { rowId, withAttribution } from '#shared/engine/variance/timing.ts';
import { analyseVariance, type VarianceCell } from '#shared/engine/variance/rows.ts';
import { byWeight } from '#shared/engine/report/cells.ts';
import { actualsSentences, causeSentences } from '#shared/engine/report/sentences.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { readComments, type StoredComment } from '../store/commentary.ts';
import { readJudgements, type StoredJudgement } from '../store/judgements.ts';
import { spentInMonth } from './budget-history.ts';
import { readReportForecast } from './report-forecast.ts';
import { againstEarlier, changeOfActuals, type EarlierSide } from './variance-earlier.ts';
import { readPlan } from './variance-plan.ts';
import { actualSpan, lastComplete, type VarianceRequest } from './variance-request.ts';
import { readCauses } from './variance-causes.ts';
import { VarianceSpend, type MonthUse } from './variance-spend.ts';

export interface BudgetVariance {
  readonly request: VarianceRequest;
  /** How a sentence names what is compared with. */
  readonly againstName: string;
  readonly analysis: VarianceAnalysis;
  readonly causes: readonly VarianceCause[];
  /** What was read, for further questions about the same budget. */
  readonly spend: VarianceSpend;
}

/** Compares a budget's spend with its plan or with an earlier period. `like` is the spend of an earlier question about it. */
export function analyseBudget(
  reader: Reader,
  budget: Budget,
  request: VarianceRequest,
  { withCauses = true, like }: { readonly withCauses?: boolean; readonly like?: VarianceSpend } = {},
): BudgetVariance {
  const spend = new VarianceSpend(reader, budget, request, like);
  const actual = spend.months(request.from, request.to, actualSpan(request).to);
  const isEarlier = request.against.kind === 'previous' || request.against.kind === 'lastYear';
  const { cells, name, effectsReason } = isEarlier
    ? againstEarlier(spend, request, actual)
    : againstPlan(reader, budget, request, spend, actual);
  const analysis = analyseVariance({
    by: request.by,
    cells,
    materiality: readSettings(reader).materiality,
    ...(effectsReason === undefined ? {} : { effectsReason }),
  });
  const told = isEarlier || !withCauses ? analysis : withOwnChange(reader, budget, request, analysis, spend);
  const judged = withAttribution(told, judgementsOf(reader, budget, request));
  const commented = withComments(judged, commentsOf(reader, budget, request));
  return {
    request,
    againstName: name,
    analysis: ordered(commented),
    causes: withCauses ? readCauses(reader, budget, request, spend) : [],
    spend,
  };
}

function againstPlan(
  reader: Reader,
  budget: Budget,
  request: VarianceRequest,
  spend: VarianceSpend,
  actual: readonly MonthUse[],
): EarlierSide {
  const spent = actual.map((use) => ({ values: spend.valuesOf(use), plan: ZERO, actual: use.cost }));
  const shared = spend
    .shared(request.from, request.to, actualSpan(request).to, actual)
    .map(({ month, amount }) => ({ values: spend.ownRowValues(month, SHARED), plan: ZERO, actual: amount }));
  const ahead = request.withForecast ? forecastCells(reader, budget, request, spend) : [];
  const plan = readPlan(reader, budget, request);
  return { ...plan, cells: [...spent, ...shared, ...ahead, ...spellAsInData(plan.cells, spent, request.by)] };
}

/** What is forecast of the period: of its months that are not over, the mean less what is spent of them. */
function forecastCells(
  reader: Reader,
  budget: Budget,
  request: VarianceRequest,
  spend: VarianceSpend,
): VarianceCell[] {
  const means = readReportForecast(reader, budget, request.asOf)?.means ?? new Map<Month, Micros>();
  return [...means]
    .filter(([month]) => month >= request.from && month <= request.to)
    .map(([month, mean]) => ({
      values: spend.ownRowValues(month, FORECAST),
      plan: ZERO,
      actual: toMicros(mean - spentInMonth(reader, budget, month, request.asOf)),
    }));
}

/** A plan has no quantities, but the actuals beside it have: how their rate and volume moved over the period. */
function withOwnChange(
  reader: Reader,
  budget: Budget,
  request: VarianceRequest,
  analysis: VarianceAnalysis,
  like: VarianceSpend,
): VarianceAnalysis {
  const by = request.by.filter((name) => name !== 'month' && name !== 'quarter');
  const spend = new VarianceSpend(reader, budget, { ...request, by }, like);
  const actual = spend.months(request.from, request.to, actualSpan(request).to);
  const change = changeOfActuals(spend, actual, lastComplete(reader, request.asOf, request.knownAt));
  if (change === null)
    return { ...analysis, actualsReason: 'No month of the period is complete with cost in it.' };
  if (!change.hasQuantities) return { ...analysis, actualsReason: 'The actuals hold no quantities.' };
  const materiality = { amount: ZERO, percent: 0 };
  return withActualsChange(
    analysis,
    analyseVariance({ by, cells: change.cells, materiality }),
    change.months,
  );
}

/** Comments of the same period, each at the row with its key. */
export function commentsOf(reader: Reader, budget: Budget, request: VarianceRequest): StoredComment[] {
  return readComments(reader, budget.id).filter((comment) => isOf(comment, request));
}

/** Judgements of the same period. */
export function judgementsOf(reader: Reader, budget: Budget, request: VarianceRequest): StoredJudgement[] {
  return readJudgements(reader, budget.id).filter((judgement) => isOf(judgement, request));
}

/** Whether something was said of the same period, and by the moment that is asked for. */
function isOf(
  said: { readonly from: string; readonly to: string; readonly at: string },
  { from, to, knownAt }: VarianceRequest,
): boolean {
  return said.from === from && said.to === to && (knownAt === undefined || said.at <= knownAt);
}

function withComments(analysis: VarianceAnalysis, comments: readonly StoredComment[]): VarianceAnalysis {
  const texts = new Map<string, string>();
  for (const { key, text } of comments)
    texts.set(rowId(key), [texts.get(rowId(key)), text].filter(Boolean).join('\n'));
  const add = <Row extends VarianceAnalysis['total']>(row: Row): Row => {
    const commentary = texts.get(rowId(row.key));
    return commentary === undefined ? row : { ...row, commentary };
  };
  return {
    ...analysis,
    total: add(analysis.total),
    rows: analysis.rows.map(add),
    groups: analysis.groups.map(add),
  };
}

/** The causes as sentences in plain English figures. */
export function variationSentences(variance: BudgetVariance, currency: string): string[] {
  const { analysis, againstName, causes } = variance;
  const { plan, actual, variance: difference, percent } = analysis.total;
  const style = numberStyle('en', currency, actual > plan ? actual : plan);
  const share = percent === null ? '' : ` (${style.percent(Math.abs(percent))})`;
  const side = difference > 0n ? 'over' : 'under';
  const size = toMicros(difference < 0n ? -BigInt(difference) : difference);
  const head =
    difference === 0n
      ? `Spend of ${style.spoken(actual)} ${currency} equals ${againstName}.`
      : `Spend is ${style.spoken(size)} ${currency}${share} ${side} ${againstName}: ${style.spoken(actual)} against ${style.spoken(plan)}.`;
  return [head, ...causeSentences(causes, difference, style), ...actualsSentences(analysis, currency, style)];
}

/** Months in their order; anything else by weight: adverse first, largest first, each group with its rows. */
function ordered(analysis: VarianceAnalysis): VarianceAnalysis {
  const [first = ''] = analysis.by;
  const time = (name: string): boolean => name === 'month' || name === 'quarter';
  const compare = (dimension: string, a: VarianceRow, b: VarianceRow): number =>
    time(dimension) ? ((a.key[dimension] ?? '') < (b.key[dimension] ?? '') ? -1 : 1) : byWeight(a, b);
  const groups = analysis.groups.toSorted((a, b) => compare(first, a, b));
  const place = new Map(groups.map(({ key }, index) => [key[first] ?? '', index]));
  const rows = analysis.rows.toSorted((a, b) => {
    const apart = (place.get(a.key[first] ?? '') ?? 0) - (place.get(b.key[first] ?? '') ?? 0);
    return apart !== 0 ? apart : compare(analysis.by[1] ?? first, a, b);
  });
  return { ...analysis, groups, rows };
}
