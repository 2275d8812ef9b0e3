import type { z } from 'zod';

/** What a person gives, by the kind of value a schema expects. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
};

type RawIssue = z.core.$ZodRawIssue;

/**
 * What is wrong with a value and what to give instead, to be read after the path of its field; undefined where the library's
 * own words will do. A message that a schema states itself goes before.
 *
 * @example inputMessage({ code: 'invalid_type', expected: 'int', input: 1.5 }) // 'must be a whole number'
 */
export function inputMessage(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return stated(issue.input, kindOf(issue.expected));
    case 'invalid_value':
      return stated(issue.input, oneOf(issue.values));
    case 'invalid_union':
      return ofUnion(issue);
    case 'too_small':
      return bound(issue.origin, 'least', issue.minimum, issue.inclusive);
    case 'too_big':
      return bound(issue.origin, 'most', issue.maximum, issue.inclusive);
    case 'invalid_key':
      return issue.issues[0]?.message;
    case 'unrecognized_keys':
      return `there is no field ${quoted(issue.keys)} here`;
    default:
      return undefined;
  }
}

function stated(input: unknown, wanted: string): string {
  return input === undefined ? `is missing; give ${wanted}` : `must be ${wanted}`;
}

function kindOf(expected: string): string {
  return KINDS[expected] ?? expected;
}

function quoted(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? quoted(values) : `one of ${quoted(values)}`;
}

/** Of the forms that a value may have, the one it comes nearest to: whose own kind is right and a part of it wrong. */
function ofUnion(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
  if ('options' in issue && Array.isArray(issue.options)) return `must be ${oneOf(issue.options)}`;
  const forms = issue.errors.flatMap(([first]) => (first === undefined ? [] : [first]));
  const near = forms.find(({ path }) => path.length > 0);
  if (near !== undefined) return `"${near.path.map(String).join('.')}" ${near.message}`;
  const kinds = forms.flatMap((form) => (form.code === 'invalid_type' ? [kindOf(form.expected)] : []));
  return stated(issue.input, [...new Set(kinds)].join(' or '));
}

function bound(origin: string, side: 'least' | 'most', limit: number | bigint, isInclusive = true): string {
  if (origin === 'string') {
    if (side === 'least' && limit === 1) return 'must not be empty';
    return `must have at ${side} ${limit} characters`;
  }
  if (origin === 'array') return `must hold at ${side} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  if (isInclusive) return `must be at ${side} ${limit}`;
  return `must be ${side === 'least' ? 'above' : 'below'} ${limit}`;
}
