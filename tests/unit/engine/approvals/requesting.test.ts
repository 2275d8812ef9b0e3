import { describe, expect, it } from 'vitest';
import { addDays, toDay, weekdayOf } from '#shared/domain/calendar.ts';
import { DEFAULT_POLICY } from '#shared/engine/approvals/policy.ts';
import { advance, advanceByDays } from '#shared/engine/approvals/workflow.ts';
import { ask, made, NOW, units } from './requests.ts';

describe('requestApproval', () => {
  it.each([
    [1020, 'automatic', 'approved', null],
    [1200, 'manager', 'pending', '2026-03-04'],
    [1500, 'director', 'pending', '2026-03-05'],
    [2000, 'executive', 'pending', '2026-03-09'],
  ] as const)('asks for %d of 1000 at the level of %s', (amount, level, status, deadline) => {
    const approval = made(ask({ amount }));
    expect(approval).toMatchObject({ level, status, deadline, policyVersion: 1 });
    expect(approval.history[0]).toMatchObject({ kind: 'requested', by: 'Ada', note: 'Migration' });
  });

  it('decides the automatic level at once and records it like the others', () => {
    const step = ask({ amount: 1020 });
    expect(step).toMatchObject({ ok: true, setAmount: units(1020) });
    expect(made(step).history.map(({ kind, by }) => [kind, by])).toEqual([
      ['requested', 'Ada'],
      ['approved', 'policy'],
    ]);
  });

  it.each([
    ['2026-02-26', 'a Thursday: over the weekend and the month end', 1200, '2026-03-02'],
    ['2026-02-27', 'a Friday', 1200, '2026-03-03'],
    ['2026-02-28', 'a Saturday counts from its Friday', 1200, '2026-03-03'],
    ['2026-03-01', 'a Sunday counts from its Friday', 1200, '2026-03-03'],
    ['2028-02-28', 'over the leap day, which is a Tuesday', 1200, '2028-03-01'],
    ['2028-02-29', 'from the leap day', 1500, '2028-03-03'],
    ['2026-12-30', 'over the year end', 2000, '2027-01-06'],
  ] as const)('counts business days from %s, %s, for %d', (asOf, _day, amount, deadline) => {
    expect(made(ask({ amount, asOf })).deadline).toBe(deadline);
  });

  it('refuses a total that is not above the present one, and an allowance that is over already', () => {
    expect(ask({ amount: 1000 })).toMatchObject({ ok: false, broken: { code: 'not_more' } });
    expect(ask({ kind: 'exceed', until: '2026-03-01' })).toMatchObject({
      ok: false,
      broken: { code: 'until' },
    });
  });
});

describe('the deadline', () => {
  it('escalates once per level and expires at the executive, over a clock that runs day by day', () => {
    let approval = made(ask({ asOf: '2026-02-26' }));
    const seen: string[] = [];
    for (let day = toDay('2026-02-26'); day < toDay('2026-03-20'); day = addDays(day, 1)) {
      const next = advance(approval, day, DEFAULT_POLICY, NOW);
      expect(advance(next, day, DEFAULT_POLICY, NOW)).toBe(next);
      if (next !== approval) seen.push(`${day} ${next.status} ${next.level} ${next.deadline ?? '-'}`);
      approval = next;
    }
    expect(seen).toEqual([
      '2026-03-03 pending director 2026-03-06',
      '2026-03-07 pending executive 2026-03-13',
      '2026-03-14 expired executive -',
    ]);
    expect(approval.history.map(({ kind }) => kind)).toEqual([
      'requested',
      'escalated',
      'escalated',
      'expired',
    ]);
    expect(approval.history[1]?.note).toBe(
      'from manager to director: nobody decided by 2026-03-02; due 2026-03-06',
    );
  });

  it('goes up one level only when nobody looked for weeks, and gives that level its whole time', () => {
    const late = advance(made(ask()), toDay('2026-05-04'), DEFAULT_POLICY, NOW);
    expect(late).toMatchObject({ status: 'pending', level: 'director', deadline: '2026-05-07' });
  });

  it('seen from a chosen day is what a clock that ran day by day would have made of it', () => {
    const asked = made(ask({ asOf: '2026-01-02' }));
    let walked = asked;
    const seen = new Set<string>();
    for (let day = toDay('2026-01-02'); day < toDay('2026-02-01'); day = addDays(day, 1)) {
      walked = advance(walked, day, DEFAULT_POLICY, NOW);
      expect(advanceByDays(asked, day, DEFAULT_POLICY, NOW)).toEqual(walked);
      seen.add(`${walked.status} ${walked.level} ${walked.deadline ?? '-'}`);
    }
    expect([...seen]).toEqual([
      'pending manager 2026-01-06',
      'pending director 2026-01-12',
      'pending executive 2026-01-20',
      'expired executive -',
    ]);
  });

  it('never falls on a weekend, whatever the day of the request', () => {
    for (let day = toDay('2027-12-01'); day < toDay('2028-04-01'); day = addDays(day, 1)) {
      for (const amount of [1200, 1500, 2000]) {
        const { deadline } = made(ask({ amount, asOf: day }));
        expect(deadline !== null && weekdayOf(deadline) < 5).toBe(true);
      }
    }
  });
});
