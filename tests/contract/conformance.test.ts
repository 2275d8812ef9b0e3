import { ORPCError } from '@orpc/client';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { contract, type Client } from '#shared/contract/contract.ts';
import { ERRORS } from '#shared/contract/errors.ts';
import type { Backend, Clock } from '#main/backend.ts';
import { testBackend, testClock } from '../support/workspace.ts';
import { DOORS, type OpenDoor } from './doors.ts';

/** The failure of a call, as every door must report it. */
async function failureOf(
  call: Promise<unknown>,
): Promise<{ code: string; message: string; details: unknown }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    const { code, message, data } = error as ORPCError<string, unknown>;
    return { code, message, details: data };
  }
  throw new Error('the call was answered');
}

const money = (amount: string) => ({ amount, currency: 'USD' });

/** The same story through a door; what it answers must not depend on the door. */
async function tell(client: Client): Promise<unknown[]> {
  const organisation = {
    id: 'org',
    name: 'Org',
    type: 'organization',
    amount: '120000',
    months: 12,
    startMonth: toMonth('2026-01'),
  } as const;
  const heard: unknown[] = [];
  const note = (answer: unknown): void => {
    heard.push(answer);
  };
  note(await client.budgets.create({ ...organisation, dryRun: true }));
  note(await client.budgets.create({ ...organisation }));
  note(
    await client.budgets.create({
      id: 'team',
      name: 'Team ✓',
      type: 'team',
      parentId: 'org',
      amount: 60_000,
    }),
  );
  note(await client.budgets.list({ parentId: 'org', limit: 10 }));
  note(await client.budgets.get({ budgetId: 'team' }));
  note(await client.budgets.update({ budgetId: 'team', notes: 'a/b?c=ü "quoted"', amount: '70000.000001' }));
  note(await failureOf(client.budgets.update({ budgetId: 'team', notes: 'late', expectedRevision: 1 })));
  note(await failureOf(client.budgets.create({ name: '', type: 'team' })));
  note(await failureOf(client.budgets.get({ budgetId: 'no such/budget' })));
  note(await failureOf(client.budgets.create({ id: 'team', name: 'Again', type: 'team' })));
  note(await client.budgets.stats({}));
  note(await client.alerts.evaluate({ budgetId: 'team' }));
  note(await client.people.add({ name: 'Ada', level: 'director' }));
  note(await client.people.list({}));
  note(await client.settings.set({ fiscalYearStart: 4 }));
  note(await client.history.undo({}));
  note(await client.budgets.remove({ budgetId: 'team' }));
  note(await client.budgets.list({}));
  note(await client.history.list({ limit: 3 }));
  const { data } = await client.audit.list({ limit: 100 });
  note(data.map(({ operation, actor }) => [operation, actor]));
  return heard;
}

/** Stands still, because doors look at it more or less often. */
const STILL: Clock = { ...testClock(), now: () => '2026-06-30T12:00:00.000Z' };

describe('one story', () => {
  test('is answered alike through every door', async () => {
    const told = new Map<string, unknown[]>();
    for (const [name, door] of Object.entries(DOORS)) {
      const { client, close } = await door(testBackend({ clock: STILL }));
      told.set(name, JSON.parse(JSON.stringify(await tell(client))) as unknown[]);
      await close();
    }
    const reference = told.get('in process') ?? [];
    expect(reference).toMatchObject({
      0: { data: { id: 'org', amount: money('120000.000000') }, meta: { dryRun: true } },
      3: { data: [{ id: 'team', name: 'Team ✓' }], meta: { total: 1 } },
      5: { data: { amount: money('70000.000001'), notes: 'a/b?c=ü "quoted"' } },
      6: { code: 'lost_update' },
      7: { code: 'invalid_input', details: { issues: [{ path: 'name' }] } },
      8: { code: 'not_found' },
    });
    for (const [name, heard] of told)
      for (const [step, answer] of heard.entries())
        expect({ name, step, answer }).toEqual({ name, step, answer: reference[step] });
  });
});

describe.each(Object.entries(DOORS))('%s', (_, door) => {
  let backend: Backend;
  let opened: OpenDoor;
  beforeEach(async () => {
    backend = testBackend();
    opened = await door(backend);
  });
  afterEach(() => opened.close());

  test('every operation of the contract is reached, and fails only by the closed list', async () => {
    for (const [subject, name, call] of operationsOf(opened.client)) {
      const outcome = await settle(call({ ...PATH_PARAMETERS }));
      expect({ subject, name, outcome }).toEqual({
        subject,
        name,
        outcome: expect.stringMatching(EXPECTED) as string,
      });
    }
  });
});

/** Enough to fill every path; as an input it is wrong for most operations, which is the point. */
const PATH_PARAMETERS = Object.fromEntries(
  ['budgetId', 'alertId', 'workflowId', 'importId', 'progressId', 'id', 'name', 'dimension'].map((name) => [
    name,
    'x',
  ]),
);

const FAILURES = Object.keys(ERRORS).filter((code) => code !== 'internal' && code !== 'method_not_allowed');
const EXPECTED = new RegExp(`^(answered|${FAILURES.join('|')})$`);

type Call = (input: unknown) => Promise<unknown>;

/** Every operation but the stream of changes, which does not end by itself. */
function operationsOf(client: Client): [string, string, Call][] {
  return Object.entries(contract).flatMap(([subject, operations]) =>
    Object.keys(operations)
      .filter((name) => name !== 'changes')
      .map((name): [string, string, Call] => {
        const calls = client[subject as keyof Client] as Readonly<Record<string, Call>>;
        const call = calls[name];
        if (call === undefined) throw new Error(`${subject}.${name} is missing`);
        return [subject, name, call];
      }),
  );
}

async function settle(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'answered';
  } catch (error) {
    return error instanceof ORPCError
      ? String((error as ORPCError<string, unknown>).code)
      : `threw ${String(error)}`;
  }
}

test('a committed write is heard by those who listen through the port and through HTTP', async () => {
  for (const name of ['in process', 'over a message port', 'over HTTP as the page']) {
    const backend = testBackend();
    const opened = await DOORS[name]?.(backend);
    if (opened === undefined) throw new Error(`no door ${name}`);
    const changes = await opened.client.workspace.changes({});
    const heard = changes.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await backend.client('cli').budgets.create({ id: 'org', name: 'Org', type: 'organization', amount: 1 });
    expect((await heard).value).toMatchObject({
      operation: 'budgets.create',
      ids: expect.arrayContaining(['org']) as string[],
    });
    await changes.return();
    await opened.close();
  }
});

test('no input whatever makes an operation fail by our own fault, and a refused one changes nothing', async () => {
  const backend = testBackend();
  const client = backend.client('rest');
  await client.budgets.create({ id: 'x', name: 'X', type: 'organization', amount: 1000 });
  const operations = operationsOf(client);
  const json = fc.jsonValue({ maxDepth: 2 });
  const input = fc.record(
    {
      ...Object.fromEntries(
        Object.keys(PATH_PARAMETERS).map((name) => [name, fc.oneof(fc.constant('x'), json)]),
      ),
      budgetId: fc.oneof(fc.constant('x'), json),
      amount: fc.oneof(fc.constant('1'), json),
      asOf: fc.oneof(fc.constant('2026-02-29'), fc.constant('2026-02-28'), json),
      dryRun: fc.oneof(fc.boolean(), json),
      from: fc.oneof(fc.constant('2026-13'), fc.constant('2026-01'), json),
      threshold: json,
      type: fc.oneof(fc.constant('team'), json),
      levers: json,
      tree: json,
      limit: json,
      n: json,
    },
    { requiredKeys: ['budgetId'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(operations.length - 1), input, async (index, fields) => {
      const [subject, name, call] = operations[index] ?? operations[0] ?? [];
      if (call === undefined) return;
      const head = await headOf(client);
      const outcome = await settle(call(fields));
      expect(`${subject}.${name}: ${outcome}`).not.toContain('internal');
      expect(outcome).toMatch(EXPECTED);
      if (outcome !== 'answered') expect(await headOf(client)).toBe(head);
    }),
    { numRuns: 600 },
  );
});

async function headOf(client: Client): Promise<string> {
  return (await client.audit.verify({})).data.head;
}
