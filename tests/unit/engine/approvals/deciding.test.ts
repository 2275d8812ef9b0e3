import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApprovalDecision, Person } from '#shared/domain/approval.ts';
import { addDays, toDay, type Day } from '#shared/domain/calendar.ts';
import { endAllowances, isOver } from '#shared/engine/approvals/allowance.ts';
import { DEFAULT_POLICY } from '#shared/engine/approvals/policy.ts';
import { advance } from '#shared/engine/approvals/workflow.ts';
import { ask, decide, made, NOW, units } from './requests.ts';

describe('decideApproval', () => {
  const people: Person[] = [
    { name: 'Mia', level: 'manager' },
    { name: 'Dan', level: 'director' },
    { name: 'Eve', level: 'executive' },
  ];

  it('approves to the total that was asked for', () => {
    expect(decide(made(ask()), { decision: 'approve', note: 'fine' })).toMatchObject({
      ok: true,
      setAmount: units(1200),
      approval: { status: 'approved', deadline: null, grant: { before: units(1000), after: units(1200) } },
    });
  });

  it('approves up to a ceiling and until a day where the decider says so', () => {
    const step = decide(made(ask()), {
      decision: 'approve',
      ceiling: units(1100),
      expiry: toDay('2026-06-30'),
    });
    expect(step).toMatchObject({ ok: true, setAmount: units(1100), approval: { expiry: '2026-06-30' } });
    expect(decide(made(ask()), { decision: 'approve', ceiling: units(1000) })).toMatchObject({
      broken: { code: 'ceiling' },
    });
    expect(decide(made(ask()), { decision: 'approve', expiry: toDay('2026-03-02') })).toMatchObject({
      broken: { code: 'expiry' },
    });
  });

  it.each([
    ['reject', 'rejected', 'Bo'],
    ['return', 'returned', 'Bo'],
    ['withdraw', 'withdrawn', 'ada '],
  ] as const)('changes nothing of the budget on %s', (decision, status, by) => {
    expect(decide(made(ask()), { decision, by })).toMatchObject({
      ok: true,
      setAmount: null,
      approval: { status, grant: null },
    });
  });

  it('keeps the requester from deciding, and everyone else from withdrawing', () => {
    expect(decide(made(ask()), { decision: 'approve', by: ' ADA' })).toMatchObject({
      broken: { code: 'own_request' },
    });
    expect(decide(made(ask()), { decision: 'withdraw' })).toMatchObject({
      broken: { code: 'not_requester' },
    });
  });

  it.each([
    [1200, 'Mia', null],
    [1200, 'eve', null],
    [1200, 'Zoe', 'not_listed'],
    [1500, 'Mia', 'level'],
    [1500, 'Dan', null],
    [2000, 'Dan', 'level'],
    [2000, 'Eve', null],
  ] as const)('needs a person of the level or above once people are listed: %d by %s', (amount, by, code) => {
    const step = decide(made(ask({ amount })), { decision: 'approve', by, people });
    expect(step.ok ? null : step.broken.code).toBe(code);
  });

  it('escalates an overdue request before it is decided', () => {
    const approval = made(ask());
    const asOf = toDay('2026-03-05');
    expect(decide(approval, { decision: 'approve', by: 'Mia', people, asOf })).toMatchObject({
      broken: { code: 'level' },
    });
    expect(decide(approval, { decision: 'approve', by: 'Dan', people, asOf })).toMatchObject({ ok: true });
  });

  it('decides a request once', () => {
    const approved = made(decide(made(ask()), { decision: 'approve' }));
    for (const decision of ['approve', 'reject', 'return'] as const)
      expect(decide(approved, { decision })).toMatchObject({ broken: { code: 'not_pending' } });
    expect(decide(approved, { decision: 'withdraw', by: 'Ada' })).toMatchObject({
      broken: { code: 'not_pending' },
    });
  });

  it('says so where the budget was raised past the request meanwhile', () => {
    expect(decide(made(ask()), { decision: 'approve', budgeted: units(1300) })).toMatchObject({
      broken: { code: 'not_more' },
    });
  });
});

describe('endAllowances', () => {
  const granted = (id: string, amount: number, until: string, budgeted: number) =>
    made(
      decide(made(ask({ id, kind: 'exceed', amount, until, budgeted })), {
        decision: 'approve',
        budgeted: units(budgeted),
      }),
    );

  it('takes an allowance back on the day after its last, once', () => {
    const allowance = granted('ap-1', 1200, '2028-02-29', 1000);
    expect(isOver(allowance, toDay('2028-02-29'))).toBe(false);
    const ended = endAllowances([allowance], units(1200), toDay('2028-03-01'), NOW);
    expect(ended.setAmount).toBe(units(1000));
    expect(ended.changed[0]?.history.at(-1)?.kind).toBe('allowanceEnded');
    expect(endAllowances(ended.changed, units(1000), toDay('2028-03-02'), NOW)).toEqual({
      changed: [],
      setAmount: null,
    });
  });

  it('keeps what a later allowance holds, and gives back to what was before both', () => {
    const first = granted('ap-1', 1200, '2026-06-30', 1000);
    const second = granted('ap-2', 1400, '2026-08-31', 1200);
    const july = endAllowances([first, second], units(1400), toDay('2026-07-01'), NOW);
    expect(july.setAmount).toBeNull();
    const september = endAllowances(july.changed, units(1400), toDay('2026-09-01'), NOW);
    expect(september.setAmount).toBe(units(1000));
  });

  it('lets a total stand that a person has set since', () => {
    const allowance = granted('ap-1', 1200, '2026-06-30', 1000);
    const ended = endAllowances([allowance], units(1500), toDay('2026-07-01'), NOW);
    expect(ended.setAmount).toBeNull();
    expect(ended.changed[0]?.history.at(-1)?.note).toContain('set anew');
  });

  it('takes nothing of a raise that is for good', () => {
    const raise = made(decide(made(ask()), { decision: 'approve' }));
    expect(endAllowances([raise], units(1200), toDay('2030-01-01'), NOW).changed).toEqual([]);
  });
});

describe('a request in any order of decisions and days', () => {
  it('changes the budget at most once up and once back, and says whatever it did in its history', () => {
    const action = fc.record({
      decision: fc.constantFrom<ApprovalDecision | 'time'>('approve', 'reject', 'return', 'withdraw', 'time'),
      by: fc.constantFrom('Ada', 'Bo', 'Eve'),
      days: fc.integer({ min: 0, max: 12 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(1020, 1200, 1500, 2000),
        fc.array(action, { maxLength: 20 }),
        (amount, actions) => {
          const wish = ask({ kind: 'exceed', amount, until: '2026-03-20' });
          let approval = made(wish);
          let budgeted = wish.ok && wish.setAmount !== null ? wish.setAmount : units(1000);
          let raised = wish.ok && wish.setAmount !== null ? 1 : 0;
          let back = 0;
          let day: Day = toDay('2026-03-02');
          for (const { decision, by, days } of actions) {
            day = addDays(day, days);
            if (decision === 'time') approval = advance(approval, day, DEFAULT_POLICY, NOW);
            else {
              const step = decide(approval, { decision, by, asOf: day, budgeted });
              if (step.ok) approval = step.approval;
              if (step.ok && step.setAmount !== null) {
                budgeted = step.setAmount;
                raised += 1;
              }
            }
            const ended = endAllowances([approval], budgeted, day, NOW);
            approval = ended.changed[0] ?? approval;
            if (ended.setAmount !== null) {
              budgeted = ended.setAmount;
              back += 1;
            }
          }
          expect(raised).toBeLessThanOrEqual(1);
          expect(back).toBeLessThanOrEqual(raised);
          const kinds = approval.history.map(({ kind }) => kind);
          expect(kinds.filter((kind) => kind === 'approved')).toHaveLength(raised);
          expect(kinds.filter((kind) => kind === 'allowanceEnded')).toHaveLength(back);
          expect(kinds.filter((kind) => kind === 'escalated').length).toBeLessThanOrEqual(2);
          expect(budgeted).toBe(raised > back ? units(amount) : units(1000));
        },
      ),
      { numRuns: 300 },
    );
  });
});
