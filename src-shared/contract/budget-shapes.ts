import { z } from 'zod';
import { BUDGET_STATUSES, BUDGET_TYPES, SCOPE_OPERATORS } from '../domain/budget.ts';
import { ALERT_BASES, SEVERITIES } from '../domain/alert.ts';
import { COST_BASES } from '../domain/cost.ts';
import { amountInput, currencyInput, dimensionSchema, moneySchema, monthSchema } from './common.ts';

export const scopeSchema = z.array(
  z.object({ dimension: dimensionSchema, op: z.enum(SCOPE_OPERATORS), values: z.array(z.string()).min(1) }),
);

export const thresholdInput = z
  .object({
    percent: z.number().positive().optional(),
    amount: amountInput.optional(),
    basis: z.enum(ALERT_BASES),
    severity: z.enum(SEVERITIES),
  })
  .refine(
    (rule) => (rule.percent === undefined) !== (rule.amount === undefined),
    'needs either percent or amount',
  )
  .refine(
    (rule) => rule.basis !== 'probability' || rule.amount === undefined,
    'a probability is held against a percent, not an amount',
  );

export const phasingInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('even') }),
  z.object({ kind: z.literal('days') }),
  z.object({ kind: z.literal('seasonal') }),
  z.object({ kind: z.literal('custom'), amounts: z.array(amountInput).min(1) }),
]);

const BUDGET_ID = /^[\p{L}\p{N}][\p{L}\p{N}._:-]*$/u;

export const budgetIdInput = z
  .string()
  .min(1)
  .max(120)
  .regex(BUDGET_ID, 'may hold letters, digits and . _ : -');

export const budgetNameInput = z.string().trim().min(1, 'must not be empty').max(200);

const budgetFields = {
  name: budgetNameInput,
  type: z.enum(BUDGET_TYPES),
  parentId: z.string().nullable().optional(),
  owner: z.string().nullable().optional(),
  currency: currencyInput.nullable().optional(),
  costBasis: z.enum(COST_BASES).nullable().optional(),
  amount: amountInput.nullable().optional(),
  startMonth: monthSchema.nullable().optional(),
  months: z.number().int().min(1).max(240).nullable().optional(),
  phasing: phasingInput.nullable().optional(),
  scope: scopeSchema.nullable().optional(),
  rollover: z
    .object({ cap: amountInput.refine((cap) => cap >= 0n, 'must not be negative').optional() })
    .nullable()
    .optional(),
  thresholds: z.array(thresholdInput).nullable().optional(),
  tags: z.record(z.string(), z.string()).nullable().optional(),
  notes: z.string().nullable().optional(),
  reason: z.string().nullable().optional(),
};

/** The fields of a new budget; `parent` is another word for `parentId`. */
export const budgetShape = z.object({
  id: budgetIdInput.optional(),
  ...budgetFields,
  name: budgetNameInput.optional(),
  parent: z.string().nullable().optional(),
});

interface Stated {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly parentId?: string | null | undefined;
  readonly parent?: string | null | undefined;
}

/** Gives a budget that states no name its id for one; one with neither is refused. */
export function named<Fields extends Stated>({ parent, ...budget }: Fields, context: z.RefinementCtx) {
  const name = budget.name ?? budget.id;
  if (name === undefined) {
    context.addIssue({
      code: 'custom',
      path: ['name'],
      message: 'is missing; give a name, or an id to be called by',
    });
    return z.NEVER;
  }
  return { ...budget, name, parentId: budget.parentId ?? parent };
}

/** A budget as a request states it; what is left out is inherited. */
export const budgetInput = budgetShape.transform(named);
export type BudgetInput = z.output<typeof budgetInput>;

/** A budget with its children, as a file of the command line states it. */
export interface BudgetTreeInput extends BudgetInput {
  children?: BudgetTreeInput[] | undefined;
}
export const budgetTreeInput: z.ZodType<BudgetTreeInput> = budgetShape
  .extend({ children: z.lazy(() => z.array(budgetTreeInput)).optional() })
  .transform(named);

/** The fields of an update, all optional; `null` puts an optional one back to what is inherited. */
export const budgetChange = z.object({
  ...budgetFields,
  name: budgetFields.name.optional(),
  type: budgetFields.type.optional(),
  /** The month from which a new amount counts; left out: that of asOf. */
  effectiveMonth: monthSchema.optional(),
});
export type BudgetChange = z.output<typeof budgetChange>;

export const thresholdSchema = z.object({
  percent: z.number().optional(),
  amount: moneySchema.optional(),
  basis: z.enum(ALERT_BASES),
  severity: z.enum(SEVERITIES),
});

/** A budget as an answer shows it, with its figures at `asOf`. */
export const budgetSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(BUDGET_TYPES),
  parentId: z.string().nullable(),
  owner: z.string(),
  currency: z.string(),
  costBasis: z.enum(COST_BASES),
  amount: moneySchema,
  startMonth: z.string(),
  months: z.number(),
  phasing: z.union([
    z.object({ kind: z.enum(['even', 'days', 'seasonal']) }),
    z.object({ kind: z.literal('custom'), amounts: z.array(moneySchema) }),
  ]),
  /** The plan of each month, in order. */
  plan: z.array(moneySchema),
  scope: scopeSchema,
  scopeKind: z.enum(['explicit', 'implied']),
  rollover: z.object({ cap: moneySchema.optional() }).nullable(),
  thresholds: z.array(thresholdSchema).nullable(),
  tags: z.record(z.string(), z.string()),
  notes: z.string(),
  status: z.enum(BUDGET_STATUSES),
  outlook: z.enum(BUDGET_STATUSES),
  /** Spent ÷ plan to date; null while nothing is planned. */
  pace: z.number().nullable(),
  spent: moneySchema,
  /** Of each month of the period as far as it is known: the complete ones, and the open one to asOf. */
  spentByMonth: z.array(moneySchema),
  planToDate: moneySchema,
  remaining: moneySchema,
  utilization: z.number().nullable(),
  /** What the children's amounts take of this amount, and the rest. */
  allocated: moneySchema,
  unallocated: moneySchema,
  /** Actual + forecast to the period's end. */
  forecast: moneySchema,
  /** Chance that the period ends over its amount, from the latest forecast. */
  breachProbability: z.number().nullable(),
  revision: z.number(),
  path: z.array(z.string()),
  childCount: z.number(),
  /** Of a budget with rollover: what each month, as far as spend is known, took over and so could spend. */
  carried: z
    .array(
      z.object({
        month: z.string(),
        plan: moneySchema,
        carriedIn: moneySchema,
        available: moneySchema,
        spent: moneySchema,
      }),
    )
    .optional(),
  warnings: z.array(z.string()).optional(),
});
export type BudgetAnswer = z.infer<typeof budgetSchema>;

export const revisionSchema = z.object({
  budgetId: z.string(),
  revision: z.number(),
  at: z.string(),
  author: z.string(),
  reason: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
