/** Tables with one charge a record, ledgers with two sides among them. */
import { currencyOfMark } from '../amount-text.ts';
import type { Header } from '../header.ts';
import { headerHash } from '../header-hash.ts';
import {
  term,
  type Amounts,
  type Described,
  type Layout,
  type Sample,
  type Term,
  type Texts,
} from '../profile.ts';
import { costsOfEach } from './across.ts';
import { isBalance } from './balances.ts';
import { filledCells, isAmountCell, share, sideOf, signOfAmount } from './cells.ts';
import { currencyOfName, fileCurrency, isCurrencyCode } from './currency.ts';
import { planDays, type Constants } from './day-plan.ts';
import { leftOn, netTerms } from './net.ts';
import { rivalAmounts, type Roles } from './roles.ts';
import { scaleWarnings } from './scale.ts';
import { seriesOf, textsOf } from './series.ts';
import { isTotal } from './totals.ts';

/** The layout of a table with one charge a record; `said` are the columns that the user named. */
export function longLayout(
  header: Header,
  sample: Sample,
  roles: Roles,
  said: Roles,
  constants: Constants,
): Layout {
  const isOwn = !said.has('amount') && !roles.has('debit');
  const proven = isOwn ? provenTerms(header, sample, roles) : undefined;
  const billed = proven ?? billedTerms(sample, roles);
  const effective = term(roles.get('effective') ?? -1);
  const amounts: Amounts = {
    billed,
    effective: effective.length > 0 ? effective : billed,
    list: term(roles.get('list') ?? -1),
    contracted: [],
    quantity: term(roles.get('quantity') ?? -1),
  };
  const columns = billed.map(({ column }) => column);
  const isNamed = columns.some((column) => currencyOfName(header.names[column] ?? '') !== '');
  const texts = textsOf(header, roles);
  if (isNamed) texts['currency'] = -1;
  if (!sideCounts(sample, roles)) texts['sign'] = -1;
  const source = headerHash(header.names);
  const plan = planDays(header, sample, roles, constants);
  const names = Object.keys(texts);
  const hasSigns = holdsSigns(filledCells(sample, texts['currency'] ?? -1));
  return {
    texts,
    ...plan,
    warnings: [
      ...(plan.warnings ?? []),
      ...scaleWarnings(header, sample, columns),
      ...(isOwn ? notRead(header, sample, columns, proven !== undefined) : []),
    ],
    amountColumns: [...new Set([...columns, ...effective.map(({ column }) => column)])],
    describe: (text) => describe(text, names, amounts, source, hasSigns),
    ...fileCurrency(header, sample, columns),
  };
}

/** The terms of an amount that several columns make together, or that one proves of the others. */
function provenTerms(header: Header, sample: Sample, roles: Roles): readonly Term[] | undefined {
  const amount = roles.get('amount') ?? -1;
  const others = new Set([...roles.values()].filter((column) => column !== amount));
  const each = costsOfEach(header, sample, others);
  if (each.includes(amount)) return each.map((column) => ({ column, sign: 1 }));
  return netTerms(header, sample, amount);
}

/** What is told of columns that say amounts too, where none is plainly the one, and of what is taken off one that is not proven. */
function notRead(header: Header, sample: Sample, read: readonly number[], isProven: boolean): string[] {
  const [only = -1] = read;
  const beside = isProven ? [] : leftOn(header, sample, only);
  const named = (columns: Iterable<number>): string[] =>
    [...columns].map((column) => `“${header.names[column] ?? ''}”`);
  const others = named(new Set([...rivalAmounts(header, sample, read), ...beside]));
  const own = named(read).join(' + ');
  if (others.length > 0)
    return [
      `${own} is read as the amount of ${sample.name}, ${others.join(', ')} is not; --map amount=COLUMN takes another.`,
    ];
  const isSum = isProven && read.length > 1;
  return isSum
    ? [`${own} is read as the amount of ${sample.name}; --map amount=COLUMN takes one alone.`]
    : [];
}

/** One column of amounts, else debit less credit. A credit column that is negative throughout is added. */
function billedTerms(sample: Sample, roles: Roles): readonly Term[] {
  const amount = roles.get('amount') ?? -1;
  const [debit, credit] = [roles.get('debit') ?? -1, roles.get('credit') ?? -1];
  const isPair = debit >= 0 && credit >= 0;
  const isBlank = amount < 0 || share(filledCells(sample, amount), isAmountCell) === 0;
  if (!isPair || !isBlank) return term(amount);
  const signs = filledCells(sample, credit).map(signOfAmount);
  const isNegative = signs.includes(-1) && !signs.includes(1);
  return [...term(debit), ...term(credit, isNegative ? 1 : -1)];
}

/** A column of sides turns amounts only where they have no sign of their own: where a credit is positive. */
function sideCounts(sample: Sample, roles: Roles): boolean {
  const [sign, amount] = [roles.get('sign'), roles.get('amount')];
  if (sign === undefined || amount === undefined) return false;
  const credits = sample.records.filter((record) => sideOf(record[sign] ?? '') < 0);
  const signs = credits.map((record) => signOfAmount(record[amount] ?? ''));
  return signs.includes(1) || !signs.includes(-1);
}

/** Texts that can hold the name of a day's or an account's total. */
const LABELS = ['service', 'account', 'provider', 'sku', 'region', 'category'];

/** Whether a column of currencies writes them as signs; a sign among codes is a mistake. */
function holdsSigns(cells: readonly string[]): boolean {
  return cells.length > 0 && cells.every((cell) => !isCurrencyCode(cell) && currencyOfMark(cell) !== '');
}

function describe(
  text: Texts,
  names: readonly string[],
  amounts: Amounts,
  source: string,
  hasSigns: boolean,
): Described {
  const what = LABELS.map((name) => text(name)).find((cell) => isTotal(cell) || isBalance(cell));
  if (what !== undefined)
    return { kind: 'summary', what, total: !isBalance(what), amount: amounts.billed[0]?.column ?? -1 };
  const isCredit = sideOf(text('sign')) < 0;
  const turned = (terms: readonly Term[]): readonly Term[] =>
    isCredit ? terms.map(({ column, sign }) => ({ column, sign: sign > 0 ? -1 : 1 })) : terms;
  return {
    kind: 'charge',
    billingAccount: text('account') || source,
    amounts: { ...amounts, billed: turned(amounts.billed), effective: turned(amounts.effective) },
    series: seriesOf(text, names, hasSigns ? { currency: currencyOfMark(text('currency')) } : {}),
  };
}
