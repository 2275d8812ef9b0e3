import { beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '#shared/contract/contract.ts';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { formatAmount, fromUnits } from '#shared/domain/money.ts';
import { createBackend } from '#main/backend.ts';
import { openStore } from '#main/store/store.ts';
import { baselineOf, type Baseline } from '../../../src-renderer/charts/fan-series.ts';
import { BASE, leversOf, type Draft } from '../../../src-renderer/features/what-if/draft.ts';
import { evaluate, bridgeOf, meanAt, totalUnits } from '../../../src-renderer/features/what-if/evaluate.ts';
import {
  draftOfFile,
  givesTheSame,
  parseScenarioFile,
  scenarioFile,
} from '../../../src-renderer/features/what-if/scenario-file.ts';
import { SIMPLE_LEVERS } from '../../../src-renderer/features/what-if/levers.ts';
import { seek, seekTarget } from '../../../src-renderer/features/what-if/seek.ts';
import { writeFocusFile } from '../../support/focus-file.ts';
import { testClock } from '../../support/workspace.ts';

const AS_OF = toDay('2026-06-17');
const BUDGET = 16_000;

/** Two years of three teams on two services, rising and uneven; the open month is half over. */
async function plant(client: Client, folder: string): Promise<void> {
  const path = writeFocusFile(join(folder, 'costs.csv'), '2024-06-01', '2026-06-16', (day) => {
    const [year, month, date] = day.split('-').map(Number) as [number, number, number];
    const swing = 1 + ((year - 2024) * 12 + month) / 100 + ((month * 7 + date) % 5) / 20;
    return ['payments', 'search', ''].flatMap((team, index) => [
      { service: 'Amazon EC2', region: 'eu-west-1', team, amount: (index + 2) * 3 * swing },
      { service: 'Amazon S3', region: 'us-east-1', team, amount: (index + 1) * swing },
    ]);
  });
  await client.imports.create({ files: [{ path }] });
  await client.budgets.create({
    ...{ id: 'acme', name: 'Acme', type: 'organization', amount: String(BUDGET), currency: 'USD' },
    ...{ startMonth: toMonth('2026-01'), months: 12 },
  });
}

const CHANGES: Draft['changes'] = [
  {
    name: 'EU launch',
    start: toMonth('2026-09'),
    kind: 'step',
    amount: '120.5',
    probability: 0.7,
    isOn: true,
  },
  { name: 'Off', start: toMonth('2026-09'), kind: 'step', amount: '9000', isOn: false },
  {
    name: 'Rightsizing',
    start: toMonth('2026-08'),
    kind: 'ramp',
    percent: -12.5,
    scope: [{ dimension: 'team', op: 'in', values: ['payments'] }],
    isOn: true,
  },
  { name: 'Migration', start: toMonth('2026-10'), kind: 'oneTime', amount: '800', isOn: true },
];

const DRAFTS: Readonly<Record<string, Draft>> = {
  'the base': BASE,
  'growth, price and usage': { ...BASE, growth: 0.123, price: -0.045, usage: 0.071 },
  commitments: { ...BASE, commitmentDiscount: 0.28, commitmentCoverage: 0.72 },
  'parts of the spend': {
    ...BASE,
    overrides: { 'team:payments': -0.3, 'service:Amazon S3': 0.25, 'team:': 0.1 },
  },
  'planned changes, one of them off': { ...BASE, changes: CHANGES },
  'a low outcome of the baseline': { ...BASE, quantile: 0.2, growth: 0.05 },
  'another budget with all of it': {
    ...BASE,
    quantile: 0.75,
    growth: -0.08,
    usage: 0.02,
    overrides: { 'region:eu-west-1': 0.15 },
    changes: CHANGES,
    budgetAmount: 15_250.5,
  },
};

describe('what the page computes under a slider', () => {
  let client: Client;
  let baseline: Baseline;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-agreement-'));
    const store = openStore(join(folder, 'test.headroom'), { create: true });
    if (store === undefined) throw new Error('no store');
    const backend = createBackend({ store, clock: testClock(AS_OF), version: 'test', actor: 'tester' });
    client = backend.client('cli');
    await plant(client, folder);
    const { data } = await client.forecasts.paths({ budgetId: 'acme', months: 7 });
    // Over a real door numbers travel as JSON.
    baseline = baselineOf(JSON.parse(JSON.stringify(data)) as typeof data);
    return () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    };
  });

  it.each(Object.keys(DRAFTS))('agrees with the backend to the micro: %s', async (name) => {
    const draft = DRAFTS[name] ?? BASE;
    const here = evaluate(baseline, BUDGET, draft);
    const { data } = await client.scenarios.compare({
      budgetId: 'acme',
      scenarios: ['realistic'],
      levers: leversOf(draft),
      quantile: draft.quantile,
      months: baseline.mean.length,
    });
    const there = data.find(({ scenario }) => scenario.id === 'draft');
    expect(here?.outcome.atCompletion === undefined ? '' : formatAmount(here.outcome.atCompletion)).toBe(
      there?.total.amount,
    );
    expect(here?.outcome.probability).toBe(there?.probability);
    expect(here?.outcome.medianDate).toBe(there?.medianDate);
    expect(formatAmount(fromUnits(here?.amount ?? 0))).toBe(there?.budget.amount);
  });

  it('agrees with a scenario that is saved, and with the revision that it becomes', async () => {
    const draft = DRAFTS['growth, price and usage'] ?? BASE;
    const here = evaluate(baseline, BUDGET, draft);
    const { data: saved } = await client.scenarios.save({ name: 'Lean', levers: leversOf(draft) });
    const { data: compared } = await client.scenarios.compare({ budgetId: 'acme', scenarios: [saved.id] });
    expect(compared[0]?.total.amount).toBe(formatAmount(here?.outcome.atCompletion ?? fromUnits(0)));
    const { data: applied } = await client.scenarios.apply({ id: saved.id, budgetId: 'acme', dryRun: true });
    expect(applied.after.amount).toBe(compared[0]?.total.amount);
    const { data: kept } = await client.scenarios.apply({ id: saved.id, budgetId: 'acme' });
    expect(kept.revision).toBe((await client.budgets.get({ budgetId: 'acme' })).data.revision);
    await client.history.undo({});
  });

  it('steps from base to scenario add up to the difference', () => {
    for (const draft of Object.values(DRAFTS)) {
      const [base, now] = [evaluate(baseline, BUDGET, BASE), evaluate(baseline, BUDGET, draft)];
      if (base === undefined || now === undefined) throw new Error('no evaluation');
      const steps = bridgeOf(baseline, draft, meanAt(baseline, draft.quantile));
      const sum = steps.reduce((total, { value }) => total + value, 0);
      expect(sum).toBeCloseTo(totalUnits(now) - totalUnits(base), 1);
    }
  });

  it('finds for every lever the value that just keeps the confidence', () => {
    const draft: Draft = {
      ...BASE,
      usage: 0.02,
      commitmentDiscount: 0.5,
      commitmentCoverage: 0.3,
      overrides: { 'team:payments': 0.1 },
      changes: [
        { name: 'Launch', start: toMonth('2026-08'), kind: 'step', amount: '100', isOn: false },
        { name: 'More', start: toMonth('2026-08'), kind: 'step', percent: 5, isOn: true },
      ],
    };
    const inside = (next: Draft): number => 1 - (evaluate(baseline, BUDGET, next)?.outcome.probability ?? 1);
    const keys = [
      ...SIMPLE_LEVERS,
      'part:team:payments',
      'part:service:Amazon EC2',
      'change:0',
      'change:1',
      'budget',
    ];
    for (const key of keys)
      for (const confidence of [0.5, 0.9]) {
        const target = seekTarget(draft, BUDGET, key);
        const found = seek(baseline, BUDGET, draft, key, confidence);
        if (target === undefined || found === undefined) throw new Error(`no lever ${key}`);
        const beyond = found.value + (target.direction === 'most' ? target.step : -target.step);
        expect(found.probability, key).toBe(inside(target.set(found.value)));
        expect(found.probability >= confidence, key).toBe(found.kind !== 'never');
        if (found.kind === 'found') expect(inside(target.set(beyond)), key).toBeLessThan(confidence);
      }
    expect(seek(baseline, BUDGET, draft, 'no lever', 0.9)).toBeUndefined();
    expect(seek(baseline, BUDGET, draft, 'budget', 0.9)?.kind).toBe('found');
    expect(seek(baseline, BUDGET, draft, 'usage', 0.9)?.kind).toBe('found');
  });

  it('a scenario written to a file gives the same figures where it is opened', () => {
    const draft = DRAFTS['another budget with all of it'] ?? BASE;
    const now = evaluate(baseline, BUDGET, draft);
    if (now === undefined) throw new Error('no evaluation');
    const file = parseScenarioFile(
      JSON.stringify(scenarioFile('All', { id: 'acme', currency: 'USD' }, draft, now)),
    );
    const opened = evaluate(baseline, BUDGET, draftOfFile(file));
    expect(opened !== undefined && givesTheSame(file, opened)).toBe(true);
    expect(() => parseScenarioFile('{"kind":"other"}')).toThrow('no Headroom scenario');
  });
});
