import type { ChargeCategory } from '#shared/domain/cost.ts';
import { amountsOf, chargeLayout } from '../charge-layout.ts';
import type { Header } from '../header.ts';
import {
  presentColumns,
  term,
  type Amounts,
  type Described,
  type Layout,
  type Profile,
  type Texts,
} from '../profile.ts';
import { parseTags } from '../tags.ts';

type Charge = Extract<Described, { kind: 'charge' }>;

/** CUR 2.0 writes the tag key `user:team` as `user_team` in its map of tags. */
const USER_KEY = /([{,]\s*")user_/g;

/** AWS Cost and Usage Report: legacy (`lineItem/UnblendedCost`), Athena and CUR 2.0 (`line_item_unblended_cost`). */
export const awsCur: Profile = {
  name: 'aws-cur',
  replaces: true,
  match(header) {
    if (!header.has('lineItem/UnblendedCost', 'lineItem/UsageStartDate')) return undefined;
    const own = header.startingWith(
      /^(identity|bill|lineItem|line_item|product|pricing|reservation|savingsPlan|savings_plan)[/_]/i,
    );
    return {
      score: 100 + own.length,
      reason: `The header has lineItem/UnblendedCost, lineItem/UsageStartDate and ${own.length} columns of the Cost and Usage Report.`,
      layout: () => layoutOf(header),
    };
  },
};

function layoutOf(header: Header): Layout {
  const amounts = amountsOf(header, {
    billed: ['lineItem/UnblendedCost'],
    list: ['pricing/publicOnDemandCost'],
    contracted: ['lineItem/NetUnblendedCost', 'lineItem/UnblendedCost'],
    quantity: ['lineItem/UsageAmount'],
  });
  const byType = effectiveColumns(header, amounts);
  return chargeLayout({
    texts: {
      currency: header.column('lineItem/CurrencyCode'),
      billingAccount: header.column('bill/PayerAccountId'),
      account: header.column('lineItem/UsageAccountId'),
      accountName: header.column('lineItem/UsageAccountName'),
      service: header.column('lineItem/ProductCode'),
      serviceName: header.column('product/ProductName', 'product_name'),
      productMap: header.column('product'),
      region: header.column('product/regionCode', 'product/region', 'product_region_code'),
      zone: header.column('lineItem/AvailabilityZone'),
      sku: header.column('lineItem/UsageType'),
      type: header.column('lineItem/LineItemType'),
      term: header.column('pricing/term'),
      reservation: header.column('reservation/ReservationARN'),
      savingsPlan: header.column('savingsPlan/SavingsPlanARN'),
      invoice: header.column('bill/InvoiceId'),
      unit: header.column('pricing/unit'),
      tagMap: header.column('resource_tags', 'resourceTags'),
      categories: header.column('cost_category', 'costCategory'),
    },
    tagColumns: [
      ...header.startingWith(/^resource[_ ]?tags[/_. ](user[:_. ])?/i),
      ...header.startingWith(/^cost[_ ]?category[/_. ]/i),
    ],
    amounts,
    days: presentColumns(header.column('lineItem/UsageStartDate')),
    months: presentColumns(header.column('bill/BillingPeriodStartDate')),
    fixed: { provider: 'AWS' },
    refine: (charge, text) => refine(charge, text, byType),
    more: { amountColumns: presentColumns(header.column('lineItem/UnblendedCost')) },
  });
}

/**
 * Amortised cost by line item type, after AWS's own rule: covered usage carries the effective cost of its commitment, fees
 * only what was left unused of them, and upfront payments and negations nothing.
 */
function effectiveColumns(header: Header, { billed }: Amounts): ReadonlyMap<string, Amounts['effective']> {
  const column = (...names: string[]): Amounts['effective'] => term(header.column(...names));
  const or = (found: Amounts['effective'], other: Amounts['effective']): Amounts['effective'] =>
    found.length > 0 ? found : other;
  const unusedUpfront = column('reservation/UnusedAmortizedUpfrontFeeForBillingPeriod');
  const unusedRecurring = column('reservation/UnusedRecurringFee');
  const commitment = column('savingsPlan/TotalCommitmentToDate');
  const used = column('savingsPlan/UsedCommitment').map((one) => ({ ...one, sign: -1 as const }));
  const unusedPlan = commitment.length > 0 && used.length > 0 ? [...commitment, ...used] : billed;
  return new Map([
    ['SavingsPlanCoveredUsage', or(column('savingsPlan/SavingsPlanEffectiveCost'), billed)],
    ['SavingsPlanRecurringFee', unusedPlan],
    ['SavingsPlanNegation', []],
    ['SavingsPlanUpfrontFee', []],
    ['DiscountedUsage', or(column('reservation/EffectiveCost'), billed)],
    ['RIFee', or([...unusedUpfront, ...unusedRecurring], billed)],
  ]);
}

function refine(charge: Charge, text: Texts, byType: ReadonlyMap<string, Amounts['effective']>): Described {
  const type = text('type');
  const product = parseTags(text('productMap'));
  const commitmentId = text('savingsPlan') || text('reservation');
  const isReservedFee = type === 'Fee' && text('reservation') !== '';
  const effective = isReservedFee ? [] : (byType.get(type) ?? charge.amounts.billed);
  return {
    ...charge,
    amounts: { ...charge.amounts, effective },
    series: {
      ...charge.series,
      service: text('serviceName') || product['productname'] || charge.series.service,
      region: charge.series.region || product['region'] || text('zone').replace(/[a-z]$/, ''),
      chargeCategory: categoryOf(type),
      chargeClass: type === 'Refund' ? 'Correction' : '',
      pricingCategory: pricingOf(type, text('term')),
      commitmentId,
      commitmentStatus: commitmentId === '' ? '' : /Fee$/.test(type) ? 'Unused' : 'Used',
      tags: {
        ...parseTags(text('tagMap').replace(USER_KEY, '$1')),
        ...charge.series.tags,
        ...parseTags(text('categories')),
      },
    },
  };
}

function categoryOf(type: string): ChargeCategory {
  if (type === 'Tax') return 'Tax';
  if (/^(Credit|Refund|.*Discount)$/i.test(type)) return type === 'Refund' ? 'Adjustment' : 'Credit';
  if (/Fee$/.test(type)) return 'Purchase';
  return type === 'SavingsPlanNegation' ? 'Adjustment' : 'Usage';
}

function pricingOf(type: string, billingTerm: string): string {
  if (/^(SavingsPlanCoveredUsage|DiscountedUsage|SavingsPlanNegation)$/.test(type)) return 'Committed';
  if (billingTerm === 'Spot') return 'Dynamic';
  return billingTerm === 'OnDemand' ? 'Standard' : '';
}
