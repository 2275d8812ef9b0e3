import { describe, expect, it } from 'vitest';
import { toDay } from '#shared/domain/calendar.ts';
import { watchDays } from '#main/router/follow-up.ts';
import { newWorkspace, plantTree, type Workspace } from '../alerts/ladder.ts';

async function prepared(day = '2026-06-30'): Promise<Workspace> {
  const workspace = newWorkspace(day);
  await plantTree(workspace.client);
  return workspace;
}

/** With a year and a half of spend on plan. */
async function withSpend(): Promise<Workspace> {
  const workspace = await prepared();
  await workspace.spend('plan', '2025-01-01', '2026-06-30', () => 100);
  return workspace;
}

const wish = { budgetId: 'pay', kind: 'raise', reason: 'Migration', requestedBy: 'Ada' } as const;

async function amountOf({ client }: Workspace, budgetId = 'pay'): Promise<string> {
  return (await client.budgets.get({ budgetId })).data.amount.amount;
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );
}

describe('an approval request', () => {
  it.each([
    ['37000', 'automatic', 'approved', null],
    ['42000', 'manager', 'pending', '2026-07-02'],
    ['55000', 'director', 'pending', '2026-07-03'],
    ['73000', 'executive', 'pending', '2026-07-07'],
  ] as const)('for %s of 36500 goes to the level of %s', async (amount, level, status, deadline) => {
    const { client } = await prepared();
    const { data } = await client.approvals.request({ ...wish, amount });
    expect(data).toMatchObject({ level, status, deadline });
    expect(data.risk.parts).toHaveLength(7);
    const score = data.risk.parts.reduce((sum, { value, weight }) => sum + value * weight, 0);
    expect(data.risk.score).toBeCloseTo(score, 6);
  });

  it('of the automatic level raises the budget at once, with a revision, in one step that can be undone', async () => {
    const workspace = await prepared();
    await workspace.client.approvals.request({ ...wish, amount: '37000' });
    expect(await amountOf(workspace)).toBe('37000.000000');
    const [revision] = (await workspace.client.budgets.revisions({ budgetId: 'pay' })).data;
    expect(revision).toMatchObject({ author: 'Ada', reason: 'Migration' });
    await workspace.client.history.undo({});
    expect(await amountOf(workspace)).toBe('36500.000000');
    expect((await workspace.client.approvals.list({ budgetId: 'pay' })).data).toEqual([]);
  });

  it('is decided once, by somebody else, and raises the budget in the same transaction', async () => {
    const workspace = await prepared();
    const { client } = workspace;
    const { id } = (await client.approvals.request({ ...wish, amount: '42000' })).data;
    const decide = (by: string, decision: 'approve' | 'reject' | 'withdraw') =>
      client.approvals.decide({ budgetId: 'pay', workflowId: id, decision, by });
    expect(await codeOf(decide('Ada', 'approve'))).toBe('rule_broken');
    expect(await codeOf(decide('Bo', 'withdraw'))).toBe('rule_broken');
    expect(await amountOf(workspace)).toBe('36500.000000');
    expect((await decide('Bo', 'approve')).data).toMatchObject({
      status: 'approved',
      deadline: null,
      grant: { before: { amount: '36500.000000' }, after: { amount: '42000.000000' } },
    });
    expect(await amountOf(workspace)).toBe('42000.000000');
    expect(await codeOf(decide('Bo', 'approve'))).toBe('rule_broken');
    expect(await amountOf(workspace)).toBe('42000.000000');
    const [entry] = (await client.audit.list({ operation: 'approvals.decide' })).data;
    expect(entry?.actor).toBe('Bo');
    expect((await client.audit.verify({})).data.ok).toBe(true);
  });

  it('that would break a rule of the tree is refused on approval, and stays as it was', async () => {
    const workspace = await prepared();
    const { client } = workspace;
    const { id } = (await client.approvals.request({ ...wish, amount: '150000' })).data;
    const decision = client.approvals.decide({
      budgetId: 'pay',
      workflowId: id,
      decision: 'approve',
      by: 'Bo',
    });
    expect(await codeOf(decision)).toBe('rule_broken');
    expect(await amountOf(workspace)).toBe('36500.000000');
    expect((await client.approvals.list({ budgetId: 'pay' })).data[0]?.status).toBe('pending');
  });

  it('needs a person of the level or above once people are listed', async () => {
    const { client } = await prepared();
    await client.people.add({ name: 'Mia', level: 'manager' });
    await client.people.add({ name: 'Dan', level: 'director' });
    const { id } = (await client.approvals.request({ ...wish, amount: '55000' })).data;
    const decide = (by: string) =>
      client.approvals.decide({ budgetId: 'pay', workflowId: id, decision: 'approve', by });
    expect(await codeOf(decide('Zoe'))).toBe('rule_broken');
    expect(await codeOf(decide('Mia'))).toBe('rule_broken');
    expect(await codeOf(decide('Dan'))).toBe('done');
  });

  it('escalates overdue requests on day change, once per level, and expires at the executive', async () => {
    const workspace = await prepared();
    const { client, clock, backend } = workspace;
    await client.approvals.request({ ...wish, amount: '42000' });
    const seen: string[] = [];
    for (const day of [
      '2026-07-02',
      '2026-07-03',
      '2026-07-08',
      '2026-07-09',
      '2026-07-15',
      '2026-07-16',
      '2026-07-17',
    ]) {
      clock.set(day);
      watchDays(backend)();
      watchDays(backend)();
      const [approval] = (await client.approvals.list({ budgetId: 'pay' })).data;
      seen.push(`${day} ${approval?.status ?? ''} ${approval?.level ?? ''}`);
    }
    expect(seen).toEqual([
      '2026-07-02 pending manager',
      '2026-07-03 pending director',
      '2026-07-08 pending director',
      '2026-07-09 pending executive',
      '2026-07-15 pending executive',
      '2026-07-16 pending executive',
      '2026-07-17 expired executive',
    ]);
  });

  it('shows a request on a later day as it will be then, without writing', async () => {
    const { client } = await prepared();
    await client.approvals.request({ ...wish, amount: '42000' });
    const later = (await client.approvals.list({ budgetId: 'pay', asOf: toDay('2026-07-03') })).data[0];
    expect(later).toMatchObject({ level: 'director', status: 'pending' });
    const seen = async (day: string) =>
      (await client.approvals.list({ budgetId: 'pay', asOf: toDay(day) })).data[0];
    expect(await seen('2026-07-09')).toMatchObject({ level: 'executive', status: 'pending' });
    expect(await seen('2026-08-31')).toMatchObject({ status: 'expired' });
    expect((await client.approvals.list({ budgetId: 'pay' })).data[0]?.level).toBe('manager');
  });

  it('made from an earlier standpoint is not overdue from the start', async () => {
    const workspace = await prepared('2026-11-24');
    const { client } = workspace;
    await client.people.add({ name: 'Mia', level: 'manager' });
    const { id } = (await client.approvals.request({ ...wish, amount: '42000', asOf: toDay('2026-06-30') }))
      .data;
    expect((await client.approvals.list({ budgetId: 'pay' })).data[0]).toMatchObject({
      level: 'manager',
      deadline: '2026-07-02',
    });
    const { data } = await client.approvals.decide({
      budgetId: 'pay',
      workflowId: id,
      decision: 'approve',
      by: 'Mia',
    });
    expect(data.status).toBe('approved');
  });
});

describe('an allowance to exceed', () => {
  it('raises the amount until its last day, and is taken back once on the day after', async () => {
    const workspace = await prepared();
    const { client, clock, backend } = workspace;
    const until = toDay('2026-07-31');
    const { id } = (await client.approvals.request({ ...wish, kind: 'exceed', amount: '42000', until })).data;
    await client.approvals.decide({ budgetId: 'pay', workflowId: id, decision: 'approve', by: 'Bo' });
    expect(await amountOf(workspace)).toBe('42000.000000');
    clock.set('2026-07-31');
    watchDays(backend)();
    expect(await amountOf(workspace)).toBe('42000.000000');
    clock.set('2026-08-01');
    watchDays(backend)();
    watchDays(backend)();
    expect(await amountOf(workspace)).toBe('36500.000000');
    const [approval] = (await client.approvals.list({ budgetId: 'pay' })).data;
    expect(approval?.history.map(({ kind }) => kind)).toEqual(['requested', 'approved', 'allowanceEnded']);
  });

  it('holds to a ceiling and an expiry that the decider sets', async () => {
    const workspace = await prepared();
    const { client } = workspace;
    const { id } = (await client.approvals.request({ ...wish, amount: '42000' })).data;
    const conditions = { ceiling: '40000', expiry: toDay('2026-09-30'), note: 'half a year is enough' };
    await client.approvals.decide({
      budgetId: 'pay',
      workflowId: id,
      decision: 'approve',
      by: 'Bo',
      ...conditions,
    });
    expect(await amountOf(workspace)).toBe('40000.000000');
    await client.alerts.evaluate({ budgetId: 'pay', asOf: toDay('2026-10-01') });
    expect(await amountOf(workspace)).toBe('36500.000000');
  });
});

describe('the policy', () => {
  it('is edited with a version that requests remember', async () => {
    const { client } = await prepared();
    const first = (await client.approvals.request({ ...wish, amount: '42000' })).data;
    expect(first.policyVersion).toBe(1);
    const { policy } = (await client.approvals.policy({})).data;
    await client.settings.set({ approvalPolicy: { ...policy, below: { manager: 25, director: 26 } } });
    const second = (await client.approvals.request({ ...wish, amount: '42000' })).data;
    expect(second).toMatchObject({ policyVersion: 2, level: 'executive' });
    await client.settings.set({ approvalPolicy: null });
    expect((await client.approvals.policy({})).data.policy.version).toBe(3);
  });

  it('whose weights do not add up is refused', async () => {
    const { client } = await prepared();
    const { policy } = (await client.approvals.policy({})).data;
    const weights = { ...policy.weights, timeLeft: 50 };
    expect(await codeOf(client.settings.set({ approvalPolicy: { ...policy, weights } }))).toBe(
      'invalid_input',
    );
  });

  it('asks by itself for what the forecast overruns, once, where it says so', async () => {
    const workspace = await withSpend();
    const { client } = workspace;
    const { policy } = (await client.approvals.policy({})).data;
    await client.settings.set({ approvalPolicy: { ...policy, requestOverruns: true } });
    expect((await client.approvals.inbox({})).data).toEqual([]);
    await workspace.spend('jump', '2026-07-01', '2026-07-31', () => 400);
    workspace.clock.set('2026-07-31');
    await client.alerts.evaluateAll({});
    await client.alerts.evaluateAll({});
    const requests = (await client.approvals.inbox({})).data;
    expect(requests.map(({ budgetId, requestedBy, kind }) => [budgetId, requestedBy, kind])).toEqual([
      ['pay', 'policy', 'raise'],
    ]);
  });
});
