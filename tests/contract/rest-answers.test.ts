import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import type { Backend } from '#main/backend.ts';
import { startHttpServer } from '#main/transport/http/server.ts';
import { writeFocusFile } from '../support/focus-file.ts';
import { temporaryFolder, testBackend, testClock } from '../support/workspace.ts';
import { describeApi, type DescribedOperation } from './description.ts';

/** Does not end by itself, or goes to another workspace. */
const LEFT_OUT = new Set(['workspace.changes', 'workspaces.open', 'workspaces.create', 'workspaces.restore']);

/** What any operation may be given where the description names it; chance fills the rest. */
const KNOWN = {
  budgetId: ['org', 'team', 'none'],
  name: ['Ada', 'start-up', 'X'],
  id: ['new', 'realistic', 'org'],
  type: ['team', 'organization'],
  amount: ['100', 5, '1e3', -1, '0.0000001', { amount: '7.000000', currency: 'USD' }],
  parentId: ['org', null],
  asOf: ['2026-02-28', '2026-02-29', '2099-12-31', '1970-01-01'],
  from: ['2026-01', '2026-13', '2026-06'],
  to: ['2026-06', '2025-01'],
  by: ['team', 'service,region', 'month', 'nobody', 'Ada'],
  against: ['previous', 'lastYear', 'budget', 'forecast', 'scenario:realistic', 'forecast:x'],
  level: ['manager', 'king'],
  levels: [[80], [80, 95], []],
  kind: ['raise', 'exceed', 'step'],
  reason: ['because'],
  requestedBy: ['Ada'],
  decision: ['approve', 'withdraw'],
  months: [1, 6, 0, 61],
  limit: [0, 1, 1001, 'x'],
  offset: [0, 5, -1],
  sort: ['name', '-amount', 'x'],
  threshold: [{ percent: 5, basis: 'actual', severity: 'info' }, { percent: -1 }],
  scope: [[], [{ dimension: 'team', op: 'in', values: ['core'] }]],
  tree: [{ name: 'T', type: 'organization', amount: 1, children: [{ name: 'U', type: 'team' }] }],
  levers: [{ growth: 0.1 }, { budgetAmount: '5' }],
  options: [{ budgetId: 'org', from: '2026-01', to: '2026-03' }],
  format: ['csv', 'xlsx'],
  growth: [0.1, { overall: -0.5 }, -3],
  text: ['words'],
  key: [{}, { team: 'core' }],
  dryRun: [true, false, 'true', 7],
} as const;

const NAMES = Object.keys(KNOWN) as (keyof typeof KNOWN)[];

interface Request {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly asBody: unknown;
}

/** Fields that are nearly right, sometimes a value that is no object at all. */
const request: fc.Arbitrary<Request> = fc.record({
  fields: fc.record(
    Object.fromEntries(
      NAMES.map((name) => [
        name,
        fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom<unknown>(...KNOWN[name]) },
          { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
        ),
      ]),
    ),
    { requiredKeys: [] },
  ),
  asBody: fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.jsonValue() },
  ),
});

async function prepared(): Promise<Backend> {
  const backend = testBackend({ clock: testClock('2026-06-30') });
  const client = backend.client('cli');
  const path = writeFocusFile(join(temporaryFolder(), 'cost.csv'), '2025-01-01', '2026-06-30', () => [
    { service: 'S', region: 'eu', team: 'core', amount: 7 },
  ]);
  await client.imports.create({ files: [{ path }] });
  const startMonth = toMonth('2026-01');
  const org = { id: 'org', name: 'Org', type: 'organization', amount: 5000, months: 12, scope: [] } as const;
  await client.budgets.create({ ...org, scope: [], startMonth });
  await client.budgets.create({ id: 'team', name: 'core', type: 'team', parentId: 'org', amount: 100 });
  return backend;
}

/** Every row of every table. */
function dumpOf({ store }: Backend): string {
  const tables = store.reader.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  const hash = createHash('sha256');
  for (const { name: table } of tables)
    for (const row of store.reader.all(`SELECT * FROM ${table}`))
      hash.update(
        JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
      );
  return hash.digest('hex');
}

/** Sends a request to an operation: its path filled, the rest in the query or the body as its verb wants. */
async function send(
  server: { readonly url: string; readonly token: string },
  { verb, path }: DescribedOperation,
  { fields, asBody }: Request,
): Promise<{ status: number; body: unknown }> {
  const rest = { ...fields };
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name] ?? 'x';
    delete rest[name];
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return encodeURIComponent(text === '' || /^\.{1,2}$/.test(text) ? 'x' : text).replaceAll('%00', 'x');
  });
  const inQuery = verb === 'get' || verb === 'delete';
  const query = Object.entries(rest).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const answer = await fetch(
    `${server.url}/api${address}${inQuery ? `?${new URLSearchParams(query).toString()}` : ''}`,
    {
      method: verb.toUpperCase(),
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      ...(inQuery ? {} : { body: JSON.stringify(asBody === undefined ? rest : asBody) }),
    },
  );
  return { status: answer.status, body: await answer.json() };
}

const RUNS = Number(process.env['FUZZ_RUNS'] ?? '400');

test(
  'any JSON at any REST operation is answered as the description says or refused without a change, never 5xx',
  async () => {
    const backend = await prepared();
    const incidents: unknown[] = [];
    const server = await startHttpServer({
      backend: { ...backend, reportIncident: (_incident, error) => incidents.push(error) },
      port: 0,
      page: new Map(),
    });
    onTestFinished(() => server.close());
    const { operations, problems } = await describeApi();
    const asked = operations.filter(
      ({ operationId }) => !LEFT_OUT.has(operationId) && operationId !== 'imports.createFromBody',
    );
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.nat(asked.length - 1), request, async (index, wanted) => {
        const operation = asked[index] ?? asked[0];
        if (operation === undefined) return;
        incidents.length = 0;
        const before = dumpOf(backend);
        const { status, body } = await send(server, operation, wanted);
        const said = { operation: operation.operationId, status };
        expect({ ...said, body, incidents }).toEqual({ ...said, body, incidents: [] });
        expect({ ...said, problems: problems(operation, status, body) }).toEqual({ ...said, problems: [] });
        expect(status).toBeLessThan(500);
        if (status >= 400) expect({ ...said, dump: dumpOf(backend) }).toEqual({ ...said, dump: before });
        outcomes.set(String(status), (outcomes.get(String(status)) ?? 0) + 1);
      }),
      { numRuns: RUNS },
    );
    // A fuzz that is refused everywhere tests nothing.
    expect((outcomes.get('200') ?? 0) + (outcomes.get('201') ?? 0)).toBeGreaterThan(RUNS / 20);
  },
  Math.max(120_000, RUNS * 100),
);
