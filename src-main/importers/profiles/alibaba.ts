import type { ChargeCategory } from '#shared/domain/cost.ts';
import { amountsOf, chargeLayout } from '../charge-layout.ts';
import type { Header } from '../header.ts';
import { presentColumns, type Layout, type Profile } from '../profile.ts';

const COST = ['PretaxAmount', 'Pretax Amount', 'PaymentAmount', '应付金额', '优惠后金额', '税前应付金额'];
const DAY = [
  'BillingDate',
  'Billing Date',
  'Date',
  'UsageStartTime',
  'Usage Start Time',
  'ConsumeTime',
  '账单日期',
  '日期',
  '消费时间',
  '账单开始时间',
];
const MONTH = ['BillingCycle', 'Billing Cycle', 'BillCycle', '账期', '账单月份', '财务核算账期'];
const LIST = ['PretaxGrossAmount', 'Pretax Gross Amount', '原价', '目录总价', '官网价'];
const INSTANCE = ['InstanceID', 'Instance ID', '实例ID', '资源ID'];
const PRODUCT = [
  'ProductName',
  'Product Name',
  'ProductDetail',
  'Product',
  '产品',
  '产品名称',
  '产品信息',
  'ProductCode',
  'Product Code',
  '产品Code',
];

/** Alibaba Cloud bills, in English or Chinese. */
export const alibaba: Profile = {
  name: 'alibaba',
  replaces: true,
  match(header) {
    const cost = header.column(...COST);
    if (cost < 0 || header.column(...DAY, ...MONTH) < 0 || header.column(...PRODUCT) < 0) return undefined;
    const own = [
      INSTANCE,
      MONTH,
      LIST,
      ['SubscriptionType', 'Subscription Type', '计费方式', '消费类型'],
    ].filter((names) => header.column(...names) >= 0).length;
    if (own < 2) return undefined;
    return {
      score: 80 + own * 10,
      reason: `The header has ${header.names[cost] ?? ''} and other columns of Alibaba Cloud bills.`,
      layout: () => layoutOf(header, cost),
    };
  },
};

function layoutOf(header: Header, cost: number): Layout {
  return chargeLayout({
    texts: {
      currency: header.column('Currency', '币种', '货币'),
      billingAccount: header.column('BillAccountID', 'Bill Account ID', 'AccountID', '账号ID', '账号'),
      account: header.column(
        'OwnerID',
        'Owner ID',
        'OwnerAccount',
        'Owner Account',
        'BillAccountID',
        '资源归属账号ID',
        '账号ID',
        '账号',
      ),
      accountName: header.column('OwnerName', 'NickName', 'Account Name', '资源归属账号', '昵称'),
      service: header.column(...PRODUCT),
      region: header.column('Region', '地域', '区域'),
      sku: header.column(
        'BillingItem',
        'Billing Item',
        'CommodityCode',
        'Commodity Code',
        '计费项',
        '商品Code',
      ),
      item: header.column('Item', 'BillType', 'Bill Type', '账单类型', '消费类型'),
      unit: header.column('UsageUnit', 'Usage Unit', '用量单位'),
      tags: header.column('Tag', 'Tags', 'InstanceTags', 'Instance Tags', '标签', '实例标签', '资源标签'),
    },
    tagColumns: [{ column: header.column('CostUnit', 'Cost Unit', '财务单元'), rest: 'costcenter' }],
    amounts: amountsOf(header, { billed: COST, list: LIST, quantity: ['Usage', '用量'] }),
    days: presentColumns(header.column(...DAY), header.column(...MONTH)),
    months: presentColumns(header.column(...MONTH)),
    fixed: { provider: 'Alibaba Cloud' },
    refine: (charge, text) => ({
      ...charge,
      series: { ...charge.series, chargeCategory: categoryOf(text('item')) },
    }),
    more: { amountColumns: presentColumns(cost) },
  });
}

function categoryOf(item: string): ChargeCategory {
  if (/refund|退款|adjust|调账/i.test(item)) return 'Adjustment';
  return /subscription ?order|预付|新购|续费/i.test(item) ? 'Purchase' : 'Usage';
}
