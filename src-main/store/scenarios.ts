import type { Scenario } from '#shared/domain/scenario.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

export function readScenarios(reader: Reader): Scenario[] {
  return reader
    .all<{ body: string }>('SELECT body FROM scenario ORDER BY name, id')
    .map(({ body }) => readBody<Scenario>(body));
}

export function putScenario(writer: Writer, scenario: Scenario): void {
  writer.put('scenario', { id: scenario.id, name: scenario.name, body: writeBody(scenario) });
}

export function removeScenario(writer: Writer, id: string): void {
  writer.remove('scenario', id);
}
