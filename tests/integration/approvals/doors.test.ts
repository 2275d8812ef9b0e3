import { describe, expect, it } from 'vitest';
import { headroom } from '../../support/command-line.ts';
import { restOf } from '../../support/rest.ts';
import { newWorkspace, plantTree } from '../alerts/ladder.ts';

interface ApprovalShape {
  readonly id: string;
  readonly status: string;
  readonly level: string;
  readonly deadline: string | null;
  readonly risk: { score: number; parts: { name: string; value: number; weight: number }[] };
  readonly history: { kind: string }[];
}

const wish = { kind: 'raise', amount: '42000', reason: 'Migration', requestedBy: 'Ada', asOf: '2026-06-30' };

async function planted() {
  const workspace = newWorkspace('2026-11-24');
  await plantTree(workspace.client);
  return workspace;
}

describe('approvals over REST', () => {
  it('are requested with 201, listed, and decided with a PUT that raises the budget', async () => {
    const rest = await restOf((await planted()).backend);
    const made = await rest('POST', '/budgets/pay/approvals', wish);
    expect(made.status).toBe(201);
    const approval = made.body.data as ApprovalShape;
    expect(approval).toMatchObject({ status: 'pending', level: 'manager', deadline: '2026-07-02' });
    expect(
      approval.risk.parts.every(
        ({ name, value, weight }) => name !== '' && value >= 0 && value <= 1 && weight >= 0,
      ),
    ).toBe(true);
    const listed = (await rest('GET', '/budgets/pay/approvals')).body.data as ApprovalShape[];
    expect(listed.map(({ id }) => id)).toEqual([approval.id]);
    const path = `/budgets/pay/approvals/${approval.id}`;
    const tried = await rest('PUT', `${path}?dryRun=true`, { decision: 'approve', by: 'Bo' });
    expect(tried).toMatchObject({
      status: 200,
      body: { data: { status: 'approved' }, meta: { dryRun: true } },
    });
    expect((await rest('GET', '/budgets/pay')).body.data).toMatchObject({
      amount: { amount: '36500.000000' },
      revision: 1,
    });
    const decided = await rest('PUT', path, { decision: 'approve', by: 'Bo', note: 'fine' });
    expect(decided).toMatchObject({ status: 200, body: { data: { status: 'approved' } } });
    expect((await rest('GET', '/budgets/pay')).body.data).toMatchObject({
      amount: { amount: '42000.000000' },
      revision: 2,
    });
    expect((await rest('PUT', path, { decision: 'approve', by: 'Bo' })).status).toBe(409);
  });

  it('are refused with 409 where a rule forbids them, and with 400 and 404 where the request is wrong', async () => {
    const rest = await restOf((await planted()).backend);
    const { id } = (await rest('POST', '/budgets/pay/approvals', { ...wish, amount: 150000 })).body
      .data as ApprovalShape;
    const path = `/budgets/pay/approvals/${id}`;
    expect(await rest('PUT', path, { decision: 'approve', by: 'Bo' })).toMatchObject({
      status: 409,
      body: { error: { code: 'rule_broken' } },
    });
    expect((await rest('PUT', path, { decision: 'approve', by: 'Ada' })).status).toBe(409);
    expect((await rest('PUT', path, { decision: 'maybe', by: 'Bo' })).status).toBe(400);
    expect(
      (await rest('PUT', '/budgets/pay/approvals/approval-99', { decision: 'approve', by: 'Bo' })).status,
    ).toBe(404);
    expect((await rest('POST', '/budgets/pay/approvals', { ...wish, amount: '36500' })).status).toBe(409);
    expect((await rest('POST', '/budgets/pay/approvals', { ...wish, reason: undefined })).status).toBe(400);
    expect((await rest('POST', '/budgets/nobody/approvals', wish)).status).toBe(404);
    expect((await rest('PUT', path, { decision: 'withdraw', by: 'Ada' })).body.data).toMatchObject({
      status: 'withdrawn',
    });
  });

  it('of the automatic level answer the approved request, and a dry run of one changes nothing', async () => {
    const rest = await restOf((await planted()).backend);
    const small = { ...wish, amount: '37000' };
    const tried = await rest('POST', '/budgets/pay/approvals?dryRun=true', small);
    expect(tried).toMatchObject({ status: 200, body: { data: { status: 'approved', level: 'automatic' } } });
    expect((await rest('GET', '/budgets/pay')).body.data).toMatchObject({ revision: 1 });
    expect((await rest('GET', '/approvals')).body.data).toEqual([]);
    expect(await rest('POST', '/budgets/pay/approvals', small)).toMatchObject({
      status: 201,
      body: { data: { status: 'approved' } },
    });
    expect((await rest('GET', '/budgets/pay')).body.data).toMatchObject({
      amount: { amount: '37000.000000' },
    });
  });
});

describe('approvals on the command line', () => {
  it('are requested, listed and decided, and refused with exit 3', async () => {
    const { file, backend } = await planted();
    backend.close();
    const words = [
      '--kind',
      'exceed',
      '--amount',
      '42000',
      '--reason',
      'Migration',
      '--by',
      'Ada',
      '--until',
      '2026-09-30',
    ];
    const made = await headroom(file, 'approvals', 'request', 'pay', ...words, '--as-of', '2026-06-30');
    expect(made).toMatchObject({ status: 0, data: { status: 'pending', level: 'manager' } });
    const { id } = made.data as ApprovalShape;
    expect(await headroom(file, 'approvals', 'list')).toMatchObject({ status: 0, data: [{ id }] });
    expect(await headroom(file, 'approvals', 'decide', id, '--by', 'Ada', '--approve')).toMatchObject({
      status: 3,
    });
    expect(
      await headroom(file, 'approvals', 'decide', id, '--by', 'Bo', '--approve', '--as-of', '2026-07-01'),
    ).toMatchObject({
      status: 0,
      data: { status: 'approved' },
    });
    expect(await headroom(file, 'approvals', 'decide', id, '--by', 'Bo')).toMatchObject({ status: 2 });
  });
});
