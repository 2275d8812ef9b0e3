import { COST_BASES } from '#shared/domain/cost.ts';
import type { BudgetType, Scope } from '#shared/domain/budget.ts';
import { isMonth } from '#shared/domain/calendar.ts';
import { formatAmount, type Micros } from '#shared/domain/money.ts';
import type { Inputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { asTyped, notAnAmount, typedAmount } from '../../format/typed.ts';
import type { AlertRule } from '../../forms/AlertRules.tsx';

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
  /** The amount of each month of a new budget, one a line; null of one that is there, whose months are planned in the tree. */
  readonly monthly: string | null;
  /** The alert rules of a new budget; null: as the workspace says. */
  readonly rules: readonly AlertRule[] | null;
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
  Partial<Record<'amount' | 'startMonth' | 'effectiveMonth' | 'monthly' | 'cap' | 'tags', string>>
>;

/** The fields of a form that cannot be sent as they stand. */
export function problemsOf(draft: Draft): Problems {
  const { amount, startMonth, effectiveMonth, rollsOver, cap, tags } = draft;
  const monthProblem = 'A month is written 2026-01';
  const monthly = monthlyProblem(draft);
  return {
    ...(monthly === undefined ? {} : { monthly }),
    ...(typedAmount(amount) === undefined ? { amount: notAnAmount('12000.50') } : {}),
    ...(startMonth !== '' && !isMonth(startMonth) ? { startMonth: monthProblem } : {}),
    ...(effectiveMonth !== '' && !isMonth(effectiveMonth) ? { effectiveMonth: monthProblem } : {}),
    ...(tags.some((tag) => tag.indexOf('=') < 1) ? { tags: 'A tag is written key=value' } : {}),
    ...(rollsOver && cap.trim() !== '' && typedAmount(cap) === undefined
      ? { cap: notAnAmount('1200.50') }
      : {}),
  };
}

/** The lines of a list of months, as they are typed or pasted from a row or a column of a spreadsheet. */
function monthlyLines({ monthly, phasing }: Draft): readonly string[] | undefined {
  if (monthly === null || phasing !== CUSTOM) return undefined;
  return monthly
    .trim()
    .split(/[\n\t;]/)
    .map((line) => line.trim());
}

function monthlyProblem(draft: Draft): string | undefined {
  const lines = monthlyLines(draft);
  if (lines === undefined) return undefined;
  const wrong = lines.findIndex((line) => line === '' || typedAmount(line) === undefined);
  if (wrong >= 0) return `Month ${wrong + 1}: ${notAnAmount('1000.50').toLowerCase()}`;
  const { months } = draft;
  return months === '' || Number(months) === lines.length
    ? undefined
    : `${lines.length} of ${months} months have an amount`;
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
      monthly: '',
      rules: null,
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
    monthly: null,
    rules: null,
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
    phasing: draft.phasing === CUSTOM ? customOf(draft) : phasing === undefined ? blank : { kind: phasing },
    thresholds: draft.rules === null ? undefined : [...draft.rules],
    ...(draft.scope === null && budget === undefined
      ? {}
      : {
          scope:
            draft.scope === null ? null : draft.scope.map((one) => ({ ...one, values: [...one.values] })),
        }),
  });
}

/** The months of a budget that is there are planned in the tree and stay as they are. */
function customOf(draft: Draft): BudgetFields['phasing'] {
  const amounts = monthlyLines(draft)?.map((line) => amountText(typedAmount(line)) ?? '');
  return amounts === undefined ? undefined : { kind: 'custom', amounts };
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
