import type { ChargeCategory } from '#shared/domain/cost.ts';
import { amountsOf, chargeLayout } from '../charge-layout.ts';
import { filledCells } from '../generic/cells.ts';
import type { Header } from '../header.ts';
import {
  presentColumns,
  type Described,
  type Layout,
  type Profile,
  type Sample,
  type Texts,
} from '../profile.ts';

type Charge = Extract<Described, { kind: 'charge' }>;

const COST = ['CostInBillingCurrency', 'Cost', 'PreTaxCost', 'ExtendedCost'];
const DAY = ['Date', 'UsageDateTime', 'UsageDate', 'UsageStartDate'];
const OWN = [
  ...COST,
  'MeterCategory',
  'MeterSubCategory',
  'MeterId',
  'MeterName',
  'MeterRegion',
  'ConsumedService',
  'SubscriptionId',
  'SubscriptionGuid',
  'SubscriptionName',
  'ResourceGroup',
  'ResourceGroupName',
  'ResourceLocation',
  'InstanceId',
  'ResourceId',
  'UnitOfMeasure',
  'EffectivePrice',
  'ResourceRate',
  'ChargeType',
  'OfferId',
  'AdditionalInfo',
  'ServiceInfo1',
  'BillingAccountId',
  'BillingProfileId',
  'InvoiceSectionName',
  'PartNumber',
];

/** Azure cost details: Enterprise Agreement, Customer Agreement, pay-as-you-go; actual and amortised; any language. */
export const azure: Profile = {
  name: 'azure',
  replaces: true,
  match(header, sample) {
    const own = header.count(OWN);
    const isAzure = header.column('MeterCategory', 'MeterId', 'ConsumedService') >= 0;
    if (!isAzure || own < 4 || header.column(...COST) < 0 || header.column(...DAY) < 0) return undefined;
    return {
      score: 90 + own,
      reason: `The header has ${own} columns of Azure cost details, ${header.names[header.column(...COST)] ?? ''} among them.`,
      layout: () => layoutOf(header, sample),
    };
  },
};

function layoutOf(header: Header, sample: Sample): Layout {
  const start = header.column('BillingPeriodStartDate', 'BillingPeriodStart');
  const end = header.column('BillingPeriodEndDate', 'BillingPeriodEnd');
  const service = header.column('ServicePeriodStartDate');
  const serviceEnd = header.column('ServicePeriodEndDate');
  const periods = [
    [start, end],
    [service, serviceEnd],
  ].filter((pair): pair is [number, number] => pair.every((column) => column !== undefined && column >= 0));
  const parts = dayParts(header, sample);
  return chargeLayout({
    texts: {
      currency: header.column('BillingCurrency', 'BillingCurrencyCode', 'Currency', 'CurrencyCode'),
      billingAccount: header.column('BillingAccountId', 'BillingProfileId', 'EnrollmentNumber'),
      account: header.column('SubscriptionId', 'SubscriptionGuid'),
      accountName: header.column('SubscriptionName'),
      service: header.column('MeterCategory', 'ServiceName', 'ConsumedService'),
      consumed: header.column('ConsumedService'),
      region: header.column('ResourceLocation', 'Location', 'ResourceLocationNormalized', 'MeterRegion'),
      sku: header.column('MeterName', 'MeterSubCategory', 'MeterId'),
      charge: header.column('ChargeType'),
      pricing: header.column('PricingModel'),
      commitmentId: header.column('BenefitId', 'ReservationId'),
      reservation: header.column('ReservationId'),
      invoice: header.column('InvoiceId'),
      unit: header.column('UnitOfMeasure'),
      tags: header.column('Tags'),
      resourceGroup: header.column('ResourceGroup', 'ResourceGroupName'),
      costCenter: header.column('CostCenter'),
    },
    amounts: amountsOf(header, {
      billed: COST,
      list: ['PayGCostInBillingCurrency'],
      quantity: ['Quantity', 'UsageQuantity', 'ConsumedQuantity'],
    }),
    days: parts === undefined ? presentColumns(header.column(...DAY)) : [],
    months: presentColumns(start),
    fixed: { provider: 'Microsoft' },
    refine,
    more: {
      periods,
      ...(parts !== undefined && { dayOf: { columns: parts, text: (cells) => cells.join('-') } }),
      amountColumns: presentColumns(header.column(...COST)),
      ...viewOf(header, sample),
    },
  });
}

/** The old portal's file has year, month and day of a day in columns of their own too, which leave its order open to nobody. */
function dayParts(header: Header, sample: Sample): readonly number[] | undefined {
  const columns = ['Year', 'Month', 'Day'].map((name) => header.column(name));
  const cells = columns.flatMap((column) => filledCells(sample, column));
  const isWhole = columns.every((column) => column >= 0) && cells.length > 0;
  return isWhole && cells.every((cell) => /^\d{1,4}$/.test(cell)) ? columns : undefined;
}

const AMORTISED_NOTE =
  'This is amortised cost: where actual cost of the same months is imported too, effective cost is taken from here and billed cost from there; nothing is added twice.';

function viewOf(header: Header, sample: Sample): Pick<Layout, 'view' | 'warnings'> {
  return isAmortised(header, sample)
    ? { view: 'amortised', warnings: [AMORTISED_NOTE] }
    : { view: 'actual', warnings: [] };
}

/**
 * Actual and amortised cost share a header. Only amortised cost has records of unused benefits, and only there usage that a
 * reservation or savings plan covers costs something.
 */
function isAmortised(header: Header, sample: Sample): boolean {
  if (/amorti[sz]ed/i.test(sample.name)) return true;
  if (/actual/i.test(sample.name)) return false;
  const type = header.column('ChargeType');
  const cost = header.column(...COST);
  const benefits = presentColumns(header.column('ReservationId'), header.column('BenefitId'));
  return sample.records.some(
    (record) =>
      /^unused(reservation|savingsplan)$/i.test(record[type] ?? '') ||
      (/^usage$/i.test(record[type] ?? '') &&
        benefits.some((column) => (record[column] ?? '') !== '') &&
        /[1-9]/.test(record[cost] ?? '')),
  );
}

function refine(charge: Charge, text: Texts): Described {
  const { series } = charge;
  const costCenter = text('costCenter');
  const commitmentId = series.commitmentId || text('reservation');
  const type = text('charge');
  const unused = /^unused/i.test(type);
  return {
    ...charge,
    series: {
      ...series,
      service: series.service || text('consumed'),
      region: series.region.toLowerCase() === 'unassigned' ? '' : series.region,
      chargeCategory: categoryOf(type),
      chargeClass: /^(refund|adjustment)$/i.test(type) ? 'Correction' : '',
      pricingCategory: pricingOf(text('pricing')),
      commitmentId,
      commitmentStatus: commitmentId === '' ? '' : unused ? 'Unused' : 'Used',
      tags:
        costCenter === '' || 'costcenter' in series.tags
          ? series.tags
          : withCostCenter(series.tags, costCenter),
    },
  };
}

function withCostCenter(tags: Readonly<Record<string, string>>, costCenter: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...tags, costcenter: costCenter }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function categoryOf(type: string): ChargeCategory {
  const lower = type.toLowerCase();
  if (lower === 'purchase') return 'Purchase';
  if (lower === 'tax') return 'Tax';
  if (lower === 'credit') return 'Credit';
  return lower === 'refund' || lower.includes('adjustment') ? 'Adjustment' : 'Usage';
}

function pricingOf(model: string): string {
  const lower = model.toLowerCase();
  if (lower === 'reservation' || lower === 'savingsplan' || lower === 'savings plan') return 'Committed';
  if (lower === 'spot') return 'Dynamic';
  return lower === 'ondemand' || lower === 'on demand' ? 'Standard' : model;
}
