import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { headroom } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/workspace.ts';

interface Run {
  readonly ok: boolean;
  readonly [section: string]: unknown;
}

async function run(workflow: object): Promise<{ status: number; data: Run }> {
  const folder = temporaryFolder();
  const file = join(folder, 'workflow.json');
  writeFileSync(file, JSON.stringify(workflow));
  const out = join(folder, 'out');
  const { status, data } = await headroom(join(folder, 'w.headroom'), 'run', file, '--out', out);
  return { status, data: data as Run };
}

const org = { id: 'org', name: 'Org', type: 'organization', amount: 12, startMonth: '2026-01' };

it('a file of budgets that is not there is named by the step that needs it', async () => {
  const { status, data } = await run({ budgets: { file: 'plan.json' }, trends: true });
  expect(status).toBe(1);
  expect(data['budgets']).toMatchObject({
    ok: false,
    error: expect.stringMatching(
      /^Step "budgets": Cannot read .*plan\.json: there is no such file\.$/,
    ) as unknown,
  });
  expect(data['trends']).toMatchObject({ ok: false });
});

it('a variance names its dimensions by commas or as a list', async () => {
  const months = { from: '2026-01', to: '2026-03' };
  const by = async (names: unknown): Promise<unknown> => {
    const { data } = await run({ budgets: org, variance: { ...months, by: names } });
    const { result } = data['variance'] as { result: readonly { by: unknown }[] };
    return result[0]?.by;
  };
  expect(await by(['service', 'region'])).toEqual(['service', 'region']);
  expect(await by('service,region')).toEqual(['service', 'region']);
});
