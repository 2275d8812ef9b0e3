/** What the columns of an unknown table mean, by their names in several languages and by what their cells look like. */
import { readAmount } from '../amount-text.ts';
import { readDay } from '../dates.ts';
import { foldName, type Header } from '../header.ts';
import type { Sample } from '../profile.ts';

export type Role =
  | 'date'
  | 'month'
  | 'amount'
  | 'effective'
  | 'list'
  | 'debit'
  | 'credit'
  | 'sign'
  | 'currency'
  | 'provider'
  | 'account'
  | 'accountName'
  | 'service'
  | 'region'
  | 'sku'
  | 'category'
  | 'quantity'
  | 'unit'
  | 'invoice'
  | 'tags'
  | 'team'
  | 'project'
  | 'environment'
  | 'costCenter';

/** Names by role, the surest first, parted by `|`. A star stands for more of the name at its end or beginning. */
const NAMES: Readonly<Record<Role, string>> = {
  date:
    'date|usage date|charge date|cost date|day|charge period start|usage start date|usage start time' +
    '|start date|start time|start|posting date|booking date|transaction date|activity date' +
    '|executed date|date executed|payment date|invoice date|bill date|billing date|document date' +
    '|value date|period start|timestamp|datetime|time|period|month|billing period|billing month' +
    '|invoice month|year month|date*|*date|datum|buchungsdatum|belegdatum|rechnungsdatum' +
    '|leistungsdatum|tag|monat|zeitraum|*datum|fecha|fecha*|dia|mes|periodo|data|data*' +
    '|date comptable|jour|mois|giorno|mese|miesiac|дата|дата*|день|месяц|日期|*日期|账期|日付|月份|datë*',
  month: '',
  amount:
    'billed cost|net cost|cost|costs|total cost|unblended cost|pretax cost|net amount|amount|net' +
    '|charge|charges|charge amount|total charges|invoice amount|line amount|amount due|spend' +
    '|spending|total spend|expense|expenses|value|subtotal|total amount|total|price total|cost*' +
    '|*cost|*costs|amount*|*amount|*spend|betrag|nettobetrag|umsatz|kosten|summe|wert|betrag*' +
    '|*betrag|kosten*|*kosten|umsatz*|montant|montant*|cout|coût|coût*|dépense|dépenses|importe' +
    '|importe*|monto|monto*|coste|costo|coste*|gasto|valor|valor*|custo|custo*|importo|importo*' +
    '|bedrag|kwota|koszt|vlera|сумма|сумма*|стоимость|стоимость*|затраты|金额|*金额|费用|*费用|金額|*金額|料金',
  effective: 'effective cost|amortized cost|amortised cost|net amortized cost',
  list: 'list cost|list price total|on demand cost|public on demand cost|gross cost',
  debit:
    'debit|debit amount|debits|soll|sollbetrag|debe|cargo|débit|dare|paid out|money out|withdrawal' +
    '|withdrawals|debet|дебет|借方',
  credit:
    'credit|credit amount|credits|haben|habenbetrag|haber|abono|crédit|avere|paid in|money in' +
    '|deposit|deposits|кредит|贷方',
  sign:
    'd/c|dc|dr/cr|drcr|debit/credit|debit credit|debit credit indicator|d/c indicator|sign|indicator' +
    '|s/h|sh|soll/haben|soll/haben*|soll haben|shkz|sens|signe|signo|cr/dr|direction|entry type' +
    '|posting type',
  currency:
    'currency|currency code|billing currency|billing currency code|curr|ccy|währung|waehrung|wkz' +
    '|wkz*|devise|moneda|valuta|moeda|waluta|валюта|币种|货币|通貨',
  provider:
    'provider|cloud provider|cloud|vendor|platform|supplier|publisher|anbieter|lieferant|fournisseur' +
    '|proveedor|fornitore',
  account:
    'account id|account|linked account|linked account id|subscription id|subscription|sub account id' +
    '|project id|tenant|customer|konto|kontonummer|compte|cuenta|conto|rachunek|счет|账号' +
    '|budget institution|institution|company|business unit|entity',
  accountName: 'account name|linked account name|subscription name|sub account name',
  service:
    'service|service name|product|product name|cloud service|service category|category|cost type' +
    '|resource type|item|instrument|dienst|leistung|produkt|kategorie|service*|produit|servicio' +
    '|producto|categoría|categoria|kategori*|fondo|prodotto|servizio|услуга|产品|服务|サービス|gegenkonto*' +
    '|gl account|ledger account|account type|description|beschreibung|buchungstext|libellé' +
    '|descripción|concepto',
  region:
    'region|region id|region name|location|zone|availability zone|standort|région|región' +
    '|entidad federativa|regione|регион|地域|区域|リージョン|treasury branch|branch',
  sku: 'sku|sku id|usage type|meter|meter name|resource|resource id|line item|trans code|item code',
  category: 'charge category|charge type|line item type|cost category',
  quantity:
    'quantity|usage quantity|usage amount|usage|consumed quantity|units|hours|qty|menge|quantité' +
    '|cantidad|quantità|количество|用量|数量',
  unit: 'unit|usage unit|unit of measure|uom|einheit|unité|unidad',
  invoice: 'invoice|invoice id|invoice number|invoice no|rechnungsnummer|bill id',
  tags: 'tags|labels|resource tags|tag set',
  team: 'team|squad|owner|department|abteilung|equipe|équipe|equipo',
  project: 'project|application|app|project name|projekt|projet|proyecto|workload',
  environment: 'environment|env|stage|umgebung|environnement|entorno',
  costCenter:
    'cost center|cost centre|costcenter|kostenstelle|kost1|kost1*|centre de coûts|centro de costo' +
    '|centro de coste|centro di costo',
};

/** Names that a longer match must not hold: they are rates, counts and sides, no amounts; ends and copies, no charge days. */
const NOT_AMOUNT =
  /unit|rate|price|preis|quantity|percent|%|id$|type|code|name|center|centre|center|category|allocation|per|hour|usage|budget|plan|forecast|previous|change|delta|tax ?rate|date|currency|kennzeichen|konto/i;
const NOT_DATE =
  /end|due|created|modified|updated|export|registered|settle|process|expir|rate|until|bis|fin$|exchange/i;
const CURRENCY_SUFFIX = /(?:^|[\s_(.-])([A-Z]{3})\)?$/;
const CODES = new Set(
  (
    'USD EUR GBP CAD AUD NZD CHF JPY CNY INR BRL MXN SEK NOK DKK PLN CZK HUF RON TRY ZAR SGD ' +
    'HKD KRW RUB UAH ILS AED SAR THB IDR MYR PHP TWD VND CLP COP ARS PEN ALL'
  ).split(' '),
);

export type Roles = ReadonlyMap<Role, number>;

interface Pattern {
  readonly folded: string;
  readonly kind: 'whole' | 'prefix' | 'suffix';
}

const ROLES = Object.keys(NAMES) as Role[];
/** Roles that others must not take columns from go first. */
const ORDER: readonly Role[] = [
  ...new Set<Role>(['date', 'currency', 'sign', 'debit', 'credit', 'amount', ...ROLES]),
];
const PATTERNS = new Map(
  ROLES.map((role) => [
    role,
    (NAMES[role] === '' ? [] : NAMES[role].split('|')).map((name): Pattern => {
      const kind = name.endsWith('*') ? 'prefix' : name.startsWith('*') ? 'suffix' : 'whole';
      return { folded: foldName(name.replaceAll('*', '')), kind };
    }),
  ]),
);

/** Assigns columns to roles. A column has one role; amounts and days must look like it in the sample. */
export function findRoles(header: Header, sample: Sample, taken: Roles): Map<Role, number> {
  const roles = new Map(taken);
  const used = new Set(roles.values());
  const bare = header.names.map(bareName);
  for (const role of ORDER) {
    if (roles.has(role)) continue;
    const column = findColumn(
      role,
      header,
      bare,
      (candidate) => !used.has(candidate) && fits(role, candidate, sample),
    );
    if (column < 0) continue;
    roles.set(role, column);
    used.add(column);
  }
  return roles;
}

function findColumn(
  role: Role,
  header: Header,
  bare: readonly string[],
  isFree: (column: number) => boolean,
): number {
  const excluded = role === 'amount' ? NOT_AMOUNT : role === 'date' ? NOT_DATE : undefined;
  for (const { folded, kind } of PATTERNS.get(role) ?? []) {
    const column = header.folded.findIndex((own, index) => {
      if (kind === 'whole') return (own === folded || bare[index] === folded) && isFree(index);
      const matches = kind === 'prefix' ? own.startsWith(folded) : own.endsWith(folded);
      return matches && excluded?.test(header.names[index] ?? '') !== true && isFree(index);
    });
    if (column >= 0) return column;
  }
  return -1;
}

/** A folded name without the currency or mark behind it: `cost_usd`, `Cost ($)`, `Amount (EUR)`. */
function bareName(name: string): string {
  const suffix = currencyOfName(name);
  const bare = suffix === '' ? name : name.replace(new RegExp(`[\\s_(.-]*${suffix}\\)?$`, 'i'), '');
  return foldName(bare.replace(/\s*\([^()]{0,4}\)\s*$/, ''));
}

/** The currency in a column's name; empty where it has none. */
export function currencyOfName(name: string): string {
  const code = CURRENCY_SUFFIX.exec(name.toUpperCase())?.[1] ?? '';
  return CODES.has(code) ? code : '';
}

function fits(role: Role, column: number, sample: Sample): boolean {
  const cells = sample.records.map((record) => record[column]?.trim() ?? '').filter((cell) => cell !== '');
  if (cells.length === 0) return true;
  if (role === 'date') return share(cells, isDayCell) > 0.3;
  if (role === 'amount' || role === 'effective' || role === 'list' || role === 'debit' || role === 'credit')
    return share(cells, isAmountCell) > 0.3;
  if (role === 'quantity') return share(cells, isAmountCell) > 0.5;
  if (role === 'sign') return share(cells, isSignCell) > 0.9;
  if (role === 'currency') return share(cells, (cell) => /^[A-Za-z]{3}$/.test(cell)) > 0.3;
  return true;
}

function share(cells: readonly string[], is: (cell: string) => boolean): number {
  return cells.filter(is).length / cells.length;
}

export function isDayCell(cell: string): boolean {
  const read = readDay(cell, undefined);
  return read === 'ambiguous' || typeof read === 'object';
}

export function isAmountCell(cell: string): boolean {
  return readAmount(cell, '.').kind === 'plain' || readAmount(cell, ',').kind === 'plain';
}

const PLUS_SIGNS = new Set(['S', 'D', 'DR', 'DEBIT', 'SOLL', '+', 'DEBE', 'DÉBIT', 'DARE']);
const MINUS_SIGNS = new Set(['H', 'C', 'CR', 'CREDIT', 'HABEN', '-', 'HABER', 'CRÉDIT', 'AVERE', 'K']);

function isSignCell(cell: string): boolean {
  return PLUS_SIGNS.has(cell.toUpperCase()) || MINUS_SIGNS.has(cell.toUpperCase());
}

/** −1 for the credit side of a ledger, +1 for the debit side and where nothing stands. */
export function signOf(cell: string): 1 | -1 {
  return MINUS_SIGNS.has(cell.trim().toUpperCase()) ? -1 : 1;
}
