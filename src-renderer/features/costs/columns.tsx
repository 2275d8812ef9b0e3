import { Link } from 'wouter';
import type { Outputs } from '#shared/contract/contract.ts';
import { amountText, dayText, plainStyle } from '../../format/style.ts';
import { importAddress } from '../../session/import-place.ts';
import type { Column } from '../../ui/DataTable.tsx';

type Costs = Outputs['workspace']['costs']['data'];
type CostRow = Costs['rows'][number];
export type CostTotals = Costs['totals'];

/** The columns of cost rows. With one currency its name stands once in the head, with several in each cell. */
export function columnsOf(currencies: readonly string[]): readonly Column<CostRow>[] {
  const [only = ''] = currencies;
  const isOne = currencies.length === 1;
  const unit = isOne && only !== '' ? `, ${only}` : '';
  const amount = (money: CostRow['billed']): string =>
    isOne ? amountText(money) : `${amountText(money)} ${money.currency}`;
  return [
    { key: 'day', head: 'Day', text: ({ day }) => dayText(day) },
    cut('service', 'Service', ({ service }) => service, { isFill: true }),
    cut('account', 'Account', ({ account }) => account, { from: 1000 }),
    cut('region', 'Region', ({ region }) => region, { from: 1000 }),
    cut('tags', 'Tags', tagText, { from: 1400 }),
    { key: 'category', head: 'Charge', text: ({ chargeCategory }) => chargeCategory, from: 1200 },
    { key: 'billed', head: `Billed${unit}`, text: ({ billed }) => amount(billed), isNumber: true },
    {
      key: 'effective',
      head: `Effective${unit}`,
      text: ({ effective }) => amount(effective),
      isNumber: true,
      from: 1200,
    },
    {
      key: 'file',
      head: 'File',
      text: ({ file }) => file,
      cell: ({ file, importId }) => (
        <Link href={importAddress(importId)} className="ellipsis" title={`${file}: open its import`}>
          {file}
        </Link>
      ),
    },
    { key: 'row', head: 'Row', text: placeText, isNumber: true },
  ];
}

/** A column whose text is cut where it does not fit, and then stands in the title. */
function cut(
  key: string,
  head: string,
  text: (row: CostRow) => string,
  more: Partial<Column<CostRow>>,
): Column<CostRow> {
  return {
    ...{ key, head, text },
    cell: (row) => (
      <span className="ellipsis" title={text(row)}>
        {text(row)}
      </span>
    ),
    ...more,
  };
}

function tagText({ tags }: CostRow): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}

/** `12`, or `12 + 3` where three more records of the file are in the same row. */
function placeText({ row, records }: CostRow): string {
  if (row === null) return '–';
  const first = plainStyle().integer(row);
  return records > 1 ? `${first} + ${plainStyle().integer(records - 1)}` : first;
}
