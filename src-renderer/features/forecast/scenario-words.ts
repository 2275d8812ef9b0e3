/** How a forecast says which scenario it is of; the base goes without saying. */
import type { ScenarioAnswer } from '../../session/baseline.ts';

type Named = Pick<ScenarioAnswer, 'id' | 'name'>;

/** `, in the scenario Pessimistic`, inside a sentence. */
export function namedIn(scenario: Named | null): string {
  return scenario === null ? '' : ` in the scenario ${scenario.name}`;
}

/** `Pessimistic: 12 months ahead`. */
export function titleIn(scenario: Named | null, title: string): string {
  return scenario === null ? title : `${scenario.name}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

/** The scenario that a stored forecast was made for; one that was deleted since has only its id. */
export function scenarioText(id: string | null, known: readonly Named[]): string {
  if (id === null) return 'Base';
  return known.find((scenario) => scenario.id === id)?.name ?? `${id}, deleted`;
}
