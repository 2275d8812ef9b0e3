/** Fields of a budget that one cell of a list holds: words where one says it, else JSON, as requests state it. */
import { ALERT_BASES, SEVERITIES } from '../../domain/alert.ts';
import { SCOPE_OPERATORS, type Phasing, type Scope, type ScopeCondition } from '../../domain/budget.ts';
import { isDimension } from '../../domain/cost.ts';
import { formatAmount, toMicros, type Micros } from '../../domain/money.ts';
import type { BudgetDraft, ThresholdDraft } from './resolve-budget.ts';

/** Reads an amount that stands in a field; undefined where there is none in it. */
export type AmountReader = (text: string) => Micros | undefined;

/** The word of a plan whose amounts stand in the columns of months. */
export const IN_MONTHS = 'custom';

/**
 * A field as its cell; amounts are decimal text. What is not stated is an empty cell.
 *
 * @example fieldText({ cap: 5_000_000n }) // '{"cap":"5.000000"}'
 */
export function fieldText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? formatAmount(toMicros(part)) : part,
  );
}

/** A phasing as its cell: its word, or the amounts of the months in order. */
export function phasingText(phasing: Phasing | null | undefined): string {
  if (phasing === undefined || phasing === null) return '';
  return phasing.kind === 'custom' ? fieldText(phasing.amounts) : phasing.kind;
}

/** The phasing of a cell; undefined where it is none. */
export function readPhasing(
  text: string,
  amountIn: AmountReader,
): Phasing | { readonly kind: typeof IN_MONTHS; readonly amounts: null } | undefined {
  const word = text.toLowerCase();
  if (word === 'even' || word === 'days' || word === 'seasonal') return { kind: word };
  if (word === IN_MONTHS) return { kind: IN_MONTHS, amounts: null };
  const amounts = listIn(text, (value) => amountOf(value, amountIn));
  return amounts === undefined || amounts.length === 0 ? undefined : { kind: 'custom', amounts };
}

/** The scope of a cell; undefined where it is none. */
export function readScope(text: string): Scope | undefined {
  return listIn(text, conditionOf);
}

/** The tags of a cell; undefined where they are none. */
export function readTags(text: string): Record<string, string> | undefined {
  const tags = objectOf(jsonIn(text));
  return tags !== undefined && Object.values(tags).every((value) => typeof value === 'string')
    ? (tags as Record<string, string>)
    : undefined;
}

/** The rollover of a cell: `{}` moves all that is unspent, `{"cap": …}` at most so much of it; undefined where it is none. */
export function readRollover(text: string, amountIn: AmountReader): BudgetDraft['rollover'] {
  const { cap, ...rest } = objectOf(jsonIn(text)) ?? { none: true };
  if (Object.keys(rest).length > 0) return undefined;
  if (cap === undefined) return {};
  const amount = amountOf(cap, amountIn);
  return amount === undefined || amount < 0n ? undefined : { cap: amount };
}

/** The alert thresholds of a cell; undefined where they are none. */
export function readThresholds(text: string, amountIn: AmountReader): readonly ThresholdDraft[] | undefined {
  return listIn(text, (value) => thresholdOf(value, amountIn));
}

function conditionOf(value: unknown): ScopeCondition | undefined {
  const { dimension, op, values } = objectOf(value) ?? {};
  const operator = SCOPE_OPERATORS.find((one) => one === op);
  const isWhole =
    Array.isArray(values) && values.length > 0 && values.every((one) => typeof one === 'string');
  if (typeof dimension !== 'string' || !isDimension(dimension) || operator === undefined || !isWhole)
    return undefined;
  return { dimension, op: operator, values };
}

function thresholdOf(value: unknown, amountIn: AmountReader): ThresholdDraft | undefined {
  const { percent, amount, ...stated } = objectOf(value) ?? {};
  const basis = ALERT_BASES.find((one) => one === stated['basis']);
  const severity = SEVERITIES.find((one) => one === stated['severity']);
  if (basis === undefined || severity === undefined) return undefined;
  if (amount === undefined)
    return typeof percent === 'number' && percent > 0 ? { percent, basis, severity } : undefined;
  if (basis === 'probability') return undefined;
  const bound = amountOf(amount, amountIn);
  return bound === undefined || percent !== undefined ? undefined : { amount: bound, basis, severity };
}

function amountOf(value: unknown, amountIn: AmountReader): Micros | undefined {
  return typeof value === 'string' || typeof value === 'number' ? amountIn(String(value)) : undefined;
}

/** All items of a JSON list, or undefined where one is not what it should be. */
function listIn<Item>(text: string, itemOf: (value: unknown) => Item | undefined): Item[] | undefined {
  const values = jsonIn(text);
  if (!Array.isArray(values)) return undefined;
  const items = values.map(itemOf);
  return items.every((item) => item !== undefined) ? items : undefined;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
