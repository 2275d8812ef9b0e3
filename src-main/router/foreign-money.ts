import { HeadroomError } from '#shared/contract/errors.ts';
import { readBudget } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';

/** Whose currency an amount is in. */
interface Owner {
  readonly currency: string;
  readonly called: string;
}

type Fields = Readonly<Record<string, unknown>>;
type Request = Readonly<{ reader: Reader; operation: string }>;

/** Operations whose amounts are in the workspace's currency where nothing around them says another. */
const OF_WORKSPACE = ['budgets.create', 'budgets.apply', 'settings.set'];

/**
 * Refuses money in answer form, `{ amount, currency }`, whose currency is another than that of the budget it is given to: amounts are
 * kept in the budget's currency, and what was meant is not to be guessed. Amounts without a currency are in the budget's.
 *
 * @param operation The operation's name, such as `budgets.create`.
 * @param input A request as it came, not yet checked.
 * @throws HeadroomError `invalid_input` with the place of the amount and both currencies.
 */
export function refuseForeignMoney(reader: Reader, operation: string, input: unknown): void {
  refuseIn({ reader, operation }, input, [], []);
}

/** @param around The objects that a value lies in, the innermost first. */
function refuseIn(
  request: Request,
  value: unknown,
  path: readonly string[],
  around: readonly Fields[],
): void {
  if (Array.isArray(value)) {
    value.forEach((item, at) => refuseIn(request, item, [...path, String(at)], around));
    return;
  }
  if (!isFields(value)) return;
  if (isMoney(value)) {
    const owner = ownerOf(request, around);
    if (owner !== undefined && codeOf(value.currency) !== owner.currency) throw foreign(value, path, owner);
    return;
  }
  for (const [key, part] of Object.entries(value))
    refuseIn(request, part, [...path, key], [value, ...around]);
}

/** What the nearest object around an amount says of the budget it is about: its own currency, or which budget or whose child it is. */
function ownerOf({ reader, operation }: Request, around: readonly Fields[]): Owner | undefined {
  const isOfBudgets = operation.startsWith('budgets.');
  for (const { currency, name, id, budgetId, parentId, parent } of around) {
    // Elsewhere an id is that of something else.
    const ids = [budgetId, ...(isOfBudgets ? [id] : []), parentId, parent];
    const budget = ids
      .map((one) => (typeof one === 'string' ? readBudget(reader, one) : undefined))
      .find(Boolean);
    if (typeof currency === 'string') {
      const called = typeof name === 'string' ? name : budget?.name;
      return { currency: codeOf(currency), called: called === undefined ? 'the budget' : `"${called}"` };
    }
    if (budget !== undefined) return { currency: budget.currency, called: `"${budget.name}"` };
  }
  return OF_WORKSPACE.includes(operation)
    ? { currency: readSettings(reader).currency, called: 'the workspace' }
    : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** A budget has an amount and a currency, too, and says which it is. */
function isMoney(value: Fields): value is Fields & { readonly currency: string } {
  const isBudget = ['id', 'budgetId', 'name'].some((key) => key in value);
  return 'amount' in value && typeof value['currency'] === 'string' && !isBudget;
}

function codeOf(currency: string): string {
  return currency.trim().toUpperCase();
}

function foreign(
  { currency }: { readonly currency: string },
  path: readonly string[],
  owner: Owner,
): HeadroomError {
  const place = [...path, 'currency'].join('.');
  const message = `is ${codeOf(currency)}, while ${owner.called} is kept in ${owner.currency}; give the amount in ${owner.currency}`;
  return new HeadroomError('invalid_input', `"${place}": ${message}.`, {
    issues: [{ path: place, message }],
  });
}
