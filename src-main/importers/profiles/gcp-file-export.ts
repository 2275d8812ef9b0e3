import { amountsOf, chargeLayout } from '../charge-layout.ts';
import { presentColumns, term, type Profile } from '../profile.ts';

const CREDIT_AMOUNT = /^Credit\d+ Amount$/i;

/** The Google Cloud file export that was written until 2019. Cost is before the credits that stand beside it. */
export const gcpFileExport: Profile = {
  name: 'gcp-file-export',
  replaces: true,
  match(header) {
    if (
      !header.has('Line Item', 'Start Time', 'Cost', 'Currency') ||
      header.column('Account ID', 'Project') < 0
    )
      return undefined;
    return {
      score: 110,
      reason: 'The header has Account ID, Line Item, Start Time and Cost, as the old file export has.',
      layout: () => {
        const { billed } = amountsOf(header, { billed: ['Cost'] });
        return chargeLayout({
          texts: {
            currency: header.column('Currency'),
            billingAccount: header.column('Account ID'),
            account: header.column('Project ID', 'Project', 'Project Number'),
            accountName: header.column('Project Name'),
            item: header.column('Line Item'),
            sku: header.column('Description'),
            unit: header.column('Measurement1 Units'),
            tags: header.column('Project Labels'),
          },
          amounts: {
            billed,
            effective: billed,
            list: [],
            contracted: [],
            quantity: term(header.column('Measurement1 Total Consumption')),
          },
          days: presentColumns(header.column('Start Time')),
          fixed: { provider: 'Google Cloud' },
          refine: (charge, text) => ({
            ...charge,
            series: { ...charge.series, service: serviceOf(text('item')) },
          }),
          more: {
            amountColumns: presentColumns(header.column('Cost')),
            creditColumns: header.names.flatMap((name, column) => (CREDIT_AMOUNT.test(name) ? [column] : [])),
          },
        });
      },
    };
  },
};

/** `com.google.cloud/services/compute-engine/Vmimage…` is of compute-engine. */
function serviceOf(item: string): string {
  return /\/services\/([^/]+)/.exec(item)?.[1] ?? item;
}
