import { amountsOf, chargeLayout } from '../charge-layout.ts';
import { presentColumns, type Profile } from '../profile.ts';

/** Oracle Cloud Infrastructure cost report. */
export const oci: Profile = {
  name: 'oci',
  replaces: true,
  match(header) {
    if (!header.has('cost/myCost', 'lineItem/intervalUsageStart')) return undefined;
    return {
      score: 120,
      reason: 'The header has cost/myCost and lineItem/intervalUsageStart, as Oracle’s cost report has.',
      layout: () =>
        chargeLayout({
          texts: {
            currency: header.column('cost/currencyCode'),
            billingAccount: header.column('cost/subscriptionId', 'lineItem/tenantId'),
            account: header.column('product/compartmentId', 'lineItem/tenantId'),
            accountName: header.column('product/compartmentName'),
            service: header.column('product/service'),
            region: header.column('product/region'),
            sku: header.column('product/Description', 'cost/productSku'),
            correction: header.column('lineItem/isCorrection'),
            unit: header.column('cost/skuUnitDescription', 'cost/billingUnitReadable'),
          },
          tagColumns: header.startingWith(/^tags\/([^.]*\.)?/i),
          amounts: amountsOf(header, { billed: ['cost/myCost'], quantity: ['usage/billedQuantity'] }),
          days: presentColumns(header.column('lineItem/intervalUsageStart')),
          fixed: { provider: 'Oracle' },
          refine: (charge, text) => ({
            ...charge,
            series: { ...charge.series, chargeClass: text('correction') === 'true' ? 'Correction' : '' },
          }),
          more: { amountColumns: presentColumns(header.column('cost/myCost')) },
        }),
    };
  },
};
