/** What the columns of an unknown table mean, by their names in several languages and by what their cells look like. */
import { currencyOfMark } from '../amount-text.ts';
import { foldName, type Header } from '../header.ts';
import type { Sample } from '../profile.ts';
import {
  filledCells,
  isAmountCell,
  isDayCell,
  isEpochCell,
  isSerialDay,
  isSideCell,
  share,
} from './cells.ts';
import { isCurrencyCode, withoutCurrency } from './currency.ts';
import { PRICES, UNIT_PRICE, VOCABULARY, type Role } from './vocabulary.ts';

export type { Role } from './vocabulary.ts';
export type Roles = ReadonlyMap<Role, number>;

/** A shorter word at the end of another is chance: `last` is no `AST`. */
const SHORTEST_COMPOUND = 5;

interface Names {
  readonly names: readonly string[];
  readonly words: readonly string[];
  readonly but: RegExp | undefined;
}

const ROLES = Object.keys(VOCABULARY) as Role[];
/** Found one by one where the table asks for them: they share their columns with the roles below. */
const APART = new Set<Role>(['year', 'month', 'week', 'dayOfMonth', 'periodStart', 'periodEnd', 'gross']);
/** Parts of a day that, once somebody names their columns, are the day of the table. */
const DAY_PARTS = ['year', 'month', 'week'] as const;
/** Roles that others must not take columns from go first. */
const ORDER: readonly Role[] = [
  ...new Set<Role>(['date', 'currency', 'sign', 'debit', 'credit', 'amount', ...ROLES]),
].filter((role) => !APART.has(role));

const PRICE_WORDS = new Set(PRICES.split('|').map(foldName));
const NAMES = new Map(
  ROLES.map((role): [Role, Names] => {
    const { names, words = '', but } = VOCABULARY[role];
    const list = (text: string): string[] => text.split('|').filter((one) => one !== '');
    return [role, { names: list(names).map(foldName), words: list(words).map(foldName), but }];
  }),
);

/** Assigns columns to roles. A column has one role; amounts and days must look like it in the sample. */
export function findRoles(header: Header, sample: Sample, taken: Roles): Map<Role, number> {
  const roles = new Map(taken);
  // Who names the amount with tax means it, also beside one without.
  const named = taken.get('amount') ?? (taken.has('debit') ? undefined : taken.get('gross'));
  if (named !== undefined) roles.set('amount', named);
  const used = new Set(roles.values());
  const isDayInParts = DAY_PARTS.some((part) => taken.has(part));
  for (const role of ORDER) {
    if (roles.has(role) || (role === 'date' && isDayInParts)) continue;
    const found = findRole(role, header, sample, used);
    const column = found < 0 && role === 'currency' ? codesColumn(header, sample, used) : found;
    if (column < 0) continue;
    roles.set(role, column);
    used.add(column);
  }
  const price = roles.has('amount') || roles.has('debit') ? -1 : priceColumn(header, sample, roles);
  if (price >= 0) roles.set('amount', price);
  const gross = roles.has('amount') || roles.has('debit') ? -1 : findRole('gross', header, sample);
  if (gross >= 0) roles.set('amount', gross);
  if (named === undefined && !taken.has('currency')) pairWithCurrency(header, sample, roles);
  return roles;
}

/** Further columns that a word in their name makes amounts, where it is only such a word that makes the one that is read. */
export function rivalAmounts(header: Header, sample: Sample, read: readonly number[]): readonly number[] {
  const { names } = NAMES.get('amount') as Names;
  const isPlain = (column: number): boolean =>
    names.includes(foldName(withoutCurrency(header.names[column] ?? '')));
  if (read.some(isPlain)) return [];
  return columnsOf('amount', header).filter(
    (column) => !read.includes(column) && fits('amount', filledCells(sample, column)),
  );
}

/** Columns of the currency that a ledger is kept in, beside those of the currency of a document. */
const OWN_CURRENCY =
  /local|\bl\s?curr|loc\.? ?cur|\blc\b|hauswährung|company code|base curr|functional|devise locale/i;

/** An amount in the ledger's own currency belongs to the column of that currency, one of a document's to the other. */
function pairWithCurrency(header: Header, sample: Sample, roles: Map<Role, number>): void {
  const [amount, currency] = [roles.get('amount'), roles.get('currency')];
  if (amount === undefined || currency === undefined) return;
  const isOwn = (column: number): boolean => OWN_CURRENCY.test(header.names[column] ?? '');
  if (isOwn(amount) === isOwn(currency)) return;
  const others = columnsOf('amount', header).filter((column) => isOwn(column) === isOwn(currency));
  const fitting = others.find((column) => fits('amount', filledCells(sample, column)));
  if (fitting !== undefined) roles.set('amount', fitting);
}

/** The column that holds nothing but currency codes, whatever its name. */
function codesColumn(header: Header, sample: Sample, used: ReadonlySet<number>): number {
  return header.names.findIndex((_, column) => {
    const cells = filledCells(sample, column);
    return (
      !used.has(column) &&
      cells.length > 0 &&
      cells.every((cell) => cell.length === 3 && isCurrencyCode(cell))
    );
  });
}

/** A column named as a price, where it is not the price of one of many. */
function priceColumn(header: Header, sample: Sample, roles: Roles): number {
  const hasUnitPrice = header.names.some(
    (name) =>
      UNIT_PRICE.test(name) &&
      wordsOf(name).some((own) => [...PRICE_WORDS].some((word) => isWord(own, word))),
  );
  if (roles.has('quantity') && !hasUnitPrice) return -1;
  return header.names.findIndex(
    (name, column) =>
      PRICE_WORDS.has(foldName(withoutCurrency(name))) &&
      share(filledCells(sample, column), isAmountCell) > 0.5,
  );
}

/** The column of a role; −1 where there is none. Columns with cells go before those whose cells are all blank. */
export function findRole(
  role: Role,
  header: Header,
  sample: Sample,
  used: ReadonlySet<number> = new Set(),
): number {
  const candidates = columnsOf(role, header).filter((column) => !used.has(column));
  const blank: number[] = [];
  for (const column of candidates) {
    const cells = filledCells(sample, column);
    if (cells.length === 0) blank.push(column);
    else if (fits(role, cells)) return column;
  }
  return blank[0] ?? -1;
}

/** All columns that a role's names or words fit, the surest first. */
function columnsOf(role: Role, header: Header): number[] {
  const { names, words, but } = NAMES.get(role) as Names;
  const all = role === 'amount' ? header.names.map(beforeTax) : header.names;
  const bare = all.map((name) => foldName(withoutCurrency(name)));
  const split = all.map(wordsOf);
  const found = names.flatMap((name) =>
    header.folded.flatMap((own, column) => (own === name || bare[column] === name ? [column] : [])),
  );
  for (const word of words) {
    all.forEach((name, column) => {
      if (but?.test(name) !== true && (split[column] ?? []).some((own) => isWord(own, word)))
        found.push(column);
    });
  }
  return [...new Set(found)];
}

const WITHOUT_TAX =
  /[\s_(,-]*\b(?:excl(?:uding|usive)?|ex|before|without|net of|hors|sans|sin|senza|sem|ohne|exkl(?:usive)?|zzgl|vor|bez|utan|uden|ekskl)\b\.?\s*(?:of\s+)?(?:vat|tax(?:es)?|gst|mwst|ust|umsatzsteuer|steuern?|tva|iva|impuestos|impostos|btw|moms)\b\.?\s*\)?/iu;

/** A name without the words that say that tax is not in it: `Amount (excl. VAT)` is an amount. */
function beforeTax(name: string): string {
  return name.replace(WITHOUT_TAX, '').trim() || name;
}

function isWord(own: string, word: string): boolean {
  if (own === word) return true;
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(word)) return own.includes(word);
  return word.length >= SHORTEST_COMPOUND && own.endsWith(word);
}

/** The words of a name: `UsageDate` has two as `usage_date` has. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(foldName)
    .filter((word) => word !== '');
}

function fits(role: Role, cells: readonly string[]): boolean {
  switch (role) {
    case 'date':
    case 'periodStart':
    case 'periodEnd':
      return share(cells, isDayCell) > 0.3 || cells.every(isEpochCell) || cells.every(isSerialDay);
    case 'amount':
    case 'effective':
    case 'list':
    case 'debit':
    case 'credit':
      return share(cells, isAmountCell) > 0.3;
    case 'quantity':
      return share(cells, isAmountCell) > 0.5;
    case 'sign':
      return share(cells, isSideCell) > 0.9;
    case 'currency':
      return share(cells, (cell) => /^[A-Za-z]{2,3}$/.test(cell) || currencyOfMark(cell) !== '') > 0.3;
    case 'provider':
    case 'region':
    case 'environment':
      return !cells.every(isAmountCell);
    case 'service':
    case 'team':
    case 'project':
      // Codes are whole numbers; amounts across are not all of them.
      return !(cells.every(isAmountCell) && cells.some((cell) => /\d[.,]\d|\p{Sc}/u.test(cell)));
    default:
      return true;
  }
}
