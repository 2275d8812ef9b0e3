/** What the texts of a record say, in the form the row reader remembers by these texts. */
import type { CostSeries } from '#shared/domain/cost.ts';
import { NO_CURRENCY } from '#shared/domain/money.ts';
import type { Prepared } from './prepare.ts';
import type { Amounts } from './profile.ts';
import { withoutFormula } from './text-formula.ts';
import { NULLS } from './nulls.ts';
import type { Tokenizer } from './tokenizer.ts';

/** What is known of a record from its texts alone. */
export interface Entry {
  readonly kind: 'charge' | 'summary' | 'reject';
  /** Index of the series; −1 until a charge needs it. */
  id: number;
  creditIds: Map<string, number> | undefined;
  /** Likewise, by currencies that marks beside amounts stand for. */
  markIds: Map<string, number> | undefined;
  readonly series: CostSeries | undefined;
  /** Whether the currency is said by the record, the file or the user, and not only by marks beside amounts. */
  readonly hasCurrency: boolean;
  readonly source: string;
  readonly amounts: Amounts | undefined;
  readonly column: number;
  readonly reason: string;
  readonly total: boolean;
}

const CURRENCY = /^[A-Z]{3}$/;
const NOTHING = {
  id: -1,
  creditIds: undefined,
  markIds: undefined,
  series: undefined,
  hasCurrency: false,
  source: '',
  amounts: undefined,
};

/** The function that describes the records of a table. */
export function entryReader({ layout, located }: Prepared): (record: Tokenizer) => Entry {
  const { texts } = layout;
  const known = located.options.currency ?? layout.currency;
  const ofFile = (known ?? layout.markedCurrency ?? NO_CURRENCY).toUpperCase();
  return (record) => {
    const described = layout.describe((name) => cleanText(record.text(texts[name] ?? -1)));
    if (described.kind === 'reject') {
      const { column, reason } = described;
      return { ...NOTHING, kind: 'reject', column, reason, total: false };
    }
    if (described.kind === 'summary') {
      const { amount: column, what: reason, total } = described;
      return { ...NOTHING, kind: 'summary', column, reason, total };
    }
    const { amounts, billingAccount } = described;
    const stated = described.series.currency;
    const currency = stated.toUpperCase() || ofFile;
    const source = `${located.profile.name}|${described.series.provider}|${billingAccount}`;
    const series = { ...described.series, currency };
    const hasCurrency = stated !== '' || known !== undefined;
    const said = { ...NOTHING, series, hasCurrency, source, amounts, total: false };
    if (CURRENCY.test(currency)) return { ...said, kind: 'charge', column: -1, reason: '' };
    const reason = `“${stated}” is not a currency code of three letters`;
    return { ...NOTHING, kind: 'reject', amounts, column: texts['currency'] ?? -1, reason, total: false };
  };
}

/** Text of a dimension: trimmed, composed, without the words that stand for nothing. */
function cleanText(text: string): string {
  if (text === '' || NULLS.has(text)) return '';
  return withoutFormula(text).normalize('NFC').trim();
}
