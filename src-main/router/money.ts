import type { AlertThreshold } from '#shared/domain/alert.ts';
import { money, type Micros, type Money } from '#shared/domain/money.ts';

/** A threshold as answers write it. */
export function thresholdAnswer(threshold: AlertThreshold, currency: string) {
  const { percent, amount, basis, severity } = threshold;
  return {
    basis,
    severity,
    ...(percent !== undefined && { percent }),
    ...(amount !== undefined && { amount: money(amount, currency) }),
  };
}

export function intervalsAnswer(
  intervals: Readonly<Record<string, readonly [Micros, Micros]>>,
  currency: string,
): Record<string, [Money, Money]> {
  return Object.fromEntries(
    Object.entries(intervals).map(([level, [low, high]]) => [
      level,
      [money(low, currency), money(high, currency)],
    ]),
  );
}
