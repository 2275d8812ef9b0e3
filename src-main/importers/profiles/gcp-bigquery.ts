import type { ChargeCategory } from '#shared/domain/cost.ts';
import { amountsOf, chargeLayout } from '../charge-layout.ts';
import type { Header } from '../header.ts';
import { presentColumns, type Layout, type Profile } from '../profile.ts';
import { parseTags } from '../tags.ts';

const OWN = [
  'billing_account_id',
  'service.description',
  'service.id',
  'sku.description',
  'sku.id',
  'usage_start_time',
  'usage_end_time',
  'project.id',
  'project.name',
  'labels',
  'system_labels',
  'location.location',
  'location.region',
  'cost',
  'currency',
  'currency_conversion_rate',
  'usage.amount',
  'usage.unit',
  'credits',
  'invoice.month',
  'cost_type',
  'export_time',
];

/** Google Cloud billing export from BigQuery, standard or detailed, with flattened columns. Cost is before credits. */
export const gcpBigquery: Profile = {
  name: 'gcp-bigquery',
  replaces: true,
  match(header) {
    if (!header.has('cost', 'usage_start_time')) return undefined;
    const own = header.count(OWN);
    if (own < 6 || header.column('service.description', 'sku.description', 'project.id') < 0)
      return undefined;
    return {
      score: 90 + own,
      reason: `The header has ${own} columns of the Google Cloud billing export, cost and usage_start_time among them.`,
      layout: () => layoutOf(header),
    };
  },
};

function layoutOf(header: Header): Layout {
  const credits = header.column('credits');
  return chargeLayout({
    texts: {
      currency: header.column('currency'),
      billingAccount: header.column('billing_account_id'),
      account: header.column('project.id', 'project.number'),
      accountName: header.column('project.name'),
      service: header.column('service.description', 'service.id'),
      region: header.column('location.region', 'location.location'),
      location: header.column('location.location'),
      sku: header.column('sku.description', 'sku.id'),
      type: header.column('cost_type'),
      adjustment: header.column('adjustment_info.id', 'adjustment_info.mode'),
      unit: header.column('usage.pricing_unit', 'usage.unit'),
      tags: header.column('labels'),
      projectLabels: header.column('project.labels'),
      cloudTags: header.column('tags'),
    },
    amounts: amountsOf(header, {
      billed: ['cost'],
      list: ['cost_at_list'],
      quantity: ['usage.amount_in_pricing_units', 'usage.amount'],
    }),
    days: presentColumns(header.column('usage_start_time')),
    months: presentColumns(header.column('invoice.month')),
    fixed: { provider: 'Google Cloud' },
    refine: (charge, text) => ({
      ...charge,
      series: {
        ...charge.series,
        region: charge.series.region || text('location'),
        chargeCategory: categoryOf(text('type')),
        chargeClass: text('adjustment') === '' ? '' : 'Correction',
        tags: { ...parseTags(text('cloudTags')), ...parseTags(text('projectLabels')), ...charge.series.tags },
      },
    }),
    more: { ...(credits >= 0 && { credits }), amountColumns: presentColumns(header.column('cost')) },
  });
}

function categoryOf(type: string): ChargeCategory {
  if (type === 'tax') return 'Tax';
  return type === 'adjustment' || type === 'rounding_error' ? 'Adjustment' : 'Usage';
}
