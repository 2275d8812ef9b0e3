import { notFound } from '#shared/contract/errors.ts';
import type { Person } from '#shared/domain/approval.ts';
import { putPerson, readPeople, removePerson } from '../store/people.ts';
import { answerOf, pageOf, procedures, readerOf, writeFor, type RequestContext } from './context.ts';

function put(context: RequestContext, input: Person & { dryRun?: boolean | undefined }) {
  const person = { name: input.name, level: input.level };
  const request = {
    operation: 'people.add',
    label: `Let ${person.name} decide as ${person.level}`,
    dryRun: input.dryRun,
  };
  const { changes } = writeFor(context, request, (writer) => putPerson(writer, person));
  return answerOf(person, input.dryRun, changes);
}

function requirePerson(context: RequestContext, name: string): Person {
  const found = readPeople(readerOf(context)).find((person) => person.name === name);
  if (found === undefined) throw notFound('person', name, '"people list"');
  return found;
}

export const people = {
  list: procedures.people.list.handler(({ input, context }) => pageOf(readPeople(readerOf(context)), input)),
  get: procedures.people.get.handler(({ input, context }) => ({ data: requirePerson(context, input.name) })),
  add: procedures.people.add.handler(({ input, context }) => put(context, input)),
  update: procedures.people.update.handler(({ input, context }) => {
    requirePerson(context, input.name);
    return put(context, input);
  }),
  remove: procedures.people.remove.handler(({ input, context }) => {
    const { name, dryRun } = input;
    requirePerson(context, name);
    const request = { operation: 'people.remove', label: `Remove ${name} from those who decide`, dryRun };
    const { changes } = writeFor(context, request, (writer) => removePerson(writer, name));
    return answerOf({ name }, dryRun, changes);
  }),
};
