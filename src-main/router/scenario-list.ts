import { notFound } from '#shared/contract/errors.ts';
import { BUILT_IN_SCENARIOS, type BuiltInScenario, type Scenario } from '#shared/domain/scenario.ts';
import type { Reader } from '../store/reader.ts';
import { readScenarios } from '../store/scenarios.ts';

/** The built-in scenarios: a quantile of the baseline's paths together with a preset of levers. */
const PRESETS: Readonly<Record<BuiltInScenario, Scenario>> = {
  optimistic: {
    id: 'optimistic',
    name: 'Optimistic',
    budgetId: null,
    quantile: 0.2,
    levers: { growth: -0.02, commitmentDiscount: 0.2, commitmentCoverage: 0.1 },
    notes: '',
  },
  realistic: { id: 'realistic', name: 'Realistic', budgetId: null, quantile: 0.5, levers: {}, notes: '' },
  pessimistic: {
    id: 'pessimistic',
    name: 'Pessimistic',
    budgetId: null,
    quantile: 0.8,
    levers: { growth: 0.05 },
    notes: '',
  },
};

export function isBuiltIn(id: string): id is BuiltInScenario {
  return (BUILT_IN_SCENARIOS as readonly string[]).includes(id);
}

/** Built-in scenarios first, as edited where they were, then own ones by name. */
export function listScenarios(reader: Reader): Scenario[] {
  const stored = readScenarios(reader);
  const edited = new Map(stored.filter(({ id }) => isBuiltIn(id)).map((scenario) => [scenario.id, scenario]));
  return [
    ...BUILT_IN_SCENARIOS.map((id) => edited.get(id) ?? PRESETS[id]),
    ...stored.filter(({ id }) => !isBuiltIn(id)),
  ];
}

/** A scenario by id or by name. */
export function requireScenario(reader: Reader, id: string): Scenario {
  const all = listScenarios(reader);
  const found =
    all.find((scenario) => scenario.id === id) ??
    all.find(({ name }) => name.toLowerCase() === id.toLowerCase());
  if (found === undefined) throw notFound('scenario', id, '"scenario list"');
  return found;
}

/** What a scenario assumes, in words; shown beside its name. */
export function definitionOf({ quantile, levers }: Scenario): string {
  const percent = (value: number) =>
    `${value > 0 ? '+' : value < 0 ? '\u2212' : ''}${Math.abs(Math.round(value * 1000) / 10)} %`;
  const base =
    quantile === 0.5
      ? 'the median of the baseline'
      : `the ${Math.round(quantile * 100)} % quantile path of the baseline`;
  const parts = [
    levers.growth && `growth ${percent(levers.growth)} a year`,
    levers.price && `prices ${percent(levers.price)}`,
    levers.usage && `usage ${percent(levers.usage)}`,
    levers.commitmentDiscount &&
      `commitments save ${percent(levers.commitmentDiscount).replace('+', '')} on ${percent(levers.commitmentCoverage ?? 0).replace('+', '')} of usage`,
    ...Object.entries(levers.overrides ?? {}).map(([name, value]) => `${name} ${percent(value)}`),
    changesText(levers),
    levers.disabledChanges?.length && `without ${levers.disabledChanges.join(', ')}`,
  ].filter((part) => typeof part === 'string');
  return [base, ...parts].join(', ');
}

/** How many planned changes are in force; they are named where they are few. */
function changesText({ changes = [], disabledChanges = [] }: Scenario['levers']): string | undefined {
  const inForce = changes.filter(({ name }) => !disabledChanges.includes(name)).map(({ name }) => name);
  if (inForce.length === 0) return undefined;
  return inForce.length <= MOST_NAMED ? `with ${inForce.join(' and ')}` : `${inForce.length} planned changes`;
}
const MOST_NAMED = 2;
