import type { Month } from '#shared/domain/calendar.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** How many units of `to` one unit of `from` is in a month. `rate` is a decimal string. */
export interface Rate {
  readonly month: Month;
  readonly from: string;
  readonly to: string;
  readonly rate: string;
}

export function readRates(reader: Reader): Rate[] {
  return reader
    .all<{ month: Month; source: string; target: string; rate: string }>(
      'SELECT * FROM rate ORDER BY month, source, target',
    )
    .map(({ month, source, target, rate }) => ({ month, from: source, to: target, rate }));
}

export function putRate(writer: Writer, rate: Rate): void {
  writer.put('rate', { month: rate.month, source: rate.from, target: rate.to, rate: rate.rate });
}

export function removeRate(writer: Writer, { month, from, to }: Pick<Rate, 'month' | 'from' | 'to'>): void {
  writer.remove('rate', month, from, to);
}
