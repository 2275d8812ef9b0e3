import type { ReactNode } from 'react';
import type { Scope } from '#shared/domain/budget.ts';
import { parseAmount, ZERO } from '#shared/domain/money.ts';
import { scopeText } from '../../format/scope.ts';
import { amountText, plainStyle } from '../../format/style.ts';

/** A field of a budget in two versions, in words. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** The fields that a person changes, in the order of the form. */
const FIELDS: readonly (readonly [key: string, label: string])[] = [
  ['name', 'Name'],
  ['type', 'Type'],
  ['parentId', 'Under'],
  ['amount', 'Amount'],
  ['currency', 'Currency'],
  ['startMonth', 'First month'],
  ['months', 'Months'],
  ['phasing', 'Phasing'],
  ['costBasis', 'Cost basis'],
  ['rollover', 'Rollover'],
  ['owner', 'Owner'],
  ['notes', 'Notes'],
  ['scope', 'Scope'],
  ['thresholds', 'Thresholds'],
];

/** What differs between two versions of a budget; one of them may be missing. */
export function differencesOf(before: unknown, after: unknown): FieldChange[] {
  return FIELDS.flatMap(([key, field]) => {
    const [left, right] = [textOf(key, fieldOf(before, key)), textOf(key, fieldOf(after, key))];
    return left === right ? [] : [{ field, before: left, after: right }];
  });
}

function fieldOf(version: unknown, key: string): unknown {
  return typeof version === 'object' && version !== null
    ? (version as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function textOf(key: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return 'none';
  if (isMoney(value)) return amountText(value);
  if (key === 'amount' && typeof value === 'string') return plainStyle().amount(parseAmount(value) ?? ZERO);
  if (key === 'scope') return scopeText(value as Scope) || 'all of the parent';
  if (typeof value === 'object') return 'kind' in value ? String(value.kind) : nestedText(value);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function isMoney(value: unknown): value is { amount: string; currency: string } {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}

function nestedText(value: object): string {
  if (Array.isArray(value)) return `${value.length} of its own`;
  const cap: unknown = 'cap' in value ? value.cap : undefined;
  return isMoney(cap) ? `up to ${amountText(cap)}` : 'all that is unspent';
}

/** Fields with what they were and what they are. */
export function FieldChanges({ changes }: { readonly changes: readonly FieldChange[] }): ReactNode {
  if (changes.length === 0)
    return <p className="quiet">Its fields are the same; its months or thresholds differ.</p>;
  return (
    <dl className="facts">
      {changes.map(({ field, before, after }) => (
        <FieldLine key={field} field={field} text={`${before} → ${after}`} />
      ))}
    </dl>
  );
}

function FieldLine({ field, text }: { readonly field: string; readonly text: string }): ReactNode {
  return (
    <>
      <dt>{field}</dt>
      <dd>{text}</dd>
    </>
  );
}
