import type { ChargeCategory } from '#shared/domain/cost.ts';
import { currencyOfMark } from '../amount-text.ts';
import { chargeLayout } from '../charge-layout.ts';
import type { Header } from '../header.ts';
import { presentColumns, term, type Layout, type Profile, type Sample } from '../profile.ts';

const MARK = /\(([^()]{1,4})\)\s*$/;
const FOOTER = /^(rounding error|total)$/i;

/** Google Cloud console, "Cost table" download: a preamble of the invoice, then charges, then rounding and total. */
export const gcpCostTable: Profile = {
  name: 'gcp-cost-table',
  title: 'Google Cloud console cost table',
  replaces: true,
  match(header, sample) {
    const cost = header.column('Unrounded Cost', 'Cost');
    if (
      cost < 0 ||
      !header.has('Cost type', 'Usage start date') ||
      header.column('SKU description', 'Service description') < 0
    )
      return undefined;
    return {
      score: 120,
      reason: `The header has Cost type, Usage start date and “${header.names[cost] ?? ''}”, as the console’s cost table has.`,
      layout: () => layoutOf(header, sample, cost),
    };
  },
};

function layoutOf(header: Header, sample: Sample, cost: number): Layout {
  const stated = (name: string): string =>
    sample.preamble.find((record) => record[0]?.trim().toLowerCase() === name)?.[1]?.trim() ?? '';
  const mark = MARK.exec(header.names[cost] ?? '')?.[1] ?? '';
  const currency = stated('currency') || currencyOfMark(mark);
  const billed = term(cost);
  return chargeLayout({
    texts: {
      billingAccount: header.column('Billing account ID'),
      account: header.column('Project ID', 'Project number'),
      accountName: header.column('Project name'),
      service: header.column('Service description'),
      sku: header.column('SKU description', 'SKU ID'),
      unit: header.column('Usage unit'),
      type: header.column('Cost type'),
      credit: header.column('Credit type'),
    },
    amounts: {
      billed,
      effective: billed,
      list: [],
      contracted: [],
      quantity: term(header.column('Usage amount')),
    },
    days: presentColumns(header.column('Usage start date')),
    fixed: { provider: 'Google Cloud' },
    refine: (charge, text) => {
      const type = text('type');
      if (FOOTER.test(type))
        return { kind: 'summary', what: type, total: /^total$/i.test(type), amount: cost };
      const chargeCategory = categoryOf(type, text('credit'));
      return {
        ...charge,
        billingAccount: charge.billingAccount || stated('billing account id'),
        series: { ...charge.series, chargeCategory, invoice: stated('invoice number') },
      };
    },
    more: { amountColumns: [cost], ...(currency !== '' && { currency }) },
  });
}

function categoryOf(type: string, credit: string): ChargeCategory {
  if (credit !== '' || /credit|discount|savings/i.test(type)) return 'Credit';
  if (/tax/i.test(type)) return 'Tax';
  return /adjust/i.test(type) ? 'Adjustment' : 'Usage';
}
