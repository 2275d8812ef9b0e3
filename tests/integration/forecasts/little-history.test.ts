import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { forecastText } from '#main/cli/commands/figures.ts';
import { writeUsageFile } from '../../support/usage-file.ts';
import { newWorkspace } from '../budgets/spend.ts';

/** The same 100 on the first day of each month from January 2025 through June 2026. */
async function steadyWorkspace() {
  const { client, folder } = newWorkspace();
  const use = { service: 'compute', region: 'eu', sku: 'x', team: 'core', quantity: 1, unit: 'Hours' };
  const path = writeUsageFile(join(folder, 'days.csv'), '2025-01-01', '2026-06-30', (day) =>
    day.endsWith('-01') ? [{ ...use, cost: 100 }] : [],
  );
  await client.imports.create({ files: [{ path }] });
  const period = { startMonth: toMonth('2026-01'), months: 12 };
  await client.budgets.create({ id: 'org', name: 'Org', type: 'organization', amount: '9000', ...period });
  await client.budgets.create({
    ...{ id: 'none', name: 'None', type: 'organization', amount: '500', ...period },
    scope: [{ dimension: 'service', op: 'in', values: ['storage'] }],
  });
  return client;
}

it('a forecast without any history says so, and gives no odds unless something is planned', async () => {
  const client = await steadyWorkspace();
  const asked = { budgetId: 'none', asOf: toDay('2026-06-30') };
  const { data: plain } = await client.forecasts.create(asked);
  expect(plain.breach).toBeNull();
  expect(plain.why).toContain('no complete month with spend');
  const change = { name: 'launch', start: toMonth('2026-07'), kind: 'step', amount: '100' } as const;
  const { data: planned } = await client.forecasts.create({ ...asked, changes: [change] });
  expect(planned.breach).toMatchObject({ probability: 1, medianDate: '2026-12-01' });
});

it('a history without any change was tested, though it has no MASE', async () => {
  const client = await steadyWorkspace();
  const { data } = await client.forecasts.create({ budgetId: 'org', asOf: toDay('2026-06-30') });
  expect(data.accuracy).toMatchObject({ mase: null, smape: 0 });
  expect(forecastText(data)).toContain(`back-test sMAPE 0.0 % over ${data.accuracy.origins} origins`);
});

it('a change that would save more than is spent leaves a mean inside its interval', async () => {
  const client = await steadyWorkspace();
  const change = { name: 'off', start: toMonth('2026-07'), kind: 'step', amount: '-500' } as const;
  const { data } = await client.forecasts.create({
    budgetId: 'org',
    asOf: toDay('2026-06-30'),
    changes: [change],
  });
  const zero = { amount: '0.000000', currency: 'USD' };
  expect(data.points[0]).toMatchObject({ mean: zero, intervals: { '95': [zero, zero] } });
  expect(data.atCompletion.amount).toBe('600.000000');
});
