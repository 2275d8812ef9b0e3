import { amountsOf, chargeLayout } from '../charge-layout.ts';
import type { Header } from '../header.ts';
import { presentColumns, term, type Profile } from '../profile.ts';
import { ImportError } from '../types.ts';

const COST = [
  'list_cost',
  'usage_cost',
  'total_cost',
  'cost',
  'usage_usd',
  'usd',
  'dollar_dbus',
  'amount',
  'dollars',
  'list_cost_usd',
  'cost_usd',
  'estimated_cost',
];
const IN_DOLLARS = /usd|dollar/i;

/** Queries name the cost they work out as they like. */
const ANY_COST = /(?:^|_)(?:costs?|dollars?|usd|amount)(?:_|$)/i;
const NO_COST = /cent(er|re)|price|rate|budget|discount/i;

function costColumn(header: Header): number {
  const known = header.column(...COST);
  return known >= 0 ? known : header.names.findIndex((name) => ANY_COST.test(name) && !NO_COST.test(name));
}

/** Databricks usage. It counts units (DBU); only with a cost column is there anything to import. */
export const databricks: Profile = {
  name: 'databricks',
  replaces: true,
  match(header) {
    const isTable = header.has('usage_quantity', 'usage_unit', 'sku_name');
    const isDownload = header.has('dbus', 'sku') && header.column('workspaceId', 'workspace_id') >= 0;
    if (!isTable && !isDownload) return undefined;
    const cost = costColumn(header);
    return {
      score: 110,
      reason: 'The header has the columns of Databricks’ billable usage.',
      layout: ({ name }) => {
        if (cost < 0)
          throw new ImportError(
            'nothing_to_import',
            `${name} counts Databricks units (DBU) and has no money column; export it together with its list cost.`,
          );
        return chargeLayout({
          texts: {
            currency: header.column('currency_code', 'currency'),
            billingAccount: header.column('account_id'),
            account: header.column('workspace_id', 'workspaceId'),
            accountName: header.column('workspace_name', 'workspaceName'),
            product: header.column('billing_origin_product', 'product'),
            sku: header.column('sku_name', 'sku'),
            region: header.column('region'),
            unit: header.column('usage_unit'),
            tags: header.column('custom_tags', 'clusterCustomTags', 'tags'),
            kind: header.column('record_type'),
          },
          amounts: {
            ...amountsOf(header, { billed: [], quantity: ['usage_quantity', 'dbus'] }),
            billed: term(cost),
            effective: term(cost),
          },
          days: presentColumns(header.column('usage_date', 'usage_start_time', 'timestamp', 'date')),
          fixed: { provider: 'Databricks' },
          refine: (charge, text) => ({
            ...charge,
            series: {
              ...charge.series,
              service: text('product') || charge.series.sku,
              chargeClass: /retraction|restatement/i.test(text('kind')) ? 'Correction' : '',
            },
          }),
          more: {
            amountColumns: presentColumns(cost),
            ...(IN_DOLLARS.test(header.names[cost] ?? '') && { currency: 'USD' }),
          },
        });
      },
    };
  },
};
