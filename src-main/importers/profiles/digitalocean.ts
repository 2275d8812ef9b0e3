import { chargeLayout } from '../charge-layout.ts';
import { presentColumns, term, type Profile } from '../profile.ts';

const CURRENCY_NAME = /^[A-Z]{3}$/;

/** DigitalOcean invoice: the name of the amount column is the currency. */
export const digitalocean: Profile = {
  name: 'digitalocean',
  replaces: true,
  match(header) {
    if (!header.has('product', 'group_description', 'start', 'end')) return undefined;
    const named = header.names.findIndex((name) => CURRENCY_NAME.test(name));
    const amount = named >= 0 ? named : header.column('amount');
    if (amount < 0) return undefined;
    return {
      score: 110,
      reason: `The header has product, group_description, start, end and ${header.names[amount] ?? ''}, as DigitalOcean’s invoice has.`,
      layout: () => {
        const billed = term(amount);
        return chargeLayout({
          texts: {
            service: header.column('product'),
            account: header.column('project_name'),
            sku: header.column('group_description'),
            category: header.column('category'),
          },
          amounts: {
            billed,
            effective: billed,
            list: [],
            contracted: [],
            quantity: term(header.column('hours')),
          },
          days: presentColumns(header.column('start')),
          fixed: { provider: 'DigitalOcean', unit: 'Hours' },
          refine: (charge) => ({
            ...charge,
            series: {
              ...charge.series,
              accountName: charge.series.account,
              chargeCategory: /^tax/i.test(charge.series.service)
                ? 'Tax'
                : /credit/i.test(charge.series.service)
                  ? 'Credit'
                  : 'Usage',
            },
          }),
          more: { amountColumns: [amount], currency: named >= 0 ? (header.names[named] ?? '') : 'USD' },
        });
      },
    };
  },
};
