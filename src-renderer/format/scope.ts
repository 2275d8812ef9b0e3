import type { Scope } from '#shared/domain/budget.ts';

const WORDS = { in: 'is', notIn: 'is not', startsWith: 'starts with' } as const;

/**
 * A scope in words; nothing where it has no conditions.
 *
 * @example scopeText([{ dimension: 'team', op: 'in', values: ['payments', ''] }]) // 'team is payments, nothing'
 */
export function scopeText(scope: Scope): string {
  return scope
    .map(
      ({ dimension, op, values }) =>
        `${dimension} ${WORDS[op]} ${values.map((value) => value || 'nothing').join(', ')}`,
    )
    .join(' and ');
}
