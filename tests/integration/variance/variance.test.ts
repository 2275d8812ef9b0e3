import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import { expectExact, micros, quarter, table, units, type Answer, type Row } from './answers.ts';
import { plant, type Planted } from './planted.ts';

describe('a variance', () => {
  let planted: Planted;
  const ask = async (question: object = {}): Promise<Answer> =>
    (await planted.client.variance.analyze({ ...quarter, ...question })).data;

  beforeAll(async () => {
    planted = await plant();
  });
  afterAll(() => planted.remove());

  it('gives a dimension value the plan that budgets below pin, and the rest to unplanned', async () => {
    const answer = await ask({ by: 'team' });
    expect(table(answer.rows)).toEqual([
      ['(unplanned)', 1500, 0, -1500],
      ['(untagged)', 0, 364, 364],
      ['Payments', 1500, 2088.5, 588.5],
      ['Search', 0, 910, 910],
    ]);
    expectExact(answer);
    expect(answer.total.effectsReason).toContain('quantities');
    expect(answer.rows.every(({ effects }) => effects === undefined)).toBe(true);
  });

  it('takes the dimension of the budgets below where none is named', async () => {
    expect((await ask()).by).toEqual(['team']);
    expect((await ask({ budgetId: 'pay-compute' })).by).toEqual(['service']);
  });

  it('drills down two levels, with subtotals by the first', async () => {
    const answer = await ask({ by: 'team,service' });
    expect(table(answer.rows)).toEqual([
      ['(unplanned) > (unplanned)', 1500, 0, -1500],
      ['(untagged) > Storage', 0, 364, 364],
      ['Payments > (unplanned)', 300, 0, -300],
      ['Payments > Compute', 1200, 1952, 752],
      ['Payments > Queue', 0, 136.5, 136.5],
      ['Search > Compute', 0, 910, 910],
    ]);
    expect(table(answer.groups).map(([name]) => name)).toEqual([
      '(unplanned)',
      '(untagged)',
      'Payments',
      'Search',
    ]);
    expectExact(answer);
  });

  it('says months and quarters as rows', async () => {
    expect(table((await ask({ by: 'month' })).rows)).toEqual([
      ['2026-04', 1000, 1125, 125],
      ['2026-05', 1000, 1162.5, 162.5],
      ['2026-06', 1000, 1075, 75],
    ]);
    const [row] = (await ask({ by: 'quarter' })).rows;
    expect(row?.key).toEqual({ quarter: '2026-Q2' });
  });

  it('takes a change from the period before apart into price, volume, new, discontinued and one-off', async () => {
    const answer = await ask({ by: 'team', against: 'previous' });
    expectExact(answer);
    const payments = answer.rows.find(({ key }) => key['team'] === 'Payments');
    const effects = Object.fromEntries(
      Object.entries(payments?.effects ?? {}).map(([name, value]) => [name, units(value)]),
    );
    expect(effects).toEqual({ price: 182, volume: 920, mix: 0, new: 136.5, discontinued: -180, oneOff: -50 });
    expect([units(payments!.plan), units(payments!.actual)]).toEqual([1080, 2088.5]);
    const untagged = answer.rows.find(({ key }) => key['team'] === '(untagged)');
    expect(units(untagged!.effects!.price)).toBe(94);
  });

  it('compares months by their place in the period, not by their name', async () => {
    const answer = await ask({ by: 'month', against: 'previous' });
    expect(table(answer.rows)).toEqual([
      ['2026-04', 775, 1125, 350],
      ['2026-05', 700, 1162.5, 462.5],
      ['2026-06', 775, 1075, 300],
    ]);
  });

  it('compares a month that is not over with as much of the earlier one', async () => {
    const answer = await ask({
      from: toMonth('2026-06'),
      to: toMonth('2026-06'),
      by: 'team',
      against: 'previous',
      asOf: '2026-06-10',
    });
    expect([units(answer.total.plan), units(answer.total.actual)]).toEqual([375, 375]);
  });

  it('tells beside a plan how rate and volume of the actuals moved from the first month to the last', async () => {
    const { actualsMonths, ...answer } = await ask({ from: toMonth('2026-01'), by: 'team' });
    expect(actualsMonths).toEqual({ before: '2026-01', after: '2026-06' });
    const own = (row: Row | undefined) => {
      const { before, after, effects } = row!.actualsChange!;
      const parts = Object.entries(effects).map(([name, value]) => [name, units(value)] as const);
      expect(parts.reduce((sum, [, value]) => sum + value, 0)).toBe(units(after) - units(before));
      return [units(before), units(after), Object.fromEntries(parts)];
    };
    // January: 310 hours at 1.00 and a database of 62; June: 600 hours at 1.10, a queue of 45 and a credit of 50.
    expect(own(answer.rows.find(({ key }) => key['team'] === 'Payments'))).toEqual([
      372,
      655,
      { price: 60, volume: 290, mix: 0, new: 45, discontinued: -62, oneOff: -50 },
    ]);
    // Search uses 5 hours at 2.00 each day; storage without a tag has no quantity, so its change is price.
    expect(own(answer.total)[2]).toMatchObject({ price: 60 + 27, volume: 290 - 10 });
    expect(answer.sentences.at(-1)).toContain('the actuals of a month moved by');
    expect(answer.total.effects).toBeUndefined();
  });

  it('tells by months the movement of the whole alone, and of one month that from the month before', async () => {
    const byMonth = await ask({ by: 'month' });
    expect(byMonth.total.actualsChange).toBeDefined();
    expect(byMonth.rows.every(({ actualsChange }) => actualsChange === undefined)).toBe(true);
    const april = await ask({ to: toMonth('2026-04'), by: 'team' });
    expect(april.actualsMonths).toEqual({ before: '2026-03', after: '2026-04' });
    const open = await ask({ to: toMonth('2026-04'), by: 'team', asOf: '2026-04-20' });
    expect([open.actualsMonths, open.actualsReason]).toEqual([
      undefined,
      'No month of the period is complete with cost in it.',
    ]);
    expect((await ask({ against: 'previous' })).total.actualsChange).toBeUndefined();
  });

  it('counts what was charged until asOf, and the whole plan of the months asked for', async () => {
    const { total } = await ask({ asOf: '2026-05-31', by: 'team' });
    expect([units(total.plan), units(total.actual)]).toEqual([3000, 2287.5]);
  });

  it('finds nothing a year before, and says that everything is new', async () => {
    const { total } = await ask({ against: 'lastYear' });
    expect([units(total.plan), units(total.effects!.new), units(total.effects!.oneOff)]).toEqual([
      0, 3412.5, -50,
    ]);
  });

  it('compares with the forecast of the eve where none was stored, and with a scenario', async () => {
    for (const against of ['forecast', 'scenario:pessimistic']) {
      const answer = await ask({ against, by: 'service' });
      expectExact(answer);
      expect(answer.against).toContain('as of 2026-03-31');
      expect(units(answer.total.plan)).toBeGreaterThan(1000);
    }
  });

  it('adds the forecast of what is left, for the full year before it is over', async () => {
    const year = { from: toMonth('2026-01'), to: toMonth('2026-12'), withForecast: true };
    const answer = await ask({ ...year, by: 'team' });
    expectExact(answer);
    const ahead = answer.rows.find(({ key }) => key['team'] === '(forecast)');
    const { data } = await planted.client.forecasts.create({ budgetId: 'acme', months: 6, dryRun: true });
    expect(units(ahead!.actual)).toBeCloseTo(
      data.points.reduce((sum, { mean }) => sum + units(mean), 0),
      1,
    );
    expect(units(answer.total.actual)).toBeCloseTo(units(data.atCompletion), 1);
    expect((await ask({ ...year, by: 'month' })).rows).toHaveLength(12);
    await expect(ask({ ...year, against: 'previous' })).rejects.toThrow('leave the forecast out');
  });

  it('compares with a named forecast of this budget', async () => {
    const { data: forecast } = await planted.client.forecasts.create({
      budgetId: 'acme',
      months: 3,
      asOf: '2026-03-31' as never,
    });
    const { total, against } = await ask({ against: `forecast:${forecast.id}` });
    const expected = forecast.points.reduce((sum, { mean }) => sum + micros(mean), 0n);
    expect(micros(total.plan)).toBe(expected);
    expect(against).toContain(forecast.id);
    const stored = await ask({ against: 'forecast' });
    expect(micros(stored.total.plan)).toBe(expected);
  });

  it('answers the same by billing month where charges lie in their own', async () => {
    const [byDay, byBill] = [await ask({ by: 'team' }), await ask({ by: 'team', timeBasis: 'billingMonth' })];
    expect(table(byBill.rows)).toEqual(table(byDay.rows));
  });

  it('flags rows that pass both bounds of the settings', async () => {
    await planted.client.settings.set({ materiality: { amount: '600', percent: 20 } });
    const { rows } = await ask({ by: 'team' });
    expect(
      rows
        .filter(({ material }) => material)
        .map(({ key }) => key['team'])
        .sort(),
    ).toEqual(['(unplanned)', 'Search']);
  });

  it('keeps a comment with its row and period, and takes it away again', async () => {
    const { client } = planted;
    const remark = { ...quarter, key: { team: 'Payments' }, text: 'New cluster', kind: 'permanent' as const };
    const dry = await client.variance.comment({ ...remark, dryRun: true });
    expect(dry.meta?.dryRun).toBe(true);
    expect((await client.variance.comments({ budgetId: 'acme' })).data).toEqual([]);
    const { data } = await client.variance.comment(remark);
    const row = (await ask({ by: 'team' })).rows.find(({ key }) => key['team'] === 'Payments');
    expect(row?.commentary).toBe('New cluster');
    expect(
      (await ask({ by: 'team', from: toMonth('2026-05') })).rows.some(({ commentary }) => commentary),
    ).toBe(false);
    await client.variance.removeComment({ budgetId: 'acme', commentId: data.id });
    expect((await ask({ by: 'team' })).rows.some(({ commentary }) => commentary)).toBe(false);
  });
});

describe('a variance of a budget that bears shared costs', () => {
  it('shows them as a row of their own, so that it adds up to what the budget spent', async () => {
    const { client, remove } = await plant();
    onTestFinished(remove);
    await client.sharedCosts.save({
      ...{ name: 'Storage', rootId: 'acme', method: { kind: 'even' }, targets: ['pay'] },
      scope: [{ dimension: 'service', op: 'in', values: ['Storage'] }],
    });
    for (const against of ['budget', 'previous']) {
      const { data } = await client.variance.analyze({ ...quarter, budgetId: 'pay', by: 'service', against });
      const shared = data.rows.find(({ key }) => key['service'] === '(shared)');
      expect([against, units(shared!.actual), units(shared!.plan)]).toEqual([
        against,
        364,
        against === 'budget' ? 0 : 270,
      ]);
      expect(units(data.total.actual)).toBe(2088.5 + 364);
      expectExact(data);
    }
    const whole = await client.variance.analyze({
      budgetId: 'pay',
      from: toMonth('2026-01'),
      to: toMonth('2026-06'),
    });
    const { data: budget } = await client.budgets.get({ budgetId: 'pay' });
    expect(whole.data.total.actual).toEqual(budget.spent);
  });
});
