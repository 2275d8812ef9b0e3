import { addMonths, monthOf, type Day, type Month } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { ZERO } from '#shared/domain/money.ts';
import { ratesThrough } from '#shared/engine/budgets/rates.ts';
import { UNPLANNED } from '#shared/engine/variance/analysis.ts';
import type {
  FurtherVariance,
  ReportBudgetLine,
  ReportInput,
  ReportMonth,
} from '#shared/engine/report/input.ts';
import type { Paper, SectionName } from '#shared/engine/report/model.ts';
import { basename } from 'node:path';
import { lastReport } from '#shared/domain/made-report.ts';
import { readMadeReports } from '../store/reports.ts';
import { readAncestors, readChildren } from '../store/budgets.ts';
import { readRates } from '../store/rates.ts';
import { readSettings } from '../store/settings.ts';
import { readDataRange } from '../store/coverage.ts';
import { readBudgetMonths } from '../store/spend.ts';
import type { Reader } from '../store/reader.ts';
import { readFigures } from './budget-figures.ts';
import { firstOpenMonth } from '../store/open-month.ts';
import { spentInMonth } from './budget-history.ts';
import { assumptionsOf, auditSeal, branchEvents, commentLines, lineageOf } from './report-context.ts';
import { readReportForecast, type ReportForecast } from './report-forecast.ts';
import { requireScenario } from './scenario-list.ts';
import type { VarianceSpend } from './variance-spend.ts';
import { analyseBudget } from './variance-analysis.ts';
import {
  checkRequest,
  type RowDimension,
  type VarianceAsk,
  type VarianceRequest,
} from './variance-request.ts';

/** How a report is set, beside what it compares. */
export interface ReportSetting {
  readonly workspace: string;
  readonly version: string;
  readonly preparedBy: string;
  readonly preparedAt: string;
  readonly locale: string;
  readonly paper: Paper;
  readonly detail: ReportInput['detail'];
  readonly sections?: readonly SectionName[] | undefined;
}

const FURTHER: readonly RowDimension[] = ['team', 'service', 'region', 'account'];

/** Gathers all that a report of a budget prints. */
export function readReportInput(
  reader: Reader,
  budget: Budget,
  ask: VarianceAsk,
  asOf: Day,
  setting: ReportSetting,
): ReportInput {
  const request = checkRequest(reader, budget, ask, asOf);
  const main = analyseBudget(reader, budget, request);
  const forecast = readReportForecast(reader, budget, asOf);
  const figures = readFigures(reader, [budget], asOf).get(budget.id);
  if (figures === undefined) throw new Error(`no figures for ${budget.id}`);
  const { sections, workspace, ...rest } = setting;
  return {
    ...rest,
    ...(sections === undefined ? {} : { sections }),
    workspace: basename(workspace),
    budget,
    path: [...readAncestors(reader, budget.id).map(({ name }) => name)].reverse().concat(budget.name),
    from: request.from,
    to: request.to,
    against: { kind: request.against.kind, name: main.againstName },
    scenario: scenarioName(reader, request),
    currency: budget.currency,
    costBasis: budget.costBasis,
    timeBasis: request.timeBasis,
    asOf,
    dataTo: readDataRange(reader).lastDay,
    spent: figures.spent,
    planToDate: figures.planToDate,
    status: figures.status,
    outlook: figures.outlook,
    atCompletion: forecast?.atCompletion ?? null,
    months: monthsOf(reader, budget, asOf, forecast),
    variance: main.analysis,
    furtherVariances: furtherVariances(reader, budget, request, main.spend),
    varianceByMonth: monthRows(reader, budget, request, main.spend),
    materiality: readSettings(reader).materiality,
    causes: main.causes,
    forecast: forecast?.forecast ?? null,
    cumulativeBands: forecast?.cumulativeBands ?? null,
    budgets: budgetLines(reader, budget, asOf, forecast),
    ...branchEvents(reader, budget, request, asOf),
    comments: commentLines(reader, budget, request),
    ...assumptionsOf(reader, request, forecast),
    ...lineageOf(reader, lastReport(readMadeReports(reader, budget.id), { ...request, asOf })),
    rates: ratesThrough(readRates(reader), budget.currency, request.to),
    audit: auditSeal(reader),
  };
}

function scenarioName(reader: Reader, { against }: VarianceRequest): string {
  return against.kind === 'scenario' ? requireScenario(reader, against.id ?? '').name : 'Base';
}

/** The months of the budget's whole period; what is after asOf has no actual, what is complete no forecast. */
function monthsOf(reader: Reader, budget: Budget, asOf: Day, forecast: ReportForecast | null): ReportMonth[] {
  const spent = new Map(readBudgetMonths(reader, budget.id).map(({ month, total }) => [month, total]));
  const open = firstOpenMonth(reader, asOf);
  const actualOf = (month: Month) =>
    month < open
      ? (spent.get(month) ?? ZERO)
      : month <= monthOf(asOf)
        ? spentInMonth(reader, budget, month, asOf)
        : null;
  return budget.plan.map((plan, index) => {
    const month = addMonths(budget.startMonth, index);
    return {
      month,
      plan,
      actual: actualOf(month),
      forecast: month < open ? null : (forecast?.means.get(month) ?? null),
      priorYear: spent.get(addMonths(month, -12)) ?? null,
    };
  });
}

function monthRows(
  reader: Reader,
  budget: Budget,
  request: VarianceRequest,
  like: VarianceSpend,
): ReportInput['varianceByMonth'] {
  const byMonth: VarianceRequest = { ...request, by: ['month'] };
  return analyseBudget(reader, budget, byMonth, { withCauses: false, like }).analysis.rows.toSorted((a, b) =>
    (a.key['month'] ?? '') < (b.key['month'] ?? '') ? -1 : 1,
  );
}

/**
 * By the dimensions that tell something: more than one value with cost. Where the plan is pinned to none of them, the same
 * dimension against last year, or against the period before where there was no last year.
 */
function furtherVariances(
  reader: Reader,
  budget: Budget,
  request: VarianceRequest,
  like: VarianceSpend,
): FurtherVariance[] {
  const compare = (dimension: RowDimension, against: VarianceRequest['against']): FurtherVariance => {
    const { analysis, againstName } = analyseBudget(
      reader,
      budget,
      { ...request, by: [dimension], against },
      { withCauses: false, like },
    );
    return { against: { kind: against.kind, name: againstName }, analysis };
  };
  return FURTHER.filter((dimension) => !request.by.includes(dimension)).flatMap((dimension) => {
    const asAsked = compare(dimension, request.against);
    const { rows } = asAsked.analysis;
    if (rows.filter(({ actual }) => actual !== 0n).length < 2) return [];
    if (rows.some(({ plan, key }) => plan !== 0n && key[dimension] !== UNPLANNED)) return [asAsked];
    const lastYear = compare(dimension, { kind: 'lastYear', id: null });
    if (lastYear.analysis.total.plan !== 0n) return [lastYear];
    const previous = compare(dimension, { kind: 'previous', id: null });
    return [previous.analysis.total.plan !== 0n ? previous : asAsked];
  });
}

function budgetLines(
  reader: Reader,
  root: Budget,
  asOf: Day,
  forecast: ReportForecast | null,
): ReportBudgetLine[] {
  const branch: { budget: Budget; depth: number }[] = [];
  const visit = (budget: Budget, depth: number): void => {
    branch.push({ budget, depth });
    for (const child of readChildren(reader, budget.id)) visit(child, depth + 1);
  };
  visit(root, 0);
  const figures = readFigures(
    reader,
    branch.map(({ budget }) => budget),
    asOf,
  );
  return branch.flatMap(({ budget, depth }) => {
    const found = figures.get(budget.id);
    if (found === undefined) return [];
    const isRoot = budget.id === root.id;
    return [
      {
        id: budget.id,
        name: budget.name,
        depth,
        amount: budget.amount,
        spent: found.spent,
        planToDate: found.planToDate,
        status: found.status,
        outlook: found.outlook,
        atCompletion: isRoot && forecast !== null ? forecast.atCompletion : found.atCompletion,
        probability:
          isRoot && forecast !== null
            ? (forecast.forecast.breach?.probability ?? null)
            : found.breachProbability,
      },
    ];
  });
}

/** `engineering-2026-01-2026-06.pdf` of a budget's name and period. */
export function reportFileName(budget: Budget, from: Month, to: Month, format: string): string {
  const name = budget.name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${name === '' ? 'report' : name}-${from}-${to}.${format}`;
}
