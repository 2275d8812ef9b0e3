import { amountsOf, chargeLayout } from '../charge-layout.ts';
import type { Header } from '../header.ts';
import { presentColumns, type Layout, type Profile, type Sample } from '../profile.ts';

const COST = ['TotalCost', 'UnBlendedCost', 'Cost', 'CostBeforeTax'];
const LINKED = 'LinkedLineItem';
const PAYER = 'PayerLineItem';
/** What a report of one kind of line has; a consolidated bill has two, and each of them is the whole bill. */
const LINES: readonly string[] = [LINKED, PAYER, 'LineItem'];
/** Records that add up lines, correct what they were rounded by, or say that the bill is not final. */
const NO_CHARGE = /Total$|^Rounding$|Disclaimer$/;

/** The AWS bill as CSV: monthly report, cost allocation report, detailed billing report; totals stand among its lines. */
export const awsBill: Profile = {
  name: 'aws-bill',
  replaces: true,
  match(header, sample) {
    if (!header.has('RecordType', 'PayerAccountId', 'ProductName', 'UsageStartDate')) return undefined;
    const cost = header.column(...COST);
    if (cost < 0) return undefined;
    return {
      score: 110,
      reason: `The header has RecordType, PayerAccountId and ${header.names[cost] ?? ''}, as the AWS bill has.`,
      layout: () => layoutOf(header, sample),
    };
  },
};

function layoutOf(header: Header, sample: Sample): Layout {
  const counts = countedLines(header, sample);
  const cost = header.column(...COST);
  const period = header.column('BillingPeriodStartDate');
  return chargeLayout({
    texts: {
      currency: header.column('CurrencyCode'),
      billingAccount: header.column('PayerAccountId'),
      account: header.column('LinkedAccountId'),
      accountName: header.column('LinkedAccountName'),
      payerName: header.column('PayerAccountName'),
      service: header.column('ProductName'),
      code: header.column('ProductCode'),
      sku: header.column('UsageType'),
      zone: header.column('AvailabilityZone'),
      invoice: header.column('InvoiceID'),
      record: header.column('RecordType'),
      item: header.column('ItemDescription'),
    },
    tagColumns: header.startingWith(/^user:/i),
    amounts: amountsOf(header, { billed: COST, quantity: ['UsageQuantity'] }),
    days: presentColumns(header.column('UsageStartDate'), period),
    months: presentColumns(period),
    fixed: { provider: 'AWS' },
    refine: (charge, text) => {
      const record = text('record');
      const isOtherLine = record !== counts && LINES.includes(record);
      if (isOtherLine || NO_CHARGE.test(record)) {
        const what = isOtherLine ? record : text('item') || record;
        return { kind: 'summary', what, total: record === 'StatementTotal', amount: cost };
      }
      const { series, billingAccount } = charge;
      return {
        ...charge,
        series: {
          ...series,
          account: series.account || billingAccount,
          accountName: series.accountName || (series.account === '' ? text('payerName') : ''),
          service: series.service || text('code'),
          region: text('zone').replace(/[a-z]$/, ''),
        },
      };
    },
    more: { amountColumns: [cost] },
  });
}

/** The lines that are charges: those of the linked accounts, which say more, where the report begins to have them. */
function countedLines(header: Header, sample: Sample): string {
  const column = header.column('RecordType');
  const types = new Set(sample.records.map((record) => (record[column] ?? '').trim()));
  return LINES.find((line) => types.has(line)) ?? PAYER;
}
