import { z } from 'zod';
import { isDay, isMonth, type Day, type Month } from '../domain/calendar.ts';
import { isDimension, type Dimension } from '../domain/cost.ts';
import { parseAmount, type Micros } from '../domain/money.ts';
import { inputMessage } from './messages.ts';

/** Every schema of the contract is made from these, so that all speak alike at every door. */
z.config({ customError: inputMessage });

/** Money in an answer. */
export const moneySchema = z.object({ amount: z.string(), currency: z.string() });

/** A million million: sums of several such amounts still fit the 64 bits of the store. */
const LARGEST = 10n ** 18n;

const AMOUNT = 'an amount of at most six decimals, such as "1234.50"';

/** Money in a request: a decimal string or number of at most six decimals, or money as an answer writes it. */
export const amountInput = z
  .union([z.string(), z.number(), z.object({ amount: z.union([z.string(), z.number()]) })], {
    error: ({ input }) => `${input === undefined ? 'is missing; give' : 'must be'} ${AMOUNT}`,
  })
  .transform((value, context): Micros => {
    const micros = parseAmount(typeof value === 'object' ? value.amount : value);
    if (micros !== undefined && micros <= LARGEST && micros >= -LARGEST) return micros;
    const message =
      micros === undefined
        ? `must be ${AMOUNT}`
        : 'must be an amount between -1,000,000,000,000 and 1,000,000,000,000';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

export const currencyInput = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'must be a currency code of three letters, such as USD');

/** Figures run over every month up to the day that is asked for, so one in the year 9999 would be work without end. */
const YEARS = /^(?:19[7-9]|20)\d/;

export const daySchema = z.custom<Day>(
  (value) => typeof value === 'string' && isDay(value) && YEARS.test(value),
  'must be a day of the years 1970 to 2099, such as 2026-04-30',
);
/** A day that was worked out: one that was asked for may lead before or beyond the years that may be asked for. */
export const answeredDay = z.custom<Day>((value) => typeof value === 'string' && isDay(value));
export const monthSchema = z.custom<Month>(
  (value) => typeof value === 'string' && isMonth(value) && YEARS.test(value),
  'must be a month of the years 1970 to 2099, such as 2026-04',
);
export const dimensionSchema = z.custom<Dimension>(
  (value) => typeof value === 'string' && isDimension(value),
  'must be provider, account, service, region, sku, chargeCategory, team, project, environment, costCenter or tag:KEY',
);

/** `true`, `false` or their words, as a query carries them. */
export const flagInput = z.union(
  [z.boolean(), z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] })],
  'must be true or false',
);
/** Names separated by commas, or as a list. */
export const namesInput = z.union([
  z.string(),
  z.array(z.string()).transform((names): string => names.join(',')),
]);
export const countInput = z.coerce.number().int().nonnegative();

/** A moment of ISO 8601, answered in UTC, or a day, which stands for the time of it that is given. */
function momentOf(timeOfDay: string) {
  return z.string().transform((value, context): string => {
    const text = isDay(value) ? `${value}T${timeOfDay}Z` : value;
    const time = Date.parse(text);
    if (/^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(time)) return new Date(time).toISOString();
    context.addIssue({ code: 'custom', message: 'must be a day or a moment, such as 2026-06-01T12:00:00Z' });
    return z.NEVER;
  });
}

/** What was recorded by a moment; a day is meant to its end. */
export const momentInput = momentOf('23:59:59.999');
/** What was recorded from a moment on; a day is meant from its beginning. */
export const sinceInput = momentOf('00:00:00.000');

/** What every read with figures accepts: the day on which one stands, and what was recorded by a moment. */
export const readInput = {
  asOf: daySchema.optional(),
  knownAt: momentInput.optional(),
};
/** What a read accepts that tells of the present alone; asked for an earlier moment it says so, instead of telling of today. */
export const presentInput = {
  asOf: daySchema.optional(),
  knownAt: z.never('cannot be told here: this is known of the present alone; leave "knownAt" out').optional(),
};
/** What every write accepts. */
export const writeInput = {
  dryRun: flagInput.optional(),
  asOf: daySchema.optional(),
};
export const pageInput = {
  limit: countInput.max(1000).optional(),
  offset: countInput.optional(),
};

/** One row that a write changes: `before` is null where it is new, `after` where it goes. */
export const changeSchema = z.object({
  subject: z.string(),
  id: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type Change = z.infer<typeof changeSchema>;

export const metaSchema = z.object({
  total: z.number().optional(),
  limit: z.number().optional(),
  offset: z.number().optional(),
  dryRun: z.boolean().optional(),
  changes: z.array(changeSchema).optional(),
});
export type Meta = z.infer<typeof metaSchema>;

/** Every procedure answers its data and, where there is any, what is to be said about them. */
export function answer<Data extends z.ZodType>(data: Data) {
  return z.object({ data, meta: metaSchema.optional() });
}
