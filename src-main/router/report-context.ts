/** What a report says beside its figures: what happened, what is assumed, and which files all of it comes from. */
import type { Budget } from '#shared/domain/budget.ts';
import { firstDayOf, type Day } from '#shared/domain/calendar.ts';
import type { MadeReport } from '#shared/domain/made-report.ts';
import { toMicros } from '#shared/domain/money.ts';
import type { ReportInput } from '#shared/engine/report/input.ts';
import { readAlertsOf } from '../store/alerts.ts';
import { readApprovals } from '../store/approvals.ts';
import { verifyAudit } from '../store/audit.ts';
import { importNumber, listImports } from '../store/imports.ts';
import { readImportsOf } from '../store/portions.ts';
import type { Reader } from '../store/reader.ts';
import { countingPortions } from '../store/spend.ts';
import { readSubtree } from './budget-tree.ts';
import type { ReportForecast } from './report-forecast.ts';
import { definitionOf, requireScenario } from './scenario-list.ts';
import { commentsOf } from './variance-analysis.ts';
import type { VarianceRequest } from './variance-request.ts';

const MOST_IMPORTS = 200;

/** Alerts and requests of the budget and all below it that were there by then: those that stand, and those of the period. */
export function branchEvents(
  reader: Reader,
  budget: Budget,
  request: VarianceRequest,
  asOf: Day,
): Pick<ReportInput, 'alerts' | 'approvals'> {
  const branch = readSubtree(reader, budget.id);
  const alerts = readAlertsOf(reader, branch);
  return {
    alerts: branch
      .flatMap((budgetId) => alerts.get(budgetId) ?? [])
      .filter(
        ({ openedAt, status }) => openedAt <= asOf && (status !== 'resolved' || isWithin(openedAt, request)),
      ),
    approvals: branch
      .flatMap((budgetId) => readApprovals(reader, { budgetId }))
      .filter(
        ({ requestedAt, status }) =>
          requestedAt <= asOf && (status === 'pending' || isWithin(requestedAt, request)),
      ),
  };
}

function isWithin(day: Day, { from, asOf }: VarianceRequest): boolean {
  return day >= firstDayOf(from) && day <= asOf;
}

export function commentLines(
  reader: Reader,
  budget: Budget,
  request: VarianceRequest,
): ReportInput['comments'] {
  return commentsOf(reader, budget, request).map(({ key, text, kind, author, at }) => ({
    row: Object.keys(key).length === 0 ? 'Total' : Object.values(key).join(' › '),
    text,
    kind,
    author,
    at,
  }));
}

export function auditSeal(reader: Reader): ReportInput['audit'] {
  const { entries, head, ok } = verifyAudit(reader);
  return { entries, head, isIntact: ok };
}

/** How the forecast was made, and what a scenario that is compared with is made of. */
export function assumptionsOf(
  reader: Reader,
  request: VarianceRequest,
  forecast: ReportForecast | null,
): Pick<ReportInput, 'assumptions' | 'changes'> {
  const scenario =
    request.against.kind === 'scenario' ? requireScenario(reader, request.against.id ?? '') : null;
  return {
    assumptions: [
      ...(forecast === null
        ? []
        : [`The forecast stands on complete months only and keeps to model ${forecast.forecast.model}.`]),
      ...(forecast === null
        ? []
        : forecast.forecast.parts
            .filter(({ name, months }) => name !== 'baseline' && months.some((value) => value !== 0n))
            .map(
              ({ name, months }) =>
                `${name} moves the forecast by ${String(toMicros(months.reduce((sum, value) => sum + value, 0n)) / 1_000_000n)} over its months.`,
            )),
      ...(scenario === null ? [] : [`Scenario ${scenario.name}: ${definitionOf(scenario)}.`]),
    ],
    changes: scenario?.levers.changes ?? [],
  };
}

/** The files behind the figures, and what of them was restated after the report that readers have seen last. */
export function lineageOf(
  reader: Reader,
  last: MadeReport | null,
  knownAt: string | undefined,
): Pick<ReportInput, 'imports' | 'restatements' | 'lastReport'> {
  const { imports } = listImports(reader, MOST_IMPORTS, 0);
  const counted =
    knownAt === undefined ? undefined : readImportsOf(reader, countingPortions(reader, knownAt));
  // What counted then may be undone or replaced today.
  const published = imports.filter(
    ({ id, state }) => counted?.has(importNumber(id)) ?? state === 'published',
  );
  return {
    imports: published,
    lastReport: last,
    restatements: published
      .filter(({ at }) => last === null || at > last.preparedAt)
      .flatMap(({ id, at, restated }) =>
        restated.map(({ service, month, currency, change }) => ({
          item: service,
          month,
          currency,
          change,
          importId: id,
          at,
        })),
      ),
  };
}
