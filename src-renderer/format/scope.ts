import type { Scope } from '#shared/domain/budget.ts';

const WORDS = { in: 'is', notIn: 'is not', startsWith: 'starts with' } as const;

/** A value of a dimension as a page writes it; cost without one has the empty value. */
export function valueText(value: string): string {
  return value === '' ? '(untagged)' : value;
}

/**
 * A scope in words; nothing where it has no conditions.
 *
 * @example scopeText([{ dimension: 'team', op: 'in', values: ['payments', ''] }]) // 'team is payments, (untagged)'
 */
export function scopeText(scope: Scope): string {
  return scope
    .map(({ dimension, op, values }) => `${dimension} ${WORDS[op]} ${values.map(valueText).join(', ')}`)
    .join(' and ');
}

/**
 * A part of spend, as shares name it, in words.
 *
 * @example partText('team:payments') // 'team payments'
 * @example partText('team:') // 'untagged team'
 */
export function partText(part: string): string {
  return part.endsWith(':') ? `untagged ${part.slice(0, -1)}` : part.replace(':', ' ');
}
