import { amountsOf, chargeLayout } from '../charge-layout.ts';
import { presentColumns, type Profile } from '../profile.ts';

/** OpenAI's cost export: one record a day, line item and project; days without cost have no amount. */
export const openai: Profile = {
  name: 'openai',
  replaces: true,
  match(header) {
    if (
      !header.has('amount_value', 'amount_currency') ||
      header.column('start_time_iso', 'start_time', 'date') < 0
    )
      return undefined;
    return {
      score: 120,
      reason: 'The header has amount_value, amount_currency and start_time, as OpenAI’s cost export has.',
      layout: () =>
        chargeLayout({
          texts: {
            currency: header.column('amount_currency'),
            billingAccount: header.column('organization_id', 'organization_name'),
            account: header.column('project_id', 'organization_id'),
            accountName: header.column('project_name', 'organization_name'),
            item: header.column('line_item'),
            unit: header.column('quantity_unit'),
          },
          amounts: amountsOf(header, { billed: ['amount_value'], quantity: ['quantity'] }),
          days: presentColumns(header.column('start_time_iso', 'date', 'start_time')),
          fixed: { provider: 'OpenAI' },
          refine: (charge, text) => ({
            ...charge,
            series: {
              ...charge.series,
              service: text('item').split(',')[0]?.trim() ?? '',
              sku: text('item'),
            },
          }),
          more: { amountColumns: presentColumns(header.column('amount_value')) },
        }),
    };
  },
};
