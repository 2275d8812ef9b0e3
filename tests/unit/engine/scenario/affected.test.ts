import { describe, expect, it } from 'vitest';
import { DEFAULT_STATUS_BOUNDS } from '#shared/domain/budget.ts';
import { toMonth } from '#shared/domain/calendar.ts';
import { fromUnits, toUnits } from '#shared/domain/money.ts';
import {
  moveAffected,
  scopeKey,
  type AffectedBudget,
  type PlanMove,
} from '#shared/engine/scenario/affected.ts';

const START = toMonth('2026-07');

/** A budget of 1,000 over 2026, 600 spent, 100 expected in each of July to September, 50 after. */
function budget(part: Partial<AffectedBudget>): AffectedBudget {
  return {
    relation: 'below',
    amount: fromUnits(1000),
    spent: fromUnits(600),
    atCompletion: fromUnits(1050),
    startMonth: toMonth('2026-01'),
    months: 12,
    mean: [100, 100, 100, 50, 50, 50],
    whole: { share: 1, part: 0.25 },
    shares: {},
    scopes: {},
    ...part,
  };
}

function move(part: Partial<PlanMove>): PlanMove {
  const before = [400, 400, 400, 200, 200, 200];
  return { startMonth: START, before, after: before, levers: {}, changes: [], ...part };
}

function moved(of: AffectedBudget, by: PlanMove) {
  return moveAffected(of, by, DEFAULT_STATUS_BOUNDS);
}

describe('the budgets above and below a scenario', () => {
  it('does not move without levers', () => {
    expect(moved(budget({}), move({}))).toMatchObject({ difference: 0n, crossing: null });
  });

  it('moves a budget above by the difference of the months that both have', () => {
    const above = budget({ relation: 'above', months: 8 });
    const after = [410, 420, 400, 999, 999, 999];
    expect(toUnits(moved(above, move({ after })).difference)).toBe(10 + 20);
  });

  it('moves a budget below by the levers and says that it comes back within its amount', () => {
    // 450 are left; a tenth less usage takes 45, a twentieth off the price of the rest 20.25.
    const outcome = moved(budget({}), move({ levers: { usage: -0.1, price: -0.05 } }));
    expect(toUnits(outcome.difference)).toBeCloseTo(-65.25, 9);
    expect(outcome).toMatchObject({ outlookBefore: 'exceeded', outlook: 'critical', crossing: 'within' });
  });

  it('moves a budget below by its own share of what is overridden', () => {
    const shares = { 'team:payments': 0.4 };
    const outcome = moved(
      budget({ shares }),
      move({ levers: { overrides: { 'team:payments': 0.5, 'team:x': 1 } } }),
    );
    expect(toUnits(outcome.difference)).toBeCloseTo(450 * 0.4 * 0.5, 9);
  });

  it('lets a planned amount fall on it by its part of the spend in the scope, a percent on its own share', () => {
    const scope = scopeKey([{ dimension: 'team', op: 'in', values: ['payments'] }]);
    const step = { name: 'x', start: toMonth('2026-10'), kind: 'step' } as const;
    const scopes = { [scope]: { share: 0.5, part: 0.2 } };
    const by = (change: PlanMove['changes'][number]) =>
      toUnits(moved(budget({ scopes }), move({ changes: [change] })).difference);
    expect(by({ change: { ...step, amount: 30 }, scope: null })).toBeCloseTo(3 * 30 * 0.25, 9);
    expect(by({ change: { ...step, amount: 30 }, scope })).toBeCloseTo(3 * 30 * 0.2, 9);
    expect(by({ change: { ...step, percent: 10 }, scope })).toBeCloseTo(150 * 0.5 * 0.1, 9);
    expect(by({ change: { ...step, amount: 30 }, scope: scopeKey([]) })).toBe(0);
  });

  it('moves with the quantile in the proportion of the scenario', () => {
    const shift = [40, 0, 0, 0, 0, -20];
    expect(toUnits(moved(budget({}), move({ shift })).difference)).toBeCloseTo(100 * 0.1 - 50 * 0.1, 9);
  });

  it('does not move where the period is over', () => {
    const past = budget({ startMonth: toMonth('2025-01'), mean: [] });
    expect(moved(past, move({ levers: { usage: 1 } })).difference).toBe(0n);
  });
});
