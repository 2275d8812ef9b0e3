import { addMonths, monthRange, toDay, toMonth } from '#shared/domain/calendar.ts';
import { fromUnits, sumMicros, toMicros, type Micros } from '#shared/domain/money.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { directionOf, type VarianceRow } from '#shared/domain/variance.ts';
import type { ReportInput } from '#shared/engine/report/input.ts';

const start = toMonth('2026-01');
const months = monthRange(start, 12);

export const sampleBudget: Budget = {
  id: 'org',
  name: 'Engineering',
  type: 'organization',
  parentId: null,
  owner: 'Ana',
  currency: 'USD',
  costBasis: 'billed',
  amount: fromUnits(1_200_000),
  startMonth: start,
  months: 12,
  phasing: { kind: 'even' },
  plan: months.map(() => fromUnits(100_000)),
  scope: [],
  scopeKind: 'explicit',
  rollover: null,
  thresholds: null,
  tags: {},
  notes: '',
  revision: 3,
};

export function varianceRow(
  key: Readonly<Record<string, string>>,
  plan: number,
  actual: number,
  material = false,
): VarianceRow {
  const variance = toMicros(fromUnits(actual) - fromUnits(plan));
  return {
    key,
    plan: fromUnits(plan),
    actual: fromUnits(actual),
    variance,
    percent: plan === 0 ? null : ((actual - plan) / plan) * 100,
    direction: directionOf(variance),
    effectsReason: 'A plan has no quantities, so the difference is attributed by item and by what moved.',
    material,
  };
}

const actuals = [96_000, 97_500, 99_800, 102_400, 101_200, 101_500];
const rows = [
  varianceRow({ team: 'Payments' }, 196_000, 214_300.37, true),
  varianceRow({ team: 'Search' }, 180_000, 171_900.1, true),
  varianceRow({ team: 'Platform' }, 156_000, 158_700.03),
  varianceRow({ team: '(untagged)' }, 24_000, 31_100.25, true),
  varianceRow({ team: 'Data' }, 24_000, 22_399.25),
  varianceRow({ team: '(unplanned)' }, 20_000, 0),
];

function totalOf(parts: readonly VarianceRow[]): VarianceRow {
  const units = (pick: (row: VarianceRow) => Micros): number => Number(sumMicros(parts.map(pick))) / 1e6;
  return varianceRow(
    {},
    units((row) => row.plan),
    units((row) => row.actual),
  );
}

const forecastMonths = months.slice(6);

/** A typical report: a year's budget at mid-year, six teams, a forecast with bands, alerts, an approval, two imports. */
export const sampleInput: ReportInput = {
  workspace: 'acme.headroom',
  budget: sampleBudget,
  path: ['Acme', 'Engineering'],
  from: start,
  to: toMonth('2026-06'),
  against: { kind: 'budget', name: 'budget' },
  scenario: 'Base',
  currency: 'USD',
  costBasis: 'billed',
  timeBasis: 'chargeDay',
  asOf: toDay('2026-06-30'),
  dataTo: toDay('2026-06-28'),
  preparedBy: 'Ana Lindström',
  preparedAt: '2026-07-02T09:15:00.000Z',
  version: '0.1.0',
  locale: 'en-US',
  paper: { size: 'A4', orientation: 'portrait' },
  detail: 'standard',
  spent: fromUnits(598_400),
  planToDate: fromUnits(600_000),
  status: 'healthy',
  outlook: 'exceeded',
  atCompletion: fromUnits(1_231_000),
  months: months.map((month, index) => ({
    month,
    plan: fromUnits(100_000),
    actual: index < 6 ? fromUnits(actuals[index] ?? 0) : null,
    forecast: index < 6 ? null : fromUnits(103_000 + index * 500),
    priorYear: fromUnits(88_000 + index * 900),
  })),
  variance: { by: ['team'], total: totalOf(rows), rows, groups: rows },
  furtherVariances: [],
  varianceByMonth: months
    .slice(0, 6)
    .map((month, index) => varianceRow({ month }, 100_000, actuals[index] ?? 0)),
  materiality: { amount: fromUnits(5_000), percent: 5 },
  causes: [
    { item: 'EC2 eu-west-1', kind: 'shift', day: toDay('2026-03-14'), amount: fromUnits(15_400) },
    { item: 'S3 us-east-1', kind: 'trend', day: toDay('2026-01-01'), amount: fromUnits(-2_100) },
  ],
  forecast: {
    id: 'fc-1',
    budgetId: 'org',
    createdAt: '2026-07-01T08:00:00.000Z',
    asOf: toDay('2026-06-30'),
    model: 'ets',
    why: 'Lowest back-test error of eight models.',
    currency: 'USD',
    scenario: null,
    points: forecastMonths.map((month, index) => ({
      month,
      mean: fromUnits(106_000 + index * 500),
      intervals: {
        '80': [fromUnits(101_000 - index * 300), fromUnits(111_000 + index * 1_300)],
        '95': [fromUnits(97_000 - index * 500), fromUnits(116_000 + index * 2_000)],
      },
    })),
    accuracy: { mase: 0.62, smape: 3.1, bias: -0.02, coverage: { '80': 0.81, '95': 0.96 }, origins: 9 },
    candidates: [
      { model: 'ets', mase: 0.62, smape: 3.1 },
      { model: 'theta', mase: 0.66, smape: 3.3 },
      { model: 'seasonalNaive', mase: 1.02, smape: 5.2 },
    ],
    breach: {
      probability: 0.81,
      medianDate: toDay('2026-12-22'),
      earliest: toDay('2026-12-01'),
      latest: null,
      expectedOverrun: fromUnits(33_000),
    },
    parts: [],
    inputsHash: 'a1b2c3',
    engineVersion: '1',
    atCompletion: fromUnits(1_231_000),
    parameters: {},
  },
  cumulativeBands: Object.fromEntries(
    [
      [50, 4_000],
      [80, 8_000],
      [95, 13_000],
    ].map(([level, width]) => [
      String(level),
      forecastMonths.map((_, index) => {
        const middle = 598_400 + 106_000 * (index + 1);
        const spread = (width ?? 0) * Math.sqrt(index + 1);
        return [fromUnits(middle - spread), fromUnits(middle + spread)] as const;
      }),
    ]),
  ),
  budgets: [
    {
      id: 'org',
      name: 'Engineering',
      depth: 0,
      amount: fromUnits(1_200_000),
      spent: fromUnits(598_400),
      planToDate: fromUnits(600_000),
      status: 'healthy',
      outlook: 'exceeded',
      atCompletion: fromUnits(1_231_000),
      probability: 0.81,
    },
    {
      id: 'payments',
      name: 'Payments',
      depth: 1,
      amount: fromUnits(392_000),
      spent: fromUnits(214_300.37),
      planToDate: fromUnits(196_000),
      status: 'warning',
      outlook: 'critical',
      atCompletion: null,
      probability: 0.96,
    },
  ],
  alerts: [
    {
      id: 'a1',
      budgetId: 'org',
      period: '2026-01/2026-12',
      threshold: { percent: 80, basis: 'probability', severity: 'warning' },
      severity: 'warning',
      status: 'open',
      onPlan: false,
      openedAt: toDay('2026-06-12'),
      amount: fromUnits(1_231_000),
      percent: 81,
      currency: 'USD',
      breach: null,
      drivers: [{ dimension: 'team', value: 'Payments', amount: fromUnits(18_300), share: 0.62 }],
      actions: ['Review the step in EC2 of 14 March with its owner.'],
      snoozedUntil: null,
      history: [],
    },
  ],
  approvals: [
    {
      id: 'w1',
      budgetId: 'org',
      kind: 'raise',
      amount: fromUnits(1_240_000),
      currency: 'USD',
      until: null,
      reason: 'Launch in the EU',
      requestedBy: 'Ben',
      requestedAt: toDay('2026-06-15'),
      status: 'pending',
      level: 'manager',
      risk: { score: 38, parts: [] },
      policyVersion: 1,
      deadline: toDay('2026-06-17'),
      ceiling: null,
      expiry: null,
      grant: null,
      history: [],
    },
  ],
  comments: [
    {
      row: 'Payments',
      text: 'New cluster for card checks; stays.',
      kind: 'permanent',
      author: 'Ana',
      at: '2026-07-01T10:00:00.000Z',
    },
  ],
  changes: [
    {
      name: 'EU launch',
      start: addMonths(start, 8),
      kind: 'step',
      amount: fromUnits(6_000),
      probability: 0.7,
    },
  ],
  assumptions: ['Growth of 15 % a year on the baseline.'],
  lastReport: null,
  restatements: [
    {
      item: 'Amazon EC2',
      month: toMonth('2026-04'),
      currency: 'USD',
      change: fromUnits(120.5),
      importId: 'imp-4',
      at: '2026-05-09T07:00:00.000Z',
    },
  ],
  imports: [
    {
      id: 'imp-1',
      state: 'published',
      at: '2026-07-01T07:00:00.000Z',
      files: [
        {
          name: 'focus-2026-06.csv',
          sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
          bytes: 1_234_567,
          rows: 12_000,
        },
      ],
      profile: 'focus-1.0',
      encoding: 'utf-8',
      delimiter: ',',
      rows: 12_000,
      accepted: 11_998,
      rejected: 2,
      skipped: 0,
      rejections: [],
      controlTotals: { USD: toMicros(598_400_123_456n) },
      creditTotals: {},
      effectiveTotals: {},
      firstDay: null,
      lastDay: null,
      facts: 9_000,
      sources: [],
      billingMonths: [],
      replaced: [],
      warnings: [],
    },
  ],
  rates: [],
  audit: {
    entries: 42,
    head: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    isIntact: true,
  },
};
