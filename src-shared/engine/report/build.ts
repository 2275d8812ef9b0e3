import { numberStyle, type NumberStyle } from '../../charts/numbers.ts';
import type { ReportInput } from './input.ts';
import { SECTION_NAMES, type ReportModel, type ReportSection, type SectionName } from './model.ts';
import { toDay } from '../../domain/calendar.ts';
import { toMicros, type Micros } from '../../domain/money.ts';
import { magnitude, moment } from './cells.ts';
import { comparisonSentence, findingSentence } from './sentences.ts';
import { commentarySection } from './commentary-section.ts';
import { bridgeSection, monthsSection, summarySection, varianceSection } from './figure-sections.ts';
import { alertsSection, approvalsSection, budgetsSection, forecastSection } from './control-sections.ts';
import { assumptionsSection, lineageSection, methodSection, restatementsSection } from './record-sections.ts';

const BUILDERS: Readonly<Record<SectionName, (input: ReportInput, style: NumberStyle) => ReportSection>> = {
  summary: summarySection,
  bridge: bridgeSection,
  variance: varianceSection,
  months: monthsSection,
  budgets: budgetsSection,
  forecast: forecastSection,
  alerts: alertsSection,
  approvals: approvalsSection,
  commentary: commentarySection,
  assumptions: assumptionsSection,
  restatements: restatementsSection,
  lineage: lineageSection,
  method: methodSection,
};

/**
 * Builds the whole report from what was gathered: every sentence and every table, each figure with its type, nothing yet
 * with a form. The PDF, the spreadsheet, the CSV and the preview are written from the answer, so they cannot differ.
 *
 * @example buildReport(input).sections[0].id // 'summary'
 */
export function buildReport(input: ReportInput): ReportModel {
  const style = numberStyle(input.locale, input.currency, largestFigure(input));
  const wanted = SECTION_NAMES.filter((name) => input.sections?.includes(name) ?? true);
  const title = 'Budget variance report';
  return {
    title: `${title}: ${input.budget.name}`,
    language: 'en',
    locale: input.locale,
    currency: input.currency,
    paper: input.paper,
    author: input.preparedBy,
    preparedAt: input.preparedAt,
    stamp: [
      input.path.join(' › '),
      periodText(input, style),
      `as of ${style.day(input.asOf)}`,
      ...(input.knownAt === undefined ? [] : [`as known on ${knownDay(input.knownAt, style)}`]),
      input.costBasis,
      input.currency,
    ].join(' · '),
    version: input.version,
    cover: {
      title,
      entity: input.budget.name,
      path: input.path.join(' › '),
      finding: findingSentence(input, style),
      facts: coverFacts(input, style),
    },
    sections: wanted.map((name) => BUILDERS[name](input, style)),
  };
}

function knownDay(moment: string, style: NumberStyle): string {
  return style.day(toDay(moment.slice(0, 10)));
}

function largestFigure(input: ReportInput): Micros {
  const { plan, actual } = input.variance.total;
  const [left, right] = [magnitude(plan), magnitude(actual)];
  return toMicros(left > right ? left : right);
}

function periodText(input: ReportInput, style: NumberStyle): string {
  return input.from === input.to
    ? style.month(input.from)
    : `${style.month(input.from)} – ${style.month(input.to)}`;
}

function coverFacts(input: ReportInput, style: NumberStyle): { name: string; value: string }[] {
  const basis = {
    billed: 'Billed (cash view)',
    effective: 'Effective (commitments and prepayments spread)',
  }[input.costBasis];
  const time = { chargeDay: 'by charge day', billingMonth: 'by billing month' }[input.timeBasis];
  return [
    { name: 'Period', value: periodText(input, style) },
    { name: 'Compared with', value: input.against.name },
    { name: 'Result', value: comparisonSentence(input, style) },
    { name: 'Scenario', value: input.scenario },
    { name: 'Currency', value: input.currency },
    { name: 'Basis', value: `${basis}, ${time}` },
    {
      name: 'As of',
      value: `${style.day(input.asOf)}${input.dataTo === null ? '' : `, data to ${style.day(input.dataTo)}`}`,
    },
    ...(input.knownAt === undefined
      ? []
      : [
          {
            name: 'As known on',
            value: `${knownDay(input.knownAt, style)}; imports and changes after it are left out, and so are forecasts, alerts and approvals`,
          },
        ]),
    { name: 'Workspace', value: input.workspace },
    { name: 'Prepared by', value: input.preparedBy },
    { name: 'Prepared at', value: moment(input.preparedAt) },
  ];
}
