/** The words by which tables of costs name their columns and totals, in the languages they come in. Data only. */
import type { MappedField } from '#shared/domain/import.ts';

export type Role = MappedField;

interface Vocabulary {
  /** Whole names, the surest first. */
  readonly names: string;
  /** Words that tell the role wherever they stand in a name, the surest first; the last of a compound counts too. */
  readonly words?: string;
  /** Words beside which the words above mean something else. */
  readonly but?: RegExp;
}

/** Beside debit and credit: no amounts of them. */
const SIDE_BUT =
  /account|acct|konto|indicator|\bind\b|flag|kennz|\/|card|type|code|\bids?\b|name|memo|note|number|\bno\b|limit|balance|score/i;

export const VOCABULARY: Readonly<Record<Role, Vocabulary>> = {
  date: {
    names:
      'usage date|charge date|cost date|usage start date|usage start time|charge period start|date|day' +
      '|usage start|charge start date|charge start|consumption period start|window start|start date|start time' +
      '|start|posting date|booking date|transaction date|activity date|executed date|date executed' +
      '|payment date|invoice date|bill date|billing date|document date|value date|period start|from|from date' +
      '|timestamp|datetime|time|period|accrued at|month|billing period|billing month|invoice month|year month' +
      '|quarter|datum|leistungsdatum|leistungszeitraum|buchungsdatum|buchungstag|belegdatum|rechnungsdatum' +
      '|startdatum|tag|monat|zeitraum|periode|quartal|fecha|dia|mes|periodo|período|data|data registrazione' +
      '|data operazione|date comptable|date d’opération|jour|mois|période|giorno|mese|dzień|miesiąc|okres' +
      '|maand|dag|dato|tarih|дата|день|месяц|период|日期|账期|日付|月份|利用日|使用日時|利用日時|取引日|計上日|交易日期|年月|날짜|기간|datë|päivämäärä|dátum|ημερομηνία|التاريخ|تاريخ|תאריך|week|week starting|week start|week of|woche',
    words:
      'date|datum|fecha|data|dato|tarih|дата|日期|日付|利用日|開始日|日時|時間|时间|날짜|timestamp|day|dag|accrued|lançamento',
    but: /end|due|created|modified|updated|export|registered|settle|process|expir|rate|until|\bbis\b|fin$|ende|exchange|order|reconcile|lettrage|\blet\b|valid|valut|fällig|échéance|vencimiento|scadenza|vencimento|termin|término|finali[sz]|fine\b|終了|结束|結束|更新|作成|登録/i,
  },
  year: {
    names:
      'year|fiscal year|calendar year|financial year|jahr|geschäftsjahr|haushaltsjahr|année|annee|exercice|año' +
      '|ejercicio|anno|esercizio|ano|exercício|rok|jaar|boekjaar|år|yıl|год|年|年度|연도',
  },
  month: {
    names:
      'month|month number|period|posting period|fiscal period|quarter|monat|buchungsperiode|periode|quartal|mois' +
      '|mes|período|mese|mês|miesiąc|maand|månad|måned|ay|месяц|月|월',
  },
  week: {
    names:
      'week|iso week|week number|week no|week of year|calendar week|woche|kw|kalenderwoche|semaine|semana|settimana|vecka|uge|週',
  },
  dayOfMonth: { names: 'day|day of month|tag|jour|dia|día|giorno|dzień|dag|gün|день|日|일' },
  periodStart: {
    names:
      'billing period start|billing period start date|period start|start date|start|from|from date|charge period start' +
      '|charge start date|usage start date|startdatum|von|beginn|début|date de début|inicio|desde|fecha inicio' +
      '|inizio|dal|data inizio|início|od|начало|с|开始日期|開始日',
  },
  periodEnd: {
    names:
      'billing period end|billing period end date|period end|end date|end|to|to date|charge period end' +
      '|charge end date|usage end date|enddatum|bis|ende|fin|date de fin|hasta|fecha fin|fine|al|data fine|fim|do' +
      '|конец|по|结束日期|終了日',
  },
  amount: {
    names:
      'unrounded cost|unrounded subtotal|billed cost|net cost|cost|costs|total cost|unblended cost|pretax cost|net amount|amount|net|subtotal|net value|value in object currency|value in obj crcy|val in obj crcy|val coarea crcy' +
      '|value in coarea crcy|val in rep cur|value in rep cur|value in reporting currency|wert kwähr' +
      '|charge|charges|charge amount|total charges|invoice amount|line amount|amount due|extended cost|spend' +
      '|spending|total spend|expense|expenses|value|total amount|total|price total|total price|line total' +
      '|actual|actuals|actual cost|actual amount|actual spend|ist|istkosten|netto|neto|netto betrag|usage in currency|cost in major|amount value|obligation|betrag|nettobetrag|kosten vor steuern|umsatz|kosten|gesamtkosten|summe' +
      '|wert|preis netto|gesamtpreis|montant ht|montant net|coût ht|coût hors taxes|prix total ht|total ht|montant|coût|coût total|prix total' +
      '|dépense|dépenses|importe neto|base imponible|importe|monto|coste|costo|gasto|costo antes de impuestos|coste antes de impuestos|precio total|valor líquido' +
      '|valor pago|valor|custo|custo antes dos impostos|preço total|imponibile|importo netto|importo|prezzo totale|spesa|bedrag|kosten|kwota netto' +
      '|wartość netto|kwota|koszt|wartość|belopp|kostnad|beløb|beløp|tutar|maliyet|částka|cena celkem|összeg|vlera' +
      '|summa|ποσό|αξία|сума|вартість|витрати|المبلغ|مبلغ|التكلفة|القيمة|סכום|עלות|מחיר כולל' +
      '|сумма|стоимость|затраты|расход|金额|费用|应付金额|优惠后总价|金額|料金|費用|コスト|税引前コスト|금액|요금|비용',
    words:
      'cost|costs|amount|amt|spend|charge|charges|obligation|outlay|betrag|kosten|umsatz|summe|montant|coût|cout|dépense' +
      '|importe|monto|coste|costo|gasto|valor|custo|importo|spesa|bedrag|kwota|koszt|belopp|kostnad|beløb|tutar' +
      '|częstka|összeg|сумма|стоимость|затраты|金额|費用|费用|金額|料金|コスト|금액|요금|비용|expense|total|subtotal',
    but: /unit|rate|price|preis|prix|precio|quantity|menge|percent|%|\bids?$|type|code|name|number|cent(er|re|ro)|stelle|category|allocation|\bper\b|hours?|usage(?![\s_-]*(?:costs?|charges?|spend|fees?)(?![a-z]))|budget|plan|forecast|prev|change|delta|vat|tax|mwst|\bust\b|tva|iva|date|kennzeichen|konto|balance|saldo|solde|limit|discount|credits?|savings|count|tokens|element|object|report|reference|\bref\b|\b(?:no|nr)\.?$|exchange|kurs|list|gross|brutto|ttc|cumulat|kumul|cumul|acumul|running|\b[ymqw]td\b|to date/i,
  },
  gross: {
    names:
      'gross amount|gross cost|gross total|gross|brutto|bruttobetrag|betrag brutto|gesamt brutto|montant ttc|total ttc' +
      '|prix ttc|amount incl vat|amount including vat|amount incl tax|amount inc gst|total incl vat|total incl tax' +
      '|total inc gst|total including tax|total including vat|importe con iva|total con iva|importo lordo' +
      '|totale lordo|valor bruto|bedrag incl btw|kwota brutto|wartość brutto|税込金額|含税金额',
  },
  effective: { names: 'effective cost|amortized cost|amortised cost|net amortized cost|discounted cost' },
  list: { names: 'list cost|list price total|on demand cost|public on demand cost|gross cost|gross amount' },
  debit: {
    names:
      'debit|debit amount|debit amt|debits|withdrawal amt|withdrawal amount|soll|sollbetrag|debe|cargo|débit|dare|paid out|money out|withdrawal' +
      '|withdrawals|debet|débito|winien|wn|дебет|借方|借方金額',
    words: 'debit|debits|soll',
    but: SIDE_BUT,
  },
  credit: {
    names:
      'credit|credit amount|credit amt|credits|deposit amt|deposit amount|haben|habenbetrag|haber|abono|crédit|avere|paid in|money in' +
      '|deposit|deposits|kredit|crédito|ma|кредит|贷方|貸方|貸方金額',
    words: 'credit|credits|haben',
    but: SIDE_BUT,
  },
  sign: {
    names:
      'd/c|dc|c/d|dr/cr|drcr|cr/dr|debit/credit|debit credit|debit credit indicator|debit/credit ind|debit credit ind' +
      '|d/c indicator|sign|indicator|s/h|sh|soll/haben|soll haben|soll/haben kennz|soll haben kennzeichen|shkz|sens|signe' +
      '|signo|segno|af bij|bij af|dare/avere|debe/haber|d/h|direction|entry type|posting type|type|transaction type|typ|tipo|art|kind',
    words: 'soll|haben|indicator',
  },
  currency: {
    names:
      'billing currency|billing currency code|currency|currency code|curr|ccy|local currency|lcurr|crcy|local crcy|document currency|währung|waehrung|hauswährung' +
      '|wkz|devise|idevise|moneda|divisa|valuta|moeda|waluta|para birimi|měna|валюта|币种|货币|通貨|통화',
    words: 'currency|währung|valuta|devise|moneda|wkz',
  },
  provider: {
    names:
      'provider|cloud provider|cloud|vendor|platform|supplier|publisher|anbieter|lieferant|fournisseur' +
      '|proveedor|fornitore|fornecedor|dostawca|leverancier',
  },
  account: {
    names:
      'account id|account|linked account|linked account id|subscription id|subscription|sub account id' +
      '|project id|tenant|customer|konto|kontonummer|sachkonto|compte|comptenum|cuenta|conta|conto|rachunek|rekening' +
      '|grootboek|счет|账号|budget institution|institution|company|business unit|entity|entidad|company code',
  },
  accountName: {
    names: 'account name|linked account name|subscription name|sub account name|comptelib|bezeichnung konto',
  },
  service: {
    names:
      'service|service name|product|product name|cloud service|service category|category|cost type' +
      '|resource type|meter category|item|instrument|dienst|leistung|produkt|kategorie|produit|servicio|serviço' +
      '|producto|categoría|categoria|fondo|prodotto|servizio|usługa|tjänst|услуга|产品|产品名称|服务|サービス|서비스' +
      '|gl account|g/l account|ledger account|account type|model|description|beschreibung|bezeichnung|buchungstext' +
      '|selite|leírás|περιγραφή|опис|الوصف|البيان|الخدمة|תיאור|שירות|libellé|ecriturelib|désignation|descripción|concepto|descrizione|descrição|opis|omschrijving|text|name',
    words: 'service|kategori|gegenkonto|serviço|servicio',
  },
  region: {
    names:
      'region|region id|region name|location|zone|availability zone|standort|région|región|região' +
      '|entidad federativa|regione|регион|地域|区域|リージョン|treasury branch|branch',
  },
  sku: {
    names:
      'sku|sku id|usage type|meter|meter name|resource|resource id|line item|trans code|item code|resource name',
  },
  category: { names: 'charge category|charge type|line item type|cost category' },
  quantity: {
    names:
      'quantity|usage quantity|usage amount|usage|consumed quantity|units|hours|qty|menge|quantité' +
      '|cantidad|quantità|quantidade|ilość|aantal|количество|用量|数量',
  },
  unit: { names: 'unit|usage unit|unit of measure|uom|einheit|unité|unidad|unidade|jednostka|eenheid' },
  invoice: {
    names:
      'invoice|invoice id|invoice number|invoice no|rechnungsnummer|bill id|facture|factura|fattura|pieceref',
  },
  tags: { names: 'tags|labels|resource tags|tag set' },
  team: { names: 'team|squad|owner|department|department code|abteilung|equipe|équipe|equipo' },
  project: {
    names: 'project|application|app|project name|projekt|projet|proyecto|progetto|projeto|workload',
  },
  environment: { names: 'environment|env|stage|umgebung|environnement|entorno|ambiente' },
  costCenter: {
    names:
      'cost center|cost centre|costcenter|kostenstelle|kost1|centre de coûts|centro de costo' +
      '|centro de coste|centro de costos|centro di costo|centro de custo|kostenplaats',
    words: 'kost1|kostenstelle',
  },
};

/** Names of the amount where a table has no other; beside a quantity it is the price of one unless a unit price stands there too. */
export const PRICES = 'price|preis|prix|precio|prezzo|preço|prijs|cena|pris|fiyat|цена|价格|価格|가격';
export const UNIT_PRICE = /unit|per\b|each|einzel|stück|unitaire|unitario|unitário|unitario|単価|单价/i;

/** Columns of numbers that are no money of their own, whatever their cells look like. */
export const NO_MONEY =
  /(^|[^a-z])(ids?|qty|quantity|hours?|hrs|minutes|rate|price|usage(?![\s_-]*(?:costs?|charges?|spend|fees?)(?![a-z]))|units?|count|percent|number|no|code|year|zip|tokens?|requests?|credits?|dbus?|balance|age|rank|size|gb|bytes|score)([^a-z]|$)|%|quantity|menge|anzahl|stück|preis/i;

/** Of these, the ones that count what was used. */
export const COUNTS =
  /(^|[^a-z])(qty|hours?|hrs|minutes|usage(?![\s_-]*(?:costs?|charges?|spend|fees?)(?![a-z]))|units?|count|tokens?|requests?|dbus?|gb|bytes)([^a-z]|$)|quantity|menge|anzahl|stück/i;

/** What a total is called. */
export const TOTAL_WORDS = new Set(
  (
    'total totals totales totais totaal totale totali totalt subtotal subtotale subtotals subtotaal sous-total gesamt ' +
    'gesamtsumme gesamtbetrag gesamtkosten summe summen endsumme endbetrag zwischensumme sum suma soma somma somme ' +
    'summa razem ogółem łącznie celkem spolu összesen toplam yhteensä итого всего 合计 合計 总计 總計 總额 小计 小計 ' +
    '総計 总额 합계 소계 총계 totaali tot σύνολο γενικό разом усього סה סהכ الإجمالي المجموع ukupno insgesamt gesamtergebnis ialt skupaj viso kopā kokku jumlah รวม cộng कुल'
  ).split(' '),
);
/** Words that stand beside these without naming anything of their own. */
export const TOTAL_QUALIFIERS = new Set(
  (
    'grand sub sous overall report net netto gross brutto final invoice month monthly year yearly general général générale ' +
    'generale geral geral general importe montant importo betrag cost costs coût amount charges kosten of the all account ' +
    'service ht ttc due period sum table כ tổng'
  ).split(' '),
);

export const DEBIT_SIDE = new Set(
  'S D DR DB DEBIT SOLL + DEBE DÉBIT DÉBITO DARE CARGO DEBET ДЕБЕТ AF'.split(' '),
);
export const CREDIT_SIDE = new Set(
  'H C K CR CREDIT HABEN - − HABER CRÉDIT CRÉDITO AVERE ABONO KREDIT КРЕДИТ BIJ'.split(' '),
);
