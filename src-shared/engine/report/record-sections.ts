import type { NumberStyle } from '../../charts/numbers.ts';
import type { MadeReport } from '../../domain/made-report.ts';
import type { Import } from '../../domain/import.ts';
import { column, EMPTY, money, moment, row, text } from './cells.ts';
import { SIGN_RULE } from './figure-sections.ts';
import type { ReportInput } from './input.ts';
import type { ReportSection, ReportTable } from './model.ts';

/** What the forecast takes for granted, and the changes that are planned. */
export function assumptionsSection(input: ReportInput): ReportSection {
  return {
    id: 'assumptions',
    title: 'Assumptions and planned changes',
    startsPage: false,
    blocks: [
      ...(input.assumptions.length === 0 ? [] : [{ kind: 'list', items: input.assumptions } as const]),
      {
        kind: 'table',
        id: 'changes',
        title: `Planned changes (${input.changes.length})`,
        columns: [
          column('name', 'Change'),
          column('kind', 'Kind'),
          column('start', 'From'),
          column('end', 'To'),
          column('amount', 'A month', 'right'),
          column('percent', 'Percent', 'right'),
          column('probability', 'Probability', 'right'),
        ],
        total: null,
        rows: input.changes.map((change) =>
          row(
            text(change.name),
            text({ step: 'step', ramp: 'ramp', oneTime: 'one-time' }[change.kind]),
            { kind: 'month', value: change.start },
            change.end === undefined ? EMPTY : { kind: 'month', value: change.end },
            money(change.amount ?? null),
            change.percent === undefined ? EMPTY : { kind: 'percent', value: change.percent },
            { kind: 'probability', value: change.probability ?? 1 },
          ),
        ),
        whenEmpty: 'No change is planned.',
      },
    ],
  };
}

/** Bills that were reissued since the last report, with what that changed. */
export function restatementsSection(input: ReportInput, style: NumberStyle): ReportSection {
  const last = input.lastReport;
  const since =
    last === null
      ? 'No earlier report of this budget was noted, so every reissue is listed.'
      : `Since the report of ${periodOf(last, style)}, prepared at ${moment(last.preparedAt)}.`;
  return {
    id: 'restatements',
    title: 'Restatements',
    startsPage: false,
    blocks: [
      {
        kind: 'table',
        id: 'restatements',
        title: `Bills that were reissued (${input.restatements.length})`,
        note: `${since} Changes are those of whole bills, whatever part this budget bears.`,
        columns: [
          column('item', 'Service'),
          column('month', 'Billing month'),
          column('currency', 'Cur.'),
          column('change', 'Change', 'right'),
          column('import', 'Import'),
          column('at', 'Imported'),
        ],
        total: null,
        rows: input.restatements.map(({ item, month, currency, change, importId, at }) =>
          row(
            text(item),
            { kind: 'month', value: month },
            text(currency),
            { kind: 'variance', value: change },
            text(importId),
            text(moment(at)),
          ),
        ),
        whenEmpty: last === null ? 'No bill was reissued.' : 'No bill was reissued since.',
      },
    ],
  };
}

function periodOf({ from, to }: MadeReport, style: NumberStyle): string {
  return from === to ? style.month(from) : `${style.month(from)} – ${style.month(to)}`;
}

/** Where every figure comes from, to the byte, and how to check it. */
export function lineageSection(input: ReportInput, style: NumberStyle): ReportSection {
  return {
    id: 'lineage',
    title: 'Lineage',
    startsPage: true,
    blocks: [
      {
        kind: 'paragraph',
        text: `Every figure is a sum of the rows of these files. Control totals are the stored billed cost of the whole file, net of credits, to the micro.`,
      },
      importsTable(input.imports),
      filesTable(input.imports),
      ...(input.rates.length === 0 ? [] : [ratesTable(input.rates)]),
      {
        kind: 'table',
        id: 'versions',
        title: 'Versions and audit',
        columns: [column('what', 'What'), column('value', 'Value')],
        total: null,
        rows: [
          row(text('Headroom'), text(input.version)),
          ...(input.forecast === null
            ? []
            : [
                row(
                  text('Forecast engine'),
                  text(`${input.forecast.engineVersion}, inputs ${input.forecast.inputsHash}`),
                ),
              ]),
          row(text('Budget revision'), text(`${input.budget.name}, revision ${input.budget.revision}`)),
          row(
            text('Audit log'),
            text(
              `${style.integer(input.audit.entries)} entries, chain ${input.audit.isIntact ? 'intact' : 'BROKEN'}`,
            ),
          ),
          row(text('Audit head'), text(input.audit.head)),
        ],
        whenEmpty: '',
      },
      { kind: 'subheading', text: 'How to verify' },
      {
        kind: 'list',
        items: [
          'Compare the SHA-256 of the file you hold with the one above (sha256sum FILE).',
          'Sum the billed cost of its rows: it equals the control total.',
          'Run headroom audit verify on the workspace: the head of the chain is the one above.',
          'The data behind each table are attached to this document as report.csv and report.json.',
        ],
      },
    ],
  };
}

function importsTable(imports: readonly Import[]): ReportTable {
  return {
    kind: 'table',
    id: 'imports',
    title: `Imports (${imports.length})`,
    columns: [
      column('import', 'Import'),
      column('at', 'Imported'),
      column('profile', 'Profile'),
      column('rows', 'Rows', 'right'),
      column('accepted', 'Accepted', 'right'),
      column('rejected', 'Rejected', 'right'),
      column('skipped', 'Skipped', 'right'),
      column('currency', 'Cur.'),
      column('total', 'Control total', 'right'),
    ],
    total: null,
    rows: imports.flatMap((entry) =>
      Object.entries(entry.controlTotals).map(([currency, total]) =>
        row(
          text(entry.id),
          text(moment(entry.at)),
          text(entry.profile),
          { kind: 'integer', value: entry.rows },
          { kind: 'integer', value: entry.accepted },
          { kind: 'integer', value: entry.rejected },
          { kind: 'integer', value: entry.skipped },
          text(currency),
          { kind: 'exact', value: total },
        ),
      ),
    ),
    whenEmpty: 'Nothing has been imported.',
  };
}

function filesTable(imports: readonly Import[]): ReportTable {
  return {
    kind: 'table',
    id: 'files',
    title: 'Files',
    columns: [
      column('file', 'File'),
      column('import', 'Import'),
      column('bytes', 'Bytes', 'right'),
      column('rows', 'Rows', 'right'),
      column('sha256', 'SHA-256'),
    ],
    total: null,
    rows: imports.flatMap((entry) =>
      entry.files.map((file) =>
        row(
          text(file.name),
          text(entry.id),
          { kind: 'integer', value: file.bytes },
          { kind: 'integer', value: file.rows },
          text(file.sha256),
        ),
      ),
    ),
    whenEmpty: 'No files.',
  };
}

function ratesTable(rates: ReportInput['rates']): ReportTable {
  return {
    kind: 'table',
    id: 'rates',
    title: `Rate table (${rates.length})`,
    note: 'A month without a rate takes the last one before it, or else the first; a rate given the other way round is inverted.',
    columns: [
      column('month', 'From'),
      column('from', 'One'),
      column('to', 'Is so many'),
      column('rate', 'Rate', 'right'),
    ],
    total: null,
    rows: rates.map(({ month, from, to, rate }) =>
      row({ kind: 'month', value: month }, text(from), text(to), text(rate)),
    ),
    whenEmpty: '',
  };
}

/** How the figures are made. */
export function methodSection(input: ReportInput): ReportSection {
  const effects = input.variance.total.effects !== undefined;
  return {
    id: 'method',
    title: 'Method',
    startsPage: false,
    blocks: [
      {
        kind: 'list',
        items: [
          SIGN_RULE,
          'Sums are exact; only what is shown is rounded, half away from zero, so that shown parts may differ from a shown total in the last digit.',
          'The plan of a dimension value is the sum of the budgets below whose scope pins that value; the rest is (unplanned).',
          ...(effects ? [] : [input.variance.total.effectsReason ?? 'A plan has no quantities.']),
          ...(effects || input.variance.actualsMonths !== undefined ? EFFECT_METHOD : []),
        ],
      },
    ],
  };
}

const EFFECT_METHOD = [
  'Price = Σ (actual cost − earlier cost × actual quantity ÷ earlier quantity), item by item.',
  'Volume = Σ earlier cost × (total quantity ÷ earlier total quantity − 1), for items of one unit together.',
  'Mix = Σ earlier cost × actual quantity ÷ earlier quantity − Σ earlier cost × total quantity ÷ earlier total quantity: what comes from dearer or cheaper items taking a larger part.',
  'New and discontinued are items that cost something in only one of the periods; one-off are credits, purchases and adjustments. The six add up to the difference exactly.',
  'For example, 10 hours at 1.00 and 10 at 3.00 become 10 at 1.00 and 30 at 3.50, so 40 becomes 115: price 30 × 0.50 = 15, volume 40 × 40 ÷ 20 − 40 = 40, mix (10 × 1.00 + 30 × 3.00) − 80 = 20; together 75.',
];
