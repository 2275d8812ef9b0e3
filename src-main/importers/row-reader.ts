/** Turns the records of a table into charges: finds their day, month and amounts, and puts them into the fact table. */
import { dayNumberOf } from '#shared/domain/calendar.ts';
import type { CostSeries } from '#shared/domain/cost.ts';
import { AmountReader } from './amount-reader.ts';
import { parseCredits, type Credit } from './credits.ts';
import { DayReader } from './day-reader.ts';
import { isZero, negate, newDecimal, type Decimal } from './decimal.ts';
import { entryReader, type Entry } from './entries.ts';
import { NULLS } from './nulls.ts';
import { isBalance } from './generic/balances.ts';
import { totalLabel } from './generic/totals.ts';
import { BILLED, CONTRACTED, EFFECTIVE, LIST, QUANTITY } from './fact-table.ts';
import type { Gathered } from './gathered.ts';
import { currencyOf } from './marked.ts';
import type { Prepared } from './prepare.ts';
import type { Layout, Term, WideColumn } from './profile.ts';
import { problemOf } from './record-problem.ts';
import { SeriesCache } from './series-cache.ts';
import { nameOfTotal, Summaries } from './summaries.ts';
import { sameColumn, TermSums } from './term-sums.ts';
import type { Tokenizer } from './tokenizer.ts';

export type RowOutcome = 'accepted' | 'skipped' | 'rejected' | 'no-row';

export class RowReader {
  /** Of the last rejected record. */
  column = '';
  reason = '';
  shortRows = 0;
  emptyExtras = 0;
  readonly summaries: Summaries;
  readonly #layout: Layout;
  readonly #gathered: Gathered;
  readonly #names: readonly string[];
  readonly #width: number;
  readonly #amounts: AmountReader;
  readonly #sums: TermSums;
  readonly #days: DayReader;
  readonly #months: DayReader;
  readonly #cache: SeriesCache<Entry>;
  /** The columns across are days, so that records have none. */
  readonly #hasOwnDays: boolean;
  readonly #billed = newDecimal();
  readonly #effective = newDecimal();
  readonly #other = newDecimal();
  readonly #part = newDecimal();

  constructor(prepared: Prepared, gathered: Gathered) {
    const { layout, located } = prepared;
    this.#layout = layout;
    this.#gathered = gathered;
    this.#names = located.header.names;
    this.#width = located.header.names.length;
    this.#amounts = new AmountReader(prepared.decimal);
    this.#sums = new TermSums(this.#amounts);
    this.summaries = new Summaries(this.#amounts, layout);
    this.#days = new DayReader(prepared.dateOrder, layout.completeDay);
    this.#months = new DayReader(prepared.dateOrder, layout.completeDay);
    this.#hasOwnDays = layout.wide?.[0]?.day !== undefined;
    const columns = [...new Set(Object.values(layout.texts).filter((column) => column >= 0))];
    this.#cache = new SeriesCache(columns, entryReader(prepared));
  }

  /** Reads one record, by its number in the export. A rejected one leaves `column` and `reason`. */
  read(record: Tokenizer, row: number): RowOutcome {
    this.#gathered.table.row = row;
    if (record.problem !== '') return this.#reject('', problemOf(record, record.problem));
    if (record.count > this.#width && !this.#extrasAreEmpty(record)) {
      return this.#reject('', `the record has ${record.count} fields, the header ${this.#width}`);
    }
    if (record.count < this.#width) this.shortRows += 1;
    const entry = this.#cache.of(record);
    if (entry.kind === 'summary') return this.#summary(record, entry);
    if (this.#layout.wide !== undefined) return this.#wide(record, entry, this.#layout.wide);
    return this.#charge(record, entry);
  }

  #reject(column: string, reason: string): 'rejected' {
    this.column = column;
    this.reason = reason;
    return 'rejected';
  }

  /** Delimiters at the end of a record are forgiven, up to as many as the header has. */
  #extrasAreEmpty(record: Tokenizer): boolean {
    if (record.count > this.#width * 2) return false;
    for (let column = this.#width; column < record.count; column += 1) {
      if (record.starts[column] !== record.ends[column]) return false;
    }
    this.emptyExtras += 1;
    return true;
  }

  #charge(record: Tokenizer, entry: Entry): RowOutcome {
    if (entry.amounts === undefined) return this.#reject(this.#names[entry.column] ?? '', entry.reason);
    const { billed, effective } = entry.amounts;
    const found = this.#sum(record, billed, this.#billed);
    if (found === 'bad') return 'rejected';
    if (found === 'blank') return this.#withoutAmount(record, entry);
    if (entry.kind === 'reject') return this.#reject(this.#names[entry.column] ?? '', entry.reason);
    if (!this.#day(record))
      return this.#withoutDay(record, entry, isOfNothing(entry) && isZero(this.#billed));
    const total =
      this.#layout.fixedDay === undefined ? undefined : this.summaries.nameOfUndated(record, entry);
    if (total !== undefined) return this.#summary(record, { ...entry, reason: total, total: true });
    const { day } = this.#days;
    const currency = currencyOf(entry, this.#sums.currency);
    if (currency === undefined)
      return this.#contradiction(entry, billed[0]?.column ?? -1, this.#sums.currency);
    let spread: Decimal = this.#billed;
    if (effective !== billed && !sameColumn(effective, billed)) {
      const read = this.#sum(record, effective, this.#effective);
      if (read === 'bad') return 'rejected';
      if (read === 'ok' || effective.length === 0) spread = this.#effective;
    }
    const credits = this.#credits(record);
    if (credits === undefined)
      return this.#reject(this.#names[this.#layout.credits ?? -1] ?? '', 'the credits cannot be read');
    const month = this.#month(record);
    if (month < 0) return 'rejected';
    const id = this.#idOf(entry, currency);
    const fact = this.#gathered.table.find(id, day, month);
    this.#gathered.add(fact, id, BILLED, this.#billed);
    this.#gathered.add(fact, id, EFFECTIVE, spread);
    this.summaries.count(this.#billed);
    const { amounts } = entry;
    this.#addOther(record, fact, id, LIST, amounts.list);
    this.#addOther(record, fact, id, CONTRACTED, amounts.contracted);
    this.#addOther(record, fact, id, QUANTITY, amounts.quantity);
    for (const credit of credits) this.#addCredit(entry, credit, day, month);
    return 'accepted';
  }

  /** The credits beside the cost; `undefined` where they cannot be read. */
  #credits(record: Tokenizer): readonly Credit[] | undefined {
    const { credits: list, creditColumns } = this.#layout;
    if (list === undefined && creditColumns === undefined) return NO_CREDITS;
    const credits =
      list === undefined
        ? creditColumns?.map((column) => ({ amount: record.text(column), type: '' }))
        : parseCredits(record.text(list));
    const read = credits?.map(({ amount }) => this.#amounts.readText(amount, this.#part));
    return read?.includes('bad') === true ? undefined : credits?.filter((_, index) => read?.[index] === 'ok');
  }

  /** A record without an amount is skipped, unless its day shows that it is no record of this table at all. */
  #withoutAmount(record: Tokenizer, entry: Entry): RowOutcome {
    if (this.#hasOwnDays || this.#day(record) || this.#days.problem === 'empty') return 'skipped';
    return isHeading(record.texts()) ? 'skipped' : this.#withoutDay(record, entry);
  }

  #day(record: Tokenizer): boolean {
    const { fixedDay, dayOf, days } = this.#layout;
    if (fixedDay !== undefined) return this.#days.readText(fixedDay);
    if (dayOf === undefined) return this.#days.read(record, days);
    return this.#days.readText(dayOf.text(dayOf.columns.map((column) => record.text(column))));
  }

  /**
   * A record without a day is a total where it says so, or where it has words for a day and is the sum so far. One of no amount
   * that names nothing, such as the tax below a report without any, loses nothing.
   */
  #withoutDay(record: Tokenizer, entry: Entry, isEmpty = false): RowOutcome {
    const { days, dayOf } = this.#layout;
    const column = dayOf?.columns[0] ?? this.#days.column;
    const cells = (dayOf?.columns ?? days).map((each) => record.text(each));
    const isBlank = cells.every((cell) => cell.trim() === '');
    const what = totalLabel(isBlank ? record.texts() : cells);
    if (what !== undefined) return this.#summary(record, { ...entry, reason: what, total: !isBalance(what) });
    const isWording = cells.every((cell) => !/\d/.test(cell));
    if (isWording && isEmpty) return 'skipped';
    if (isWording && this.summaries.isSumSoFar(record, entry))
      return this.#summary(record, { ...entry, reason: nameOfTotal(record.texts()), total: true });
    return this.#reject(this.#names[column] ?? '', this.#days.reason(cells.join(' ').trim()));
  }

  /** The billing month; −1 where it is there and cannot be read. */
  #month(record: Tokenizer): number {
    if (this.#layout.months.length === 0 || !this.#months.read(record, this.#layout.months)) {
      if (this.#layout.months.length === 0 || this.#months.problem === 'empty') return this.#days.month;
      const text = record.text(this.#months.column);
      if (NULLS.has(text)) return this.#days.month;
      this.#reject(this.#names[this.#months.column] ?? '', this.#months.reason(text));
      return -1;
    }
    return this.#months.month;
  }

  /** Adds up the terms of an amount; a bad one leaves `column` and `reason`. */
  #sum(record: Tokenizer, terms: readonly Term[], into: Decimal): 'ok' | 'blank' | 'bad' {
    const read = this.#sums.read(record, terms, into);
    if (read === 'bad') this.#reject(this.#names[this.#sums.badColumn] ?? '', this.#amounts.reason);
    return read;
  }

  /** List, contracted cost and quantity are extras: what cannot be read is left out. */
  #addOther(record: Tokenizer, fact: number, id: number, kind: number, terms: readonly Term[]): void {
    for (const { column, sign } of terms) {
      if (this.#amounts.read(record, column, this.#other) !== 'ok') continue;
      if (sign < 0) negate(this.#other);
      this.#gathered.add(fact, id, kind, this.#other);
    }
  }

  #addCredit(entry: Entry, credit: Credit, day: number, month: number): void {
    this.#amounts.readText(credit.amount, this.#part);
    const ids = (entry.creditIds ??= new Map<string, number>());
    let id = ids.get(credit.type);
    if (id === undefined) {
      const series = {
        ...(entry.series as CostSeries),
        chargeCategory: 'Credit' as const,
        pricingCategory: credit.type,
      };
      ids.set(credit.type, (id = this.#gathered.seriesId(series, entry.source, true)));
    }
    const fact = this.#gathered.table.find(id, day, month);
    this.#gathered.add(fact, id, BILLED, this.#part);
    this.#gathered.add(fact, id, EFFECTIVE, this.#part);
  }

  #contradiction({ series }: Entry, column: number, mark: string): 'rejected' {
    const reason = `the amount is in ${mark}, the record in ${series?.currency ?? ''}`;
    return this.#reject(this.#names[column] ?? '', reason);
  }

  #idOf(entry: Entry, currency: string): number {
    const { series, source } = entry as Entry & { series: CostSeries };
    if (currency === series.currency) {
      if (entry.id < 0) entry.id = this.#gathered.seriesId(series, source, false);
      return entry.id;
    }
    const ids = (entry.markIds ??= new Map<string, number>());
    let id = ids.get(currency);
    if (id === undefined)
      ids.set(currency, (id = this.#gathered.seriesId({ ...series, currency }, source, false)));
    return id;
  }

  #wide(record: Tokenizer, entry: Entry, columns: readonly WideColumn[]): RowOutcome {
    if (entry.kind === 'reject') return this.#reject(this.#names[entry.column] ?? '', entry.reason);
    const cells: WideCell[] = [];
    for (const across of columns) {
      const value = newDecimal();
      const read = this.#amounts.read(record, across.column, value);
      if (read === 'bad') return this.#reject(this.#names[across.column] ?? '', this.#amounts.reason);
      if (read !== 'ok') continue;
      const currency = currencyOf(entry, this.#amounts.currency);
      if (currency === undefined) return this.#contradiction(entry, across.column, this.#amounts.currency);
      cells.push({ across, value, currency });
    }
    if (cells.length === 0) return this.#withoutAmount(record, entry);
    if (columns[0]?.day === undefined && !this.#day(record)) return this.#withoutDay(record, entry);
    for (const cell of cells) this.#wideCell(entry, cell);
    return 'accepted';
  }

  #wideCell(entry: Entry, { across, value, currency }: WideCell): void {
    const { column: _column, day: ownDay, month: ownMonth, ...texts } = across;
    const series = { ...(entry.series as CostSeries), currency, ...texts };
    const year = Math.trunc(this.#days.month / 12);
    const day = ownDay ?? (ownMonth === undefined ? this.#days.day : dayNumberOf(year, ownMonth, 1));
    const date = new Date(day * 86_400_000);
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    const id = this.#gathered.seriesId(series, entry.source, false);
    const fact = this.#gathered.table.find(id, day, month);
    this.#gathered.add(fact, id, BILLED, value);
    this.#gathered.add(fact, id, EFFECTIVE, value);
    this.summaries.count(value);
  }

  #summary(record: Tokenizer, entry: Entry): 'no-row' {
    this.summaries.add(record, entry);
    return 'no-row';
  }
}

/** What a cell of a wide table adds. */
interface WideCell {
  readonly across: WideColumn;
  readonly value: Decimal;
  readonly currency: string;
}

/** Whether a record names no service, account or SKU. */
function isOfNothing({ series }: Entry): boolean {
  return series !== undefined && series.service === '' && series.account === '' && series.sku === '';
}

const NO_CREDITS: readonly Credit[] = [];

/**
 * A record of one text is the heading of those below it, or a note. A cut record has the beginning of a day, one with another
 * delimiter has it more than once, and what a server answered instead of records is marked up.
 */
function isHeading(cells: readonly string[]): boolean {
  const [only, ...others] = cells.filter((cell) => cell.trim() !== '');
  if (only === undefined || others.length > 0) return false;
  return /\p{L}{3}/u.test(only) && !/^\s*<|([;|\t]).*\1/u.test(only);
}
