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
  /** Names of changes of the forecast, not of its own, that it leaves out. */
  readonly othersOff: readonly string[];
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
  othersOff: [],
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
  const { changes = [], disabledChanges = [], budgetAmount, overrides, ...simple } = levers;
  const kept = Object.fromEntries(Object.entries(simple).filter(([, value]) => value !== undefined));
  return {
    ...BASE,
    ...kept,
    quantile,
    overrides: overrides ?? {},
    changes: changes.map((change) => ({ ...change, isOn: !disabledChanges.includes(change.name) })),
    othersOff: disabledChanges.filter((name) => !changes.some((change) => change.name === name)),
    budgetAmount: amountUnits(budgetAmount) ?? null,
  };
}

/**
 * The levers of a draft as the contract takes them; what stands at its base is left out. A change that is off is kept and named as
 * such, so that it can be switched on again where the scenario is opened, unless another one of its name is on.
 */
export function leversOf(draft: Draft): LeversInput {
  const { growth, price, usage, commitmentDiscount, commitmentCoverage } = draft;
  const simple = { growth, price, usage, commitmentDiscount, commitmentCoverage };
  const moved = Object.entries(simple).filter(([, value]) => value !== 0);
  const overrides = Object.entries(draft.overrides).filter(([, value]) => value !== 0);
  const inForce = new Set(draft.changes.filter(({ isOn }) => isOn).map(({ name }) => name));
  const kept = draft.changes.filter(({ isOn, name }) => isOn || !inForce.has(name));
  const changes = kept.map(({ isOn: _isOn, ...change }) => change);
  const others = draft.othersOff.filter((name) => !inForce.has(name));
  const off = [...new Set([...kept.filter(({ isOn }) => !isOn).map(({ name }) => name), ...others])];
  return {
    ...Object.fromEntries(moved),
    ...(overrides.length === 0 ? {} : { overrides: Object.fromEntries(overrides) }),
    ...(changes.length === 0 ? {} : { changes }),
    ...(off.length === 0 ? {} : { disabledChanges: off }),
    ...(draft.budgetAmount === null ? {} : { budgetAmount: formatAmount(fromUnits(draft.budgetAmount)) }),
  };
}

/** Whether two drafts hold the same levers, however their amounts are written. */
export function isSame(a: Draft, b: Draft): boolean {
  return fingerprint(a) === fingerprint(b);
}

function fingerprint(draft: Draft): string {
  const { changes = [], overrides = {}, ...simple } = leversOf(draft);
  const written = changes.map((change) => ({ ...change, amount: amountUnits(change.amount) }));
  return JSON.stringify([draft.quantile, sorted(simple), sorted(overrides), written.map(sorted)]);
}

/** The entries of an object by name, those that say nothing left out. */
function sorted(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether a draft gives the figures of the base: changes that are off move nothing. */
export function isAtBase(draft: Draft): boolean {
  return isSame({ ...draft, changes: draft.changes.filter(({ isOn }) => isOn), othersOff: [] }, BASE);
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
