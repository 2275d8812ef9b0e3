import type { Person } from '#shared/domain/approval.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** Who may decide on requests, by name. */
export function readPeople(reader: Reader): Person[] {
  return reader
    .all<Person>('SELECT name, level FROM person ORDER BY name')
    .map(({ name, level }) => ({ name, level }));
}

export function putPerson(writer: Writer, person: Person): void {
  writer.put('person', { name: person.name, level: person.level });
}

export function removePerson(writer: Writer, name: string): void {
  writer.remove('person', name);
}
