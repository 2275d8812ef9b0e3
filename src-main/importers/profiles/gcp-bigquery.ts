import type { ChargeCategory, CostSeries } from '#shared/domain/cost.ts';
import { amountsOf, chargeLayout } from '../charge-layout.ts';
import type { Header } from '../header.ts';
import { presentColumns, term, type Layout, type Profile, type Texts } from '../profile.ts';
import { parseTags } from '../tags.ts';

/** Groups of columns that a table which was not flattened keeps in one column each, as JSON. */
const NESTED = ['service', 'sku', 'project', 'location', 'usage', 'invoice'] as const;
/** What queries call the cost without its credits. */
const NET_COST = ['net_cost', 'cost_after_credits', 'cost_net_of_credits'];
/** What queries call the sum of the credits of a record. */
const CREDIT_SUM =
  /^(?:total_?)?credits?(?:[._]+(?:amount|total|sum))$|^(?:total|sum)(?:_of)?_credits?(?:_amount)?$/i;

const OWN = [
  ...NESTED,
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
    if (
      own < 6 ||
      header.column('service.description', 'sku.description', 'project.id', 'service', 'sku') < 0
    )
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
  const sums = header.names.flatMap((name, column) => (CREDIT_SUM.test(name) ? [column] : []));
  const hasCredits = credits >= 0 || sums.length > 0;
  const cost = hasCredits ? header.column('cost') : header.column(...NET_COST, 'cost');
  const billed = term(cost);
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
      ...Object.fromEntries(NESTED.map((name) => [`${name}:whole`, header.column(name)])),
    },
    amounts: {
      ...amountsOf(header, {
        billed: [],
        list: ['cost_at_list'],
        quantity: ['usage.amount_in_pricing_units', 'usage.amount'],
      }),
      billed,
      effective: billed,
    },
    days: presentColumns(header.column('usage_start_time')),
    months: presentColumns(header.column('invoice.month', 'invoice')),
    fixed: { provider: 'Google Cloud' },
    refine: (charge, text) => {
      const series = withNested(charge.series, text);
      return {
        ...charge,
        series: {
          ...series,
          region: series.region || text('location'),
          chargeCategory: categoryOf(text('type')),
          chargeClass: text('adjustment') === '' ? '' : 'Correction',
          tags: { ...parseTags(text('cloudTags')), ...parseTags(text('projectLabels')), ...series.tags },
        },
      };
    },
    more: {
      ...(credits >= 0 ? { credits } : sums.length > 0 && { creditColumns: sums.slice(0, 1) }),
      ...(header.column('invoice.month') < 0 && header.has('invoice') && { completeDay: monthOfInvoice }),
      amountColumns: presentColumns(cost),
    },
  });
}

/** The series with what groups in one column say; the text of such a column that is no group is the name itself. */
function withNested(series: CostSeries, text: Texts): CostSeries {
  const part = (group: (typeof NESTED)[number], ...names: readonly string[]): string => {
    const whole = text(`${group}:whole`);
    const parts = whole.startsWith('{') ? parseTags(whole) : {};
    return (
      names.map((name) => parts[name] ?? '').find((found) => found !== '') ??
      (whole.startsWith('{') ? '' : whole)
    );
  };
  return {
    ...series,
    service: series.service || part('service', 'description', 'id'),
    sku: series.sku || part('sku', 'description', 'id'),
    account: series.account || part('project', 'id', 'number'),
    accountName: series.accountName || part('project', 'name'),
    region: series.region || part('location', 'region', 'location'),
    unit: series.unit || (parseTags(text('usage:whole'))['unit'] ?? ''),
  };
}

/** `{"month":"202603"}` is March 2026. */
function monthOfInvoice(cell: string): string {
  return cell.startsWith('{') ? (parseTags(cell)['month'] ?? cell) : cell;
}

function categoryOf(type: string): ChargeCategory {
  if (type === 'tax') return 'Tax';
  return type === 'adjustment' || type === 'rounding_error' ? 'Adjustment' : 'Usage';
}
