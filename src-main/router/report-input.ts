import type { Day, Month } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { ratesThrough } from '#shared/engine/budgets/rates.ts';
import { UNPLANNED } from '#shared/engine/variance/analysis.ts';
import type { FurtherVariance, ReportBudgetLine, ReportInput } from '#shared/engine/report/input.ts';
import {
  SECTION_NAMES,
  SECTIONS_OF_TODAY,
  type Paper,
  type SectionName,
} from '#shared/engine/report/model.ts';
import { basename } from 'node:path';
import { lastReport } from '#shared/domain/made-report.ts';
import { readMadeReports } from '../store/reports.ts';
import { readRates } from '../store/rates.ts';
import { readSettings } from '../store/settings.ts';
import type { Reader } from '../store/reader.ts';
import { assumptionsOf, auditSeal, branchEvents, commentLines, lineageOf } from './report-context.ts';
import { readReportForecast, type ReportForecast } from './report-forecast.ts';
import { monthsOfPeriod, readStanding, type ReportStanding } from './report-standing.ts';
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
  const { knownAt } = request;
  const main = analyseBudget(reader, budget, request);
  const standing = readStanding(reader, budget, asOf, knownAt);
  const { figures } = standing;
  // A forecast is made from what is known today.
  const forecast = knownAt === undefined ? readReportForecast(reader, budget, asOf) : null;
  const { workspace, sections, ...rest } = setting;
  const made = readMadeReports(reader, budget.id).filter(
    ({ preparedAt }) => knownAt === undefined || preparedAt <= knownAt,
  );
  const printed = sectionsKnown(sections, knownAt);
  return {
    ...rest,
    ...(printed === undefined ? {} : { sections: printed }),
    ...(knownAt === undefined ? {} : { knownAt }),
    workspace: basename(workspace),
    budget,
    path: standing.path,
    from: request.from,
    to: request.to,
    against: { kind: request.against.kind, name: main.againstName },
    scenario: scenarioName(reader, request),
    currency: budget.currency,
    costBasis: budget.costBasis,
    timeBasis: request.timeBasis,
    asOf,
    dataTo: standing.dataTo,
    spent: figures.spent,
    planToDate: figures.planToDate,
    status: figures.status,
    outlook: figures.outlook,
    atCompletion: forecast?.atCompletion ?? null,
    months: monthsOfPeriod(budget, standing, forecast?.means),
    variance: main.analysis,
    furtherVariances: furtherVariances(reader, budget, request, main.spend),
    varianceByMonth: monthRows(reader, budget, request, main.spend),
    materiality: readSettings(reader).materiality,
    causes: main.causes,
    forecast: forecast?.forecast ?? null,
    cumulativeBands: forecast?.cumulativeBands ?? null,
    budgets: budgetLines(standing, forecast),
    ...branchEvents(reader, budget, request, asOf),
    comments: commentLines(reader, budget, request),
    ...assumptionsOf(reader, request, forecast),
    ...lineageOf(reader, lastReport(made, { ...request, asOf }), knownAt),
    rates: ratesThrough(readRates(reader), budget.currency, request.to),
    audit: auditSeal(reader),
  };
}

function scenarioName(reader: Reader, { against }: VarianceRequest): string {
  return against.kind === 'scenario' ? requireScenario(reader, against.id ?? '').name : 'Base';
}

function sectionsKnown(
  sections: readonly SectionName[] | undefined,
  knownAt: string | undefined,
): readonly SectionName[] | undefined {
  return knownAt === undefined
    ? sections
    : (sections ?? SECTION_NAMES).filter((name) => !SECTIONS_OF_TODAY.includes(name));
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

function budgetLines({ lines }: ReportStanding, forecast: ReportForecast | null): ReportBudgetLine[] {
  return lines.map(({ budget, depth, figures }) => {
    const own = depth === 0 ? forecast : null;
    return {
      id: budget.id,
      name: budget.name,
      depth,
      amount: budget.amount,
      spent: figures.spent,
      planToDate: figures.planToDate,
      status: figures.status,
      outlook: figures.outlook,
      atCompletion: own?.atCompletion ?? figures.atCompletion,
      probability: own === null ? figures.breachProbability : (own.forecast.breach?.probability ?? null),
    };
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
