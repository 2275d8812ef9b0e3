import { COST_BASES } from '#shared/domain/cost.ts';
import type { BudgetType, Scope } from '#shared/domain/budget.ts';
import { isMonth } from '#shared/domain/calendar.ts';
import { formatAmount, type Micros } from '#shared/domain/money.ts';
import type { Inputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { asTyped, notAnAmount, typedAmount } from '../../format/typed.ts';

/** The phasing of a budget whose months were planned one by one. */
export const CUSTOM = 'custom';

/** What a form states; blank is inherited. */
export type BudgetFields = Inputs['budgets']['create'] & Pick<Inputs['budgets']['update'], 'effectiveMonth'>;

/** A form as it is filled in. */
export interface Draft {
  /** Of a new budget; blank: made from its type and name. */
  readonly id: string;
  readonly name: string;
  readonly type: BudgetType;
  readonly parentId: string | null;
  readonly owner: string;
  readonly amount: string;
  readonly currency: string;
  readonly costBasis: string | null;
  readonly startMonth: string;
  readonly months: number | string;
  readonly phasing: string | null;
  readonly scope: Scope | null;
  readonly rollsOver: boolean;
  /** Blank: all that is unspent. */
  readonly cap: string;
  /** Each as `key=value`. */
  readonly tags: readonly string[];
  /** From which a new amount counts; blank: that of today. */
  readonly effectiveMonth: string;
  readonly reason: string;
  readonly notes: string;
}

/** What is wrong with a field, in words; a field without a problem is not in it. */
export type Problems = Readonly<
  Partial<Record<'amount' | 'startMonth' | 'effectiveMonth' | 'cap' | 'tags', string>>
>;

/** The fields of a form that cannot be sent as they stand. */
export function problemsOf({ amount, startMonth, effectiveMonth, rollsOver, cap, tags }: Draft): Problems {
  const monthProblem = 'A month is written 2026-01';
  return {
    ...(typedAmount(amount) === undefined ? { amount: notAnAmount('12000.50') } : {}),
    ...(startMonth !== '' && !isMonth(startMonth) ? { startMonth: monthProblem } : {}),
    ...(effectiveMonth !== '' && !isMonth(effectiveMonth) ? { effectiveMonth: monthProblem } : {}),
    ...(tags.some((tag) => tag.indexOf('=') < 1) ? { tags: 'A tag is written key=value' } : {}),
    ...(rollsOver && cap.trim() !== '' && typedAmount(cap) === undefined
      ? { cap: notAnAmount('1200.50') }
      : {}),
  };
}

/** The form of a budget, or of a new one under a parent. */
export function draftOf(budget: BudgetAnswer | undefined, parent: BudgetAnswer | undefined): Draft {
  if (budget === undefined)
    return {
      id: '',
      name: '',
      type: parent === undefined ? 'organization' : 'team',
      parentId: parent?.id ?? null,
      owner: '',
      amount: '',
      currency: '',
      costBasis: null,
      startMonth: '',
      months: '',
      phasing: null,
      scope: null,
      rollsOver: false,
      cap: '',
      tags: [],
      effectiveMonth: '',
      notes: '',
      reason: '',
    };
  return {
    id: budget.id,
    name: budget.name,
    type: budget.type,
    parentId: budget.parentId,
    owner: budget.owner,
    amount: asTyped(budget.amount.amount),
    currency: budget.currency,
    costBasis: budget.costBasis,
    startMonth: budget.startMonth,
    months: budget.months,
    phasing: budget.phasing.kind,
    scope: budget.scopeKind === 'explicit' ? budget.scope : null,
    rollsOver: budget.rollover !== null,
    cap: budget.rollover?.cap === undefined ? '' : asTyped(budget.rollover.cap.amount),
    tags: Object.entries(budget.tags).map(tagText),
    effectiveMonth: '',
    notes: budget.notes,
    reason: '',
  };
}

/** What a filled form states; what is left blank is inherited, and put back to that in a budget that has its own. */
export function fieldsOf(draft: Draft, budget: BudgetAnswer | undefined): BudgetFields {
  const amount = typedAmount(draft.amount);
  const phasing = (['even', 'days', 'seasonal'] as const).find((kind) => kind === draft.phasing);
  const costBasis = COST_BASES.find((basis) => basis === draft.costBasis);
  const isAmountKept =
    budget !== undefined && amount !== undefined && formatAmount(amount) === budget.amount.amount;
  const blank = budget === undefined ? undefined : null;
  return given({
    id: budget === undefined && draft.id.trim() !== '' ? draft.id.trim() : undefined,
    name: draft.name,
    type: draft.type,
    parentId: draft.parentId,
    notes: draft.notes,
    owner: draft.owner,
    ...(draft.reason.trim() !== '' && { reason: draft.reason.trim() }),
    ...((draft.tags.length > 0 || budget !== undefined) && { tags: tagsOf(draft.tags, budget?.tags ?? {}) }),
    effectiveMonth: isMonth(draft.effectiveMonth) ? draft.effectiveMonth : undefined,
    ...((draft.rollsOver || budget !== undefined) && { rollover: rolloverOf(draft) }),
    amount: draft.amount.trim() === '' ? blank : isAmountKept ? undefined : amountText(amount),
    currency: draft.currency === '' ? blank : draft.currency,
    costBasis: costBasis ?? blank,
    startMonth: isMonth(draft.startMonth) ? draft.startMonth : blank,
    months: draft.months === '' ? blank : Number(draft.months),
    // The months of a custom phasing are planned in the tree and stay as they are.
    phasing: draft.phasing === CUSTOM ? undefined : phasing === undefined ? blank : { kind: phasing },
    ...(draft.scope === null && budget === undefined
      ? {}
      : {
          scope:
            draft.scope === null ? null : draft.scope.map((one) => ({ ...one, values: [...one.values] })),
        }),
  });
}

function amountText(amount: Micros | undefined): string | undefined {
  return amount === undefined ? undefined : formatAmount(amount);
}

type Given<Part> = { [Name in keyof Part]: Exclude<Part[Name], undefined> };

/** Without the fields that say nothing. */
function given<Part extends object>(part: Part): Given<Part> {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Given<Part>;
}

function tagText([key, value]: readonly [string, string]): string {
  return `${key}=${value}`;
}

/** Tags by their key; one that was there before is taken as it was, because its key may hold the sign that parts it. */
function tagsOf(texts: readonly string[], before: Readonly<Record<string, string>>): Record<string, string> {
  const known = new Map(Object.entries(before).map((tag) => [tagText(tag), tag]));
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      return known.get(text) ?? [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    }),
  );
}

function rolloverOf({ rollsOver, cap }: Draft): BudgetFields['rollover'] {
  const amount = cap.trim() === '' ? undefined : typedAmount(cap);
  return rollsOver ? (amount === undefined ? {} : { cap: formatAmount(amount) }) : null;
}

/**
 * Of the fields that a form states those that it changes, so that what somebody else changed meanwhile stays as they put it.
 */
export function changedFields(fields: BudgetFields, base: BudgetAnswer): Partial<BudgetFields> {
  const before = fieldsOf(draftOf(base, undefined), base);
  const kept = Object.entries(fields).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof BudgetFields]),
  );
  return Object.fromEntries(kept);
}
