import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { formatAmount, toMicros } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import {
  changedFields,
  draftOf,
  fieldsOf,
  problemsOf,
} from '../../../src-renderer/features/budgets/budget-draft.ts';
import { movedGrowth } from '../../../src-renderer/features/forecast/assumptions.ts';
import * as general from '../../../src-renderer/features/settings/general-draft.ts';
import type { SettingsAnswer } from '../../../src-renderer/features/settings/SettingsPage.tsx';
import * as whatIf from '../../../src-renderer/features/what-if/draft.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const BUDGET = {
  ...{ id: 'acme', name: 'Acme', type: 'organization', parentId: null, owner: 'Ada', notes: '' },
  ...{ currency: 'EUR', costBasis: 'effective', amount: usd('1200.500001'), revision: 3 },
  ...{ startMonth: '2026-01', months: 3, scope: [], scopeKind: 'explicit', thresholds: null },
  tags: { 'cost=centre': '4711', tier: 'a,b' },
  phasing: { kind: 'custom', amounts: [usd('200.500001'), usd('500.000000'), usd('500.000000')] },
  rollover: { cap: usd('0.000001') },
} as unknown as BudgetAnswer;

describe('the form of a budget', () => {
  const saved = (part: Partial<ReturnType<typeof draftOf>>) =>
    changedFields(fieldsOf({ ...draftOf(BUDGET, undefined), ...part }, BUDGET), BUDGET);

  it('puts nothing where nothing was changed, whatever it holds', () => {
    expect(saved({})).toEqual({});
    expect(saved({ name: 'Acme Europe' })).toEqual({ name: 'Acme Europe' });
  });

  it('puts back to what is inherited what is emptied', () => {
    const emptied = { currency: '', costBasis: null, startMonth: '', months: '', phasing: null, amount: '' };
    expect(saved(emptied)).toEqual({
      ...{ currency: null, costBasis: null, startMonth: null, months: null, phasing: null, amount: null },
    });
  });

  it('reads and shows amounts with the decimal sign of the locale, as the tree does', () => {
    vi.stubGlobal('navigator', { language: 'de-DE' });
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(draftOf(BUDGET, undefined)).toMatchObject({ amount: '1200,500001', cap: '0,000001' });
    expect(saved({ name: 'Acme Europa' })).toEqual({ name: 'Acme Europa' });
    expect(saved({ amount: '12.000' })).toEqual({ amount: '12000.000000' });
  });

  it('states nothing that a new budget leaves blank', () => {
    expect(fieldsOf({ ...draftOf(undefined, undefined), name: 'New' }, undefined)).toEqual({
      ...{ name: 'New', type: 'organization', parentId: null, notes: '', owner: '' },
    });
  });

  it('states the months and the alert rules of a new budget', () => {
    const rules = [{ percent: 60, basis: 'actual', severity: 'warning' }] as const;
    const draft = { ...draftOf(undefined, undefined), name: 'New', phasing: 'custom', rules };
    const filled = { ...draft, monthly: '100\n250.5\t0' };
    expect(problemsOf(filled)).toEqual({});
    expect(fieldsOf(filled, undefined)).toMatchObject({
      phasing: { kind: 'custom', amounts: ['100.000000', '250.500000', '0.000000'] },
      thresholds: rules,
    });
    expect(problemsOf(draft)).toHaveProperty('monthly');
    expect(problemsOf({ ...filled, months: 12 })).toEqual({ monthly: '3 of 12 months have an amount' });
    expect(problemsOf({ ...filled, monthly: '100\nabc' }).monthly).toMatch(/^Month 2: not an amount/);
  });

  it('keeps a tag whose key holds the sign that parts it, and refuses text that is no tag', () => {
    expect(saved({ tags: ['cost=centre=4711', 'tier = gold'] })).toEqual({
      tags: { 'cost=centre': '4711', tier: 'gold' },
    });
    expect(problemsOf({ ...draftOf(BUDGET, undefined), tags: ['gold'] })).toHaveProperty('tags');
  });

  it('says from which month a new amount counts', () => {
    expect(saved({ amount: '2000', effectiveMonth: '2026-02' })).toEqual({
      ...{ amount: '2000.000000', effectiveMonth: '2026-02' },
    });
  });

  it('says of months that were planned one by one that they are, and plans them evenly where that is chosen', () => {
    expect(draftOf(BUDGET, undefined).phasing).toBe('custom');
    expect(saved({ phasing: 'even' })).toEqual({ phasing: { kind: 'even' } });
  });
});

describe('money and time of the settings', () => {
  it('come back as they are kept, however fine a bound is', () => {
    const fraction = fc.integer({ min: 1, max: 5_000_000 }).map((millionths) => millionths / 1_000_000);
    const amount = fc.integer({ min: 0, max: 9e9 }).map((micros) => formatAmount(toMicros(BigInt(micros))));
    fc.assert(
      fc.property(fraction, fraction, fraction, amount, (warning, critical, exceeded, material) => {
        const settings = {
          ...{ currency: 'USD', fiscalYearStart: 4, statusBounds: { warning, critical, exceeded } },
          materiality: { amount: material, percent: 2.5 },
        } as SettingsAnswer;
        const { materiality, ...sent } = general.settingsOf(general.draftOf(settings));
        expect(sent).toEqual({ currency: 'USD', fiscalYearStart: 4, statusBounds: settings.statusBounds });
        expect(Number(materiality.amount)).toBe(Number(material));
      }),
    );
  });
});

describe('growth that is assumed', () => {
  it('keeps a part that stands still while the whole grows', () => {
    expect(movedGrowth({ overall: 0.1, 'team:payments': 0 })).toEqual({ overall: 0.1, 'team:payments': 0 });
    expect(movedGrowth({ overall: 0 })).toEqual({});
  });
});

describe('a scenario on the sliders', () => {
  it('goes on leaving out changes of the forecast that it has none of', () => {
    const levers = { growth: 0.1, disabledChanges: ['EU launch'] };
    const draft = whatIf.draftOf({ id: 's', quantile: 0.5, levers });
    expect(whatIf.leversOf(draft)).toEqual(levers);
    expect(whatIf.isAtBase({ ...draft, growth: 0 })).toBe(true);
  });
});
