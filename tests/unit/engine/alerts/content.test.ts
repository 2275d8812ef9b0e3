import { describe, expect, it } from 'vitest';
import type { Alert } from '#shared/domain/alert.ts';
import { toDay } from '#shared/domain/calendar.ts';
import { toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import { actionsFor, DEFAULT_CATALOGUE } from '#shared/engine/alerts/catalogue.ts';
import { topDrivers, type DriverPart } from '#shared/engine/alerts/drivers.ts';
import { alertMessage } from '#shared/engine/alerts/message.ts';

const units = (amount: number): Micros => toMicros(BigInt(Math.round(amount * 1e6)));

function part(
  dimension: string,
  value: string,
  actual: number,
  plan: number | null,
  previous: number | null = null,
): DriverPart {
  return {
    dimension,
    value,
    actual: units(actual),
    plan: plan === null ? null : units(plan),
    previous: previous === null ? null : units(previous),
  };
}

describe('topDrivers', () => {
  it('gives the values that lie furthest above their own plan', () => {
    const drivers = topDrivers(
      [
        part('team', 'a', 80, 50),
        part('team', 'b', 60, 50),
        part('team', 'c', 10, 50),
        part('team', 'd', 51, 50),
      ],
      units(200),
    );
    expect(drivers.map(({ value, amount }) => [value, amount])).toEqual([
      ['a', units(30)],
      ['b', units(10)],
      ['d', units(1)],
    ]);
    expect(drivers[0]?.share).toBeCloseTo(30 / 41);
  });

  it('shares the plan out as spend was in the period before where no budget pins a value', () => {
    const drivers = topDrivers(
      [part('service', 'a', 90, null, 40), part('service', 'b', 30, null, 60)],
      units(100),
    );
    expect(drivers).toEqual([{ dimension: 'service', value: 'a', amount: units(50), share: 1 }]);
  });

  it('takes the largest spenders where spend is on plan or nothing is known to compare with', () => {
    expect(topDrivers([part('service', 'a', 30, null), part('service', 'b', 10, null)], units(100))).toEqual([
      { dimension: 'service', value: 'a', amount: units(30), share: 0.75 },
      { dimension: 'service', value: 'b', amount: units(10), share: 0.25 },
    ]);
  });

  it('leaves out a dimension with a single value, which says nothing', () => {
    const drivers = topDrivers(
      [
        part('region', 'eu', 130, null, 100),
        part('service', 'a', 100, null, 60),
        part('service', 'b', 30, null, 40),
      ],
      units(100),
    );
    expect(drivers.map(({ dimension }) => dimension)).toEqual(['service']);
  });

  it('has nothing to say of no spend', () => {
    expect(topDrivers([], units(100))).toEqual([]);
    expect(topDrivers([part('service', 'a', -5, null)], ZERO)).toEqual([]);
  });
});

describe('actionsFor', () => {
  const ec2 = { dimension: 'service', value: 'Amazon EC2', amount: units(1), share: 1 };
  const untagged = { dimension: 'team', value: '', amount: units(1), share: 1 };

  it.each(['info', 'warning', 'critical'] as const)(
    'recommends something for every severity: %s',
    (severity) => {
      for (const basis of ['actual', 'forecast', 'probability'] as const) {
        const actions = actionsFor(DEFAULT_CATALOGUE, severity, basis, [ec2, untagged]);
        expect(actions.length).toBeGreaterThan(0);
        expect(actions.length).toBeLessThanOrEqual(5);
        expect(new Set(actions).size).toBe(actions.length);
        expect(actions.join(' ')).not.toContain('{');
      }
    },
  );

  it('names the service that drives the spend', () => {
    expect(actionsFor(DEFAULT_CATALOGUE, 'critical', 'actual', [ec2])[0]).toContain('rightsize');
    expect(actionsFor(DEFAULT_CATALOGUE, 'critical', 'actual', [ec2])[0]).toContain('Amazon EC2');
  });

  it('asks for approval at the critical step', () => {
    expect(actionsFor(DEFAULT_CATALOGUE, 'critical', 'actual', []).join(' ')).toContain('Request approval');
  });

  it('says nothing of a region or service that the data do not name', () => {
    const nowhere = { ...ec2, dimension: 'region', value: '' } as const;
    const nothing = { ...ec2, value: '' };
    expect(actionsFor(DEFAULT_CATALOGUE, 'critical', 'actual', [nowhere, nothing])).toEqual(
      actionsFor(DEFAULT_CATALOGUE, 'critical', 'actual', []),
    );
  });

  it('follows an edited catalogue', () => {
    const own = [{ text: 'Call {value}', severities: ['info' as const], driver: { dimension: 'team' } }];
    expect(actionsFor(own, 'info', 'actual', [untagged])).toEqual(['Call untagged']);
    expect(actionsFor(own, 'critical', 'actual', [untagged])).toEqual([]);
  });
});

describe('alertMessage', () => {
  const alert: Alert = {
    id: 'al-1',
    budgetId: 'pay',
    period: '2026-01/2026-12',
    threshold: { percent: 90, basis: 'actual', severity: 'critical' },
    severity: 'critical',
    status: 'open',
    onPlan: false,
    openedAt: toDay('2026-10-01'),
    amount: units(91234.5),
    percent: 91.2345,
    currency: 'USD',
    breach: {
      probability: 0.84,
      medianDate: toDay('2026-11-12'),
      earliest: toDay('2026-10-30'),
      latest: toDay('2026-12-20'),
    },
    drivers: [{ dimension: 'service', value: 'Amazon EC2', amount: units(12000), share: 0.62 }],
    actions: [],
    snoozedUntil: null,
    history: [],
  };
  const place = { budgetName: 'Payments', path: ['Acme', 'Payments'] };

  it('says what, where, how much, when with its interval and probability, and why', () => {
    expect(alertMessage(alert, place)).toBe(
      'Payments (Acme / Payments) has spent USD 91,234.50, 91.2 % of its budget for 2026-01/2026-12; the rule is "90 % spent". ' +
        'It is expected to be passed around 2026-11-12 (between 2026-10-30 and 2026-12-20), with a probability of 84 %. ' +
        'Driven by service Amazon EC2 USD 12,000.00 (62 %).',
    );
  });

  it('speaks of the future for a forecast and of chance for a probability', () => {
    const forecast: Alert = {
      ...alert,
      threshold: { percent: 100, basis: 'forecast', severity: 'warning' },
      drivers: [],
    };
    expect(alertMessage(forecast, place)).toContain('is forecast to spend USD 91,234.50');
    const chance: Alert = {
      ...alert,
      percent: 84,
      threshold: { percent: 80, basis: 'probability', severity: 'warning' },
    };
    expect(alertMessage(chance, place)).toContain('with a probability of 84 %');
  });

  it('keeps money exact beyond what a float can hold', () => {
    expect(alertMessage({ ...alert, amount: toMicros(12345678901234567890120000n) }, place)).toContain(
      'USD 12,345,678,901,234,567,890.12',
    );
  });
});
