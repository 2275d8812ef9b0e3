import { HeadroomError } from '#shared/contract/errors.ts';
import { readBudget } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';

/** A budget, or an object that is to be one: where amounts belong to. */
interface Owner {
  readonly currency: string;
  readonly name: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Refuses money in answer form, `{ amount, currency }`, whose currency is another than that of the budget it is given to: amounts are
 * kept in the budget's currency, and what was meant is not to be guessed. Amounts without a currency are in the budget's.
 *
 * @param input A request as it came, not yet checked.
 * @throws HeadroomError `invalid_input` with the place of the amount and both currencies.
 */
export function refuseForeignMoney(reader: Reader, input: unknown): void {
  refuseIn(reader, input, [], undefined);
}

function refuseIn(reader: Reader, value: unknown, path: readonly string[], owner: Owner | undefined): void {
  if (Array.isArray(value)) {
    value.forEach((item, at) => refuseIn(reader, item, [...path, String(at)], owner));
    return;
  }
  if (!isFields(value)) return;
  if (isMoney(value)) {
    if (owner !== undefined && codeOf(value.currency) !== owner.currency) throw foreign(value, path, owner);
    return;
  }
  const inner = ownerOf(reader, value) ?? owner;
  for (const [key, part] of Object.entries(value)) refuseIn(reader, part, [...path, key], inner);
}

/** What an object says of the budget it is about: its own currency, or whose change or child it is. */
function ownerOf(reader: Reader, { currency, name, budgetId, parentId }: Fields): Owner | undefined {
  const id = [budgetId, parentId].find((one) => typeof one === 'string');
  const budget = id === undefined ? undefined : readBudget(reader, id);
  if (typeof currency !== 'string') return budget;
  return {
    currency: codeOf(currency),
    name: typeof name === 'string' ? name : (budget?.name ?? 'the budget'),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isMoney(value: Fields): value is Fields & { readonly currency: string } {
  return 'amount' in value && typeof value['currency'] === 'string' && Object.keys(value).length === 2;
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
  const message = `is ${codeOf(currency)}, while "${owner.name}" is kept in ${owner.currency}; give the amount in ${owner.currency}`;
  return new HeadroomError('invalid_input', `"${place}": ${message}.`, {
    issues: [{ path: place, message }],
  });
}
