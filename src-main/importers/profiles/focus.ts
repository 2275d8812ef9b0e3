import { CHARGE_CATEGORIES, type ChargeCategory } from '#shared/domain/cost.ts';
import {
  EMPTY_SERIES,
  presentColumns,
  term,
  type Described,
  type Match,
  type Profile,
  type Texts,
} from '../profile.ts';
import { parseTags } from '../tags.ts';
import type { Header } from '../header.ts';

const OWN = [
  'BilledCost',
  'EffectiveCost',
  'ListCost',
  'ContractedCost',
  'BillingCurrency',
  'BillingAccountId',
  'BillingPeriodStart',
  'BillingPeriodEnd',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'ChargeCategory',
  'ChargeType',
  'ServiceName',
  'ServiceCategory',
  'ProviderName',
  'ServiceProviderName',
  'InvoiceIssuerName',
  'AmortizedCost',
];

/** FOCUS, the FinOps Open Cost and Usage Specification, 0.5 to 1.4. */
export const focus: Profile = {
  name: 'focus',
  replaces: true,
  match(header) {
    if (!header.has('BilledCost') || header.column('ChargePeriodStart') < 0) return undefined;
    const own = header.count(OWN);
    if (own < 5) return undefined;
    return {
      score: 100 + own,
      reason: `The header has ${own} columns of FOCUS, BilledCost and ChargePeriodStart among them.`,
      layout: () => layoutOf(header),
    };
  },
  lacks(header) {
    if (header.count(OWN) < PLAINLY_FOCUS) return undefined;
    return ['BilledCost', 'ChargePeriodStart'].find((column) => !header.has(column));
  },
};

/** So many columns of FOCUS are no coincidence. */
const PLAINLY_FOCUS = 8;

function layoutOf(header: Header): ReturnType<Match['layout']> {
  const billed = header.column('BilledCost');
  const effective = header.column('EffectiveCost', 'AmortizedCost');
  const amounts = {
    billed: term(billed),
    effective: term(effective < 0 ? billed : effective),
    list: term(header.column('ListCost')),
    contracted: term(header.column('ContractedCost')),
    quantity: term(header.column('ConsumedQuantity', 'UsageQuantity', 'PricingQuantity')),
  };
  const start = header.column('BillingPeriodStart');
  const end = header.column('BillingPeriodEnd');
  return {
    texts: {
      currency: header.column('BillingCurrency'),
      provider: header.column(
        'ServiceProviderName',
        'ProviderName',
        'Provider',
        'PublisherName',
        'Publisher',
      ),
      billingAccount: header.column('BillingAccountId'),
      account: header.column('SubAccountId', 'BillingAccountId'),
      accountName: header.column('SubAccountName', 'BillingAccountName'),
      service: header.column('ServiceName'),
      region: header.column('RegionId', 'Region', 'RegionName'),
      sku: header.column('SkuId', 'SkuPriceId', 'x_SkuMeterId'),
      category: header.column('ChargeCategory', 'ChargeType'),
      chargeClass: header.column('ChargeClass'),
      pricingCategory: header.column('PricingCategory'),
      commitmentId: header.column('CommitmentDiscountId'),
      commitmentStatus: header.column('CommitmentDiscountStatus'),
      invoice: header.column('InvoiceId'),
      unit: header.column('ConsumedUnit', 'UsageUnit', 'PricingUnit'),
      tags: header.column('Tags'),
    },
    days: presentColumns(header.column('ChargePeriodStart')),
    months: presentColumns(start),
    periods: start >= 0 && end >= 0 ? [[start, end]] : [],
    amountColumns: presentColumns(
      billed,
      effective,
      header.column('ListCost'),
      header.column('ContractedCost'),
    ),
    describe: (text) => describe(text, amounts),
  };
}

function describe(text: Texts, amounts: Extract<Described, { kind: 'charge' }>['amounts']): Described {
  return {
    kind: 'charge',
    billingAccount: text('billingAccount'),
    amounts,
    series: {
      ...EMPTY_SERIES,
      currency: text('currency'),
      provider: text('provider'),
      account: text('account'),
      accountName: text('accountName'),
      service: text('service'),
      region: text('region'),
      sku: text('sku'),
      chargeCategory: categoryOf(text('category')),
      tags: parseTags(text('tags')),
      chargeClass: text('chargeClass'),
      pricingCategory: text('pricingCategory'),
      commitmentId: text('commitmentId'),
      commitmentStatus: text('commitmentStatus'),
      invoice: text('invoice'),
      unit: text('unit'),
    },
  };
}

function categoryOf(text: string): ChargeCategory {
  const lower = text.toLowerCase();
  const known = CHARGE_CATEGORIES.find((category) => category.toLowerCase() === lower);
  if (known !== undefined) return known;
  // FOCUS 0.5 wrote refunds as a category of their own.
  return lower === 'refund' || lower === 'correction' ? 'Adjustment' : 'Usage';
}
