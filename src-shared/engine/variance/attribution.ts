import { addDays, daysBetween, type Day } from '../../domain/calendar.ts';
import { fromUnits, toUnits, type Micros } from '../../domain/money.ts';
import { findMovements } from './movements.ts';

/** A movement that was found inside an item, with its part of the period's cost. */
export interface VarianceCause {
  /** As the sentence names it: `EC2 eu-west-1`. */
  readonly item: string;
  readonly kind: 'shift' | 'spike' | 'trend';
  /** The first day of it. */
  readonly day: Day;
  /** Its money effect on the period. */
  readonly amount: Micros;
}

/** Daily spend of an item in currency units from `start` on, without gaps; it may begin before the period. */
export interface ItemSeries {
  readonly item: string;
  readonly start: Day;
  readonly values: readonly number[];
}

/** A trend that is less of the spend is not spoken of. */
const LEAST_SHARE = 0.02;
/** Two weeks are the least in which a level can be told from a season. */
const LEAST_DAYS = 28;
/** So much before the period is looked at too, to tell a new level from the usual one. */
const LOOK_BACK_DAYS = 90;
const YEAR_DAYS = 364;
const SEASON_DAYS = 28;

/**
 * What moved inside the items during a period: level shifts, spikes and significant trends, each with the money it added to the
 * period, largest first, at most `limit`, none under `least`. A shift counts from its day (or the period's start, where it lies in
 * it) to the period's end; one that came at the same time last year too is the season and left out; a trend is what lies above the level it had when the period began. Items of under 28 days: none.
 *
 * @example
 * // 100 a day, from 14 March on 240, over January to June: a shift on 2026-03-14 of 140 × 109 days = 15,260
 */
export function findCauses(
  items: readonly ItemSeries[],
  period: { readonly from: Day; readonly to: Day; readonly limit: number; readonly least: Micros },
): VarianceCause[] {
  return items
    .flatMap((series) => movementsOf(series, period.from, period.to))
    .filter(({ amount }) => size(amount) >= size(period.least) && amount !== 0n)
    .sort((a, b) => (size(a.amount) === size(b.amount) ? 0 : size(a.amount) < size(b.amount) ? 1 : -1))
    .slice(0, period.limit);
}

function movementsOf(series: ItemSeries, from: Day, to: Day): VarianceCause[] {
  const recent = since(series, addDays(from, -LOOK_BACK_DAYS));
  if (recent.values.length < LEAST_DAYS) return [];
  const { shifts, spikes, slope } = findMovements(recent.values);
  const causes: VarianceCause[] = [];
  const add = (kind: VarianceCause['kind'], day: Day, units: number): void => {
    if (day >= from && day <= to && Number.isFinite(units))
      causes.push({ item: series.item, kind, day, amount: fromUnits(units) });
  };
  const dayAt = (index: number): Day => addDays(recent.start, index);
  for (const { index, perDay } of shifts) {
    const day = dayAt(index);
    if (!cameLastYear(series, day, perDay)) add('shift', day, perDay * (daysBetween(day, to) + 1));
  }
  for (const { index, amount } of spikes) add('spike', dayAt(index), amount);
  if (slope !== null) add('trend', ...slopeEffect(slope, recent, from, to));
  return causes;
}

function since(series: ItemSeries, day: Day): ItemSeries {
  const skipped = Math.max(0, daysBetween(series.start, day));
  return skipped === 0
    ? series
    : { item: series.item, start: addDays(series.start, skipped), values: series.values.slice(skipped) };
}

/**
 * Whether the level moved the same way and at least half as far 52 weeks before: then it is the season, which no reader asks
 * about. Without four weeks of data on both sides of that day it cannot be told, and counts as a movement.
 */
function cameLastYear(series: ItemSeries, day: Day, amount: number): boolean {
  const at = daysBetween(series.start, day) - YEAR_DAYS;
  if (at < SEASON_DAYS || at + SEASON_DAYS > series.values.length) return false;
  const mean = (from: number): number =>
    series.values.slice(from, from + SEASON_DAYS).reduce((sum, value) => sum + value, 0) / SEASON_DAYS;
  const earlier = mean(at) - mean(at - SEASON_DAYS);
  return earlier * amount > 0 && Math.abs(earlier) >= Math.abs(amount) / 2;
}

/** What lies above the level at the period's start; nothing where it is hardly a part of what was spent. */
function slopeEffect(perDay: number, series: ItemSeries, from: Day, to: Day): [Day, number] {
  const day = series.start > from ? series.start : from;
  const days = daysBetween(day, to) + 1;
  const units = (perDay * days * (days - 1)) / 2;
  const spent = series.values.reduce((sum, value) => sum + Math.abs(value), 0);
  return [day, Math.abs(units) < LEAST_SHARE * spent ? 0 : units];
}

function size(value: Micros): number {
  return Math.abs(toUnits(value));
}
