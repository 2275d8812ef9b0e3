import { writeFileSync } from 'node:fs';
import { addDays, addMonths, firstDayOf, monthOf, toDay, type Day } from '#shared/domain/calendar.ts';

const HEADER = [
  'BillingAccountId',
  'BillingPeriodStart',
  'BillingPeriodEnd',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'BilledCost',
  'EffectiveCost',
  'ListCost',
  'ContractedCost',
  'BillingCurrency',
  'ChargeCategory',
  'ProviderName',
  'ServiceName',
  'RegionId',
  'SubAccountId',
  'Tags',
];

/** A charge of one service, region and team on a day. */
export interface Charge {
  readonly service: string;
  readonly region: string;
  readonly team: string;
  readonly amount: number;
  /** US dollars where none is named. */
  readonly currency?: string;
}

/** Writes a FOCUS export with the charges of each day from one to another. */
export function writeFocusFile(
  file: string,
  from: string,
  to: string,
  chargesOf: (day: Day) => readonly Charge[],
): string {
  const lines = [HEADER.join(',')];
  for (let day = toDay(from); day <= to; day = addDays(day, 1)) {
    const start = firstDayOf(monthOf(day));
    const end = firstDayOf(addMonths(monthOf(day), 1));
    for (const { service, region, team, amount, currency = 'USD' } of chargesOf(day)) {
      const cost = amount.toFixed(2);
      const times = [start, end, day, addDays(day, 1)].map((one) => `${one}T00:00:00Z`);
      lines.push(
        [
          'acct',
          ...times,
          cost,
          cost,
          cost,
          cost,
          currency,
          'Usage',
          'AWS',
          service,
          region,
          'sub',
          `"{""team"":""${team}""}"`,
        ].join(','),
      );
    }
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
