import { writeFileSync } from 'node:fs';
import { addDays, addMonths, firstDayOf, monthOf, toDay, type Day } from '#shared/domain/calendar.ts';

/** Use of an item on a day: its cost and how much of it, or a credit without a quantity. */
export interface Usage {
  readonly service: string;
  readonly region: string;
  readonly sku: string;
  readonly team: string;
  readonly cost: number;
  readonly quantity: number | null;
  readonly unit: string;
  readonly category?: 'Usage' | 'Credit' | 'Tax' | 'Purchase';
}

const HEADER =
  'BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,ChargeCategory,ProviderName,ServiceName,RegionId,SubAccountId,SkuId,ConsumedQuantity,ConsumedUnit,Tags';

/** Writes a FOCUS export with quantities, so that price and volume can be told apart. */
export function writeUsageFile(
  file: string,
  from: string,
  to: string,
  usageOf: (day: Day) => readonly Usage[],
): string {
  const lines = [HEADER];
  for (let day = toDay(from); day <= to; day = addDays(day, 1)) {
    const start = firstDayOf(monthOf(day));
    const times = [start, firstDayOf(addMonths(monthOf(day), 1)), day, addDays(day, 1)].map(
      (one) => `${one}T00:00:00Z`,
    );
    for (const { service, region, sku, team, cost, quantity, unit, category = 'Usage' } of usageOf(day)) {
      const amount = cost.toFixed(6);
      const tags = team === '' ? '' : `"{""team"":""${team}""}"`;
      lines.push(
        [
          'acct',
          ...times,
          amount,
          amount,
          amount,
          amount,
          'USD',
          category,
          'AWS',
          service,
          region,
          'sub',
          sku,
          quantity ?? '',
          unit,
          tags,
        ].join(','),
      );
    }
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
