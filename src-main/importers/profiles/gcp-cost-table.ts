import type { ChargeCategory } from '#shared/domain/cost.ts';
import { currencyOfMark } from '../amount-text.ts';
import { chargeLayout } from '../charge-layout.ts';
import { filledCells, isAmountCell, isDayCell } from '../generic/cells.ts';
import { statedCurrency } from '../generic/currency.ts';
import { isTotal } from '../generic/totals.ts';
import type { Header } from '../header.ts';
import { presentColumns, term, type Layout, type Profile, type Sample } from '../profile.ts';

const MARK = /\(([^()]{1,4})\)\s*$/;
const FOOTER = /^(rounding error|total)$/i;
const ACCOUNT_ID = /^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/i;
const ITEM_ID = /^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$/i;

interface Columns {
  readonly account: number;
  readonly project: number;
  readonly projectName: number;
  readonly service: number;
  readonly sku: number;
  readonly credit: number;
  readonly type: number;
  readonly day: number;
  readonly amount: number;
  readonly unit: number;
  readonly cost: number;
  /** Names and words are not English. */
  readonly isTranslated: boolean;
}

/** Google Cloud console, "Cost table" download in any language: a preamble of the invoice, charges, rounding and total. */
export const gcpCostTable: Profile = {
  name: 'gcp-cost-table',
  replaces: true,
  match(header, sample) {
    const named = columnsByName(header);
    const columns = named ?? columnsByShape(header, sample);
    if (columns === undefined) return undefined;
    const cost = header.names[columns.cost] ?? '';
    const reason =
      named === undefined
        ? `The table has Google Cloud’s account, service and SKU ids in the order of the console’s cost table, and ends with “${cost}”.`
        : `The header has Cost type, Usage start date and “${cost}”, as the console’s cost table has.`;
    return { score: 120, reason, layout: () => layoutOf(header, sample, columns) };
  },
};

function columnsByName(header: Header): Columns | undefined {
  const cost = header.column('Unrounded Cost', 'Cost');
  if (
    cost < 0 ||
    !header.has('Cost type', 'Usage start date') ||
    header.column('SKU description', 'Service description') < 0
  )
    return undefined;
  return {
    account: header.column('Billing account ID'),
    project: header.column('Project ID', 'Project number'),
    projectName: header.column('Project name'),
    service: header.column('Service description'),
    sku: header.column('SKU description', 'SKU ID'),
    credit: header.column('Credit type'),
    type: header.column('Cost type'),
    day: header.column('Usage start date'),
    amount: header.column('Usage amount'),
    unit: header.column('Usage unit'),
    cost,
    isTranslated: false,
  };
}

/** The console translates the names and keeps the order: ids with their texts before them, two days, then two costs in one currency. */
function columnsByShape(header: Header, sample: Sample): Columns | undefined {
  const cells = header.names.map((_, column) => filledCells(sample, column));
  const first = (is: (cell: string) => boolean, from = 0): number =>
    cells.findIndex((own, column) => column >= from && own.length > 0 && own.every(is));
  const account = first((cell) => ACCOUNT_ID.test(cell));
  const service = first((cell) => ITEM_ID.test(cell), account + 1);
  const sku = first((cell) => ITEM_ID.test(cell), service + 1);
  const day = first(isDayCell, sku + 1);
  const cost = header.names.length - 2;
  const [mark, last] = [cost, cost + 1].map((column) => MARK.exec(header.names[column] ?? '')?.[1]);
  const isInOrder = account >= 0 && account < service && service < sku && sku < day && day + 2 < cost;
  if (!isInOrder || mark === undefined || mark !== last) return undefined;
  if (![cost, cost + 1].every((column) => cells[column]?.every(isAmountCell) === true)) return undefined;
  const [projectName, project] = [account + 1, account + 2];
  const [credit, type, amount, unit] = [day - 2, day - 1, day + 2, day + 3];
  return {
    ...{ account, projectName, project, service: service - 1, sku: sku - 1 },
    ...{ credit, type, day, amount, unit, cost },
    isTranslated: true,
  };
}

function layoutOf(header: Header, sample: Sample, columns: Columns): Layout {
  const stated = (name: string): string =>
    sample.preamble.find((record) => record[0]?.trim().toLowerCase() === name)?.[1]?.trim() ?? '';
  const currency =
    statedCurrency(sample) || currencyOfMark(MARK.exec(header.names[columns.cost] ?? '')?.[1] ?? '');
  const billed = term(columns.cost);
  return chargeLayout({
    texts: {
      billingAccount: columns.account,
      account: columns.project,
      accountName: columns.projectName,
      service: columns.service,
      sku: columns.sku,
      unit: columns.unit,
      type: columns.type,
      credit: columns.credit,
      day: columns.isTranslated ? columns.day : -1,
    },
    amounts: { billed, effective: billed, list: [], contracted: [], quantity: term(columns.amount) },
    days: presentColumns(columns.day),
    fixed: { provider: 'Google Cloud' },
    refine: (charge, text) => {
      const type = text('type');
      const isBare = text('day') === '' && charge.series.service === '' && charge.series.sku === '';
      if (FOOTER.test(type) || (columns.isTranslated && isBare))
        return { kind: 'summary', what: type, total: isTotal(type), amount: columns.cost };
      return {
        ...charge,
        billingAccount: charge.billingAccount || stated('billing account id'),
        series: {
          ...charge.series,
          chargeCategory: categoryOf(type, text('credit')),
          invoice: stated('invoice number'),
        },
      };
    },
    more: { amountColumns: [columns.cost], ...(currency !== '' && { currency }) },
  });
}

function categoryOf(type: string, credit: string): ChargeCategory {
  if (credit !== '' || /credit|discount|savings/i.test(type)) return 'Credit';
  if (/tax/i.test(type)) return 'Tax';
  return /adjust/i.test(type) ? 'Adjustment' : 'Usage';
}
