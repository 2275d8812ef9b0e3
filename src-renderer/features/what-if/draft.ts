/** The levers as they stand on the page, and their way to and from a stored scenario. Shares are fractions, as the engine takes them. */
import type { ScenarioAnswer } from '../../session/baseline.ts';
import { amountUnits, type ChangeInput, type LeversInput } from '../../charts/planned.ts';
import { formatAmount, fromUnits } from '#shared/domain/money.ts';

export interface DraftChange extends ChangeInput {
  readonly isOn: boolean;
}

export interface Draft {
  /** The stored scenario it began from; null where it is new. */
  readonly scenarioId: string | null;
  readonly quantile: number;
  readonly growth: number;
  readonly price: number;
  readonly usage: number;
  readonly commitmentDiscount: number;
  readonly commitmentCoverage: number;
  readonly overrides: Readonly<Record<string, number>>;
  readonly changes: readonly DraftChange[];
  /** Currency units; null is the budget as it is. */
  readonly budgetAmount: number | null;
}

export const BASE: Draft = {
  scenarioId: null,
  quantile: 0.5,
  growth: 0,
  price: 0,
  usage: 0,
  commitmentDiscount: 0,
  commitmentCoverage: 0,
  overrides: {},
  changes: [],
  budgetAmount: null,
};

/** The levers of a stored scenario on the page. */
export function draftOf(scenario: Pick<ScenarioAnswer, 'id' | 'quantile' | 'levers'>): Draft {
  return {
    ...draftOfLevers(scenario.levers ?? {}, scenario.quantile),
    scenarioId: scenario.id,
  };
}

export function draftOfLevers(levers: LeversInput, quantile = 0.5): Draft {
  const { changes = [], disabledChanges: _disabled, budgetAmount, overrides, ...simple } = levers;
  const kept = Object.fromEntries(Object.entries(simple).filter(([, value]) => value !== undefined));
  return {
    ...BASE,
    ...kept,
    quantile,
    overrides: overrides ?? {},
    changes: changes.map((change) => ({ ...change, isOn: true })),
    budgetAmount: amountUnits(budgetAmount) ?? null,
  };
}

/** The levers of a draft as the contract takes them; what stands at its base is left out, changes that are off too. */
export function leversOf(draft: Draft): LeversInput {
  const { growth, price, usage, commitmentDiscount, commitmentCoverage } = draft;
  const simple = { growth, price, usage, commitmentDiscount, commitmentCoverage };
  const moved = Object.entries(simple).filter(([, value]) => value !== 0);
  const overrides = Object.entries(draft.overrides).filter(([, value]) => value !== 0);
  const changes = draft.changes.filter(({ isOn }) => isOn).map(({ isOn: _isOn, ...change }) => change);
  return {
    ...Object.fromEntries(moved),
    ...(overrides.length === 0 ? {} : { overrides: Object.fromEntries(overrides) }),
    ...(changes.length === 0 ? {} : { changes }),
    ...(draft.budgetAmount === null ? {} : { budgetAmount: formatAmount(fromUnits(draft.budgetAmount)) }),
  };
}

/** Whether two drafts would give the same figures. */
export function isSame(a: Draft, b: Draft): boolean {
  return a.quantile === b.quantile && JSON.stringify(leversOf(a)) === JSON.stringify(leversOf(b));
}

/** A draft kept as text; undefined where it is none. */
export function parseDraft(text: string | null): Draft | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return typeof value === 'object' && value !== null
      ? { ...BASE, ...(value as Partial<Draft>) }
      : undefined;
  } catch {
    return undefined;
  }
}
