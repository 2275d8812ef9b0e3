import { DEFAULT_THRESHOLDS, type Alert, type AlertThreshold } from '#shared/domain/alert.ts';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import type { Breach } from '#shared/domain/forecast.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { DEFAULT_CATALOGUE } from '#shared/engine/alerts/catalogue.ts';
import { evaluateAlerts, type AlertEvaluation } from '#shared/engine/alerts/evaluate.ts';

export const units = (amount: number): Micros => toMicros(BigInt(Math.round(amount * 1e6)));
const AMOUNT = 1000;
const budget = {
  id: 'pay',
  amount: units(AMOUNT),
  currency: 'USD',
  startMonth: toMonth('2026-01'),
  months: 12,
};

export interface Moment {
  spent: number;
  plan?: number;
  forecast?: number | null;
  probability?: number;
  asOf?: string;
  thresholds?: readonly AlertThreshold[];
  amount?: number;
  startMonth?: string;
}

/** A workspace in small: it keeps alerts between evaluations, as the store does. */
export class Inbox {
  alerts: Alert[] = [];
  #next = 0;

  evaluate(moment: Moment) {
    const outcome = evaluateAlerts(this.#input(moment));
    const byId = new Map(this.alerts.map((alert) => [alert.id, alert]));
    for (const alert of [...outcome.opened, ...outcome.resolved, ...outcome.updated])
      byId.set(alert.id, alert);
    this.alerts = [...byId.values()];
    return outcome;
  }

  #input(moment: Moment): AlertEvaluation {
    const { spent, plan = 0, forecast = null, probability, asOf = '2026-06-30' } = moment;
    return {
      budget: {
        ...budget,
        amount: units(moment.amount ?? AMOUNT),
        startMonth: toMonth(moment.startMonth ?? '2026-01'),
      },
      thresholds: moment.thresholds ?? DEFAULT_THRESHOLDS,
      spent: units(spent),
      planToDate: units(plan),
      actualPlusForecast: forecast === null ? null : units(forecast),
      breach: probability === undefined ? null : breachOf(probability),
      existing: this.alerts,
      asOf: toDay(asOf),
      now: `${asOf}T08:00:00.000Z`,
      drivers: [{ dimension: 'service', value: 'Amazon EC2', amount: units(10), share: 0.5 }],
      catalogue: DEFAULT_CATALOGUE,
      newId: () => `al-${(this.#next += 1)}`,
    };
  }
}

function breachOf(probability: number): Breach {
  return {
    probability,
    medianDate: toDay('2026-11-12'),
    earliest: toDay('2026-10-30'),
    latest: toDay('2026-12-20'),
    expectedOverrun: units(50),
  };
}
