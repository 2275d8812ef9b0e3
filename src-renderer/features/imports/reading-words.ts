/** What a form about how to read a file offers, in words. */
import type { MappedField } from '#shared/domain/import.ts';

interface MapField {
  readonly field: MappedField;
  readonly label: string;
}

/** The fields that a table of no known provider is mostly asked about. */
export const USUAL_FIELDS: readonly MapField[] = [
  { field: 'date', label: 'Day' },
  { field: 'amount', label: 'Amount' },
  { field: 'currency', label: 'Currency' },
  { field: 'service', label: 'Service' },
  { field: 'account', label: 'Account' },
  { field: 'region', label: 'Region' },
  { field: 'team', label: 'Team' },
  { field: 'project', label: 'Project' },
];

/** All others, by what they say of a charge. */
export const FURTHER_FIELDS: readonly { readonly title: string; readonly fields: readonly MapField[] }[] = [
  {
    title: 'What it belongs to',
    fields: [
      { field: 'provider', label: 'Provider' },
      { field: 'accountName', label: 'Name of the account' },
      { field: 'sku', label: 'SKU' },
      { field: 'category', label: 'Charge category' },
      { field: 'environment', label: 'Environment' },
      { field: 'costCenter', label: 'Cost centre' },
      { field: 'tags', label: 'Tags' },
      { field: 'invoice', label: 'Invoice' },
    ],
  },
  {
    title: 'Amounts',
    fields: [
      { field: 'effective', label: 'Effective cost' },
      { field: 'list', label: 'List cost' },
      { field: 'gross', label: 'Amount with tax' },
      { field: 'debit', label: 'Debit' },
      { field: 'credit', label: 'Credit' },
      { field: 'sign', label: 'Side (debit or credit)' },
      { field: 'quantity', label: 'Quantity' },
      { field: 'unit', label: 'Unit' },
    ],
  },
  {
    title: 'Days in parts, and periods',
    fields: [
      { field: 'year', label: 'Year' },
      { field: 'month', label: 'Month' },
      { field: 'week', label: 'Week' },
      { field: 'dayOfMonth', label: 'Day of the month' },
      { field: 'periodStart', label: 'Start of the period' },
      { field: 'periodEnd', label: 'End of the period' },
    ],
  },
];

/** Delimiters that have a name; any other is written as it is. */
export const DELIMITERS: readonly { readonly sign: string; readonly name: string }[] = [
  { sign: ',', name: 'comma' },
  { sign: ';', name: 'semicolon' },
  { sign: '\t', name: 'tab' },
  { sign: '|', name: 'bar' },
  { sign: '^', name: 'caret' },
  { sign: '\u001F', name: 'unit separator' },
];

/** Every encoding that is read, the usual ones first, and for which writing each is. */
const ENCODING_WORDS: Readonly<Record<string, string>> = {
  'utf-8': 'all languages',
  'utf-16le': 'all languages',
  'utf-16be': 'all languages',
  'windows-1252': 'Western European',
  'iso-8859-1': 'Western European',
  'iso-8859-15': 'Western European',
  macintosh: 'Western European',
  'windows-1250': 'Central European',
  'iso-8859-2': 'Central European',
  'iso-8859-16': 'South-Eastern European',
  'iso-8859-3': 'South European',
  'windows-1257': 'Baltic',
  'iso-8859-13': 'Baltic',
  'iso-8859-4': 'North European',
  'iso-8859-10': 'Nordic',
  'iso-8859-14': 'Celtic',
  'windows-1251': 'Cyrillic',
  'koi8-r': 'Cyrillic, Russian',
  'koi8-u': 'Cyrillic, Ukrainian',
  'iso-8859-5': 'Cyrillic',
  ibm866: 'Cyrillic, DOS',
  'x-mac-cyrillic': 'Cyrillic, Macintosh',
  'windows-1253': 'Greek',
  'iso-8859-7': 'Greek',
  'windows-1254': 'Turkish',
  'windows-1255': 'Hebrew',
  'iso-8859-8': 'Hebrew',
  'iso-8859-8-i': 'Hebrew',
  'windows-1256': 'Arabic',
  'iso-8859-6': 'Arabic',
  'windows-1258': 'Vietnamese',
  'windows-874': 'Thai',
  shift_jis: 'Japanese',
  'euc-jp': 'Japanese',
  'iso-2022-jp': 'Japanese',
  gb18030: 'Chinese, simplified',
  gbk: 'Chinese, simplified',
  big5: 'Chinese, traditional',
  'euc-kr': 'Korean',
};
export const ENCODINGS: readonly { readonly value: string; readonly label: string }[] = Object.entries(
  ENCODING_WORDS,
).map(([value, words]) => ({ value, label: `${value}, ${words}` }));
