import type { ReactNode } from 'react';
import { numberStyle } from '#shared/charts/numbers.ts';
import { money, toMicros, type Money } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { amountText, microsOf, monthText, shortMonthText } from '../../format/style.ts';
import { DataTable, tableText, type Column } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Variance } from '../../ui/Signs.tsx';
import { TableTools } from '../../ui/TableTools.tsx';
import { EFFECTS } from './effects.ts';
import { keyText } from './key-text.ts';
import type { VarianceAnswer, VarianceRow } from './VariancePage.tsx';

type Line = VarianceRow & { readonly actualsChange: NonNullable<VarianceRow['actualsChange']> };

/** Beside a plan, which has no quantities: how rate and volume of the actuals themselves moved over the period. */
export function ActualsChange({
  node,
  data,
}: {
  readonly node: BudgetAnswer;
  readonly data: VarianceAnswer;
}): ReactNode {
  const { actualsMonths: months, actualsReason: reason, total } = data;
  if (reason !== undefined)
    return <p className="quiet">How rate and volume moved cannot be told. {reason}</p>;
  if (months === undefined || !hasChange(total)) return null;
  const rows = (data.by.length > 1 && data.groups.length > 0 ? data.groups : data.rows)
    .filter(hasChange)
    .filter(({ actualsChange: { before, after } }) => microsOf(before) !== 0n || microsOf(after) !== 0n);
  const columns = columnsOf(months);
  const span = `${monthText(months.before)} to ${monthText(months.after)}`;
  return (
    <Panel
      title={findingOf(total, node.currency)}
      label={`How the actuals of a month moved by rate and volume, ${span}, ${node.currency}; the effects add up to the change`}
      className="flush"
      foot={
        <TableTools name={`${node.name} rate and volume`} rows={() => tableText(columns, [...rows, total])} />
      }
    >
      <DataTable
        caption={`Rate and volume of the actuals, ${span}`}
        columns={columns}
        rows={rows}
        keyOf={({ key }) => keyText(key)}
        total={total}
      />
    </Panel>
  );
}

function hasChange(row: VarianceRow): row is Line {
  return row.actualsChange !== undefined;
}

/** What the actuals moved by, as money. */
function movedOf({ actualsChange: { before, after } }: Line): Money {
  return money(toMicros(microsOf(after) - microsOf(before)), after.currency);
}

function columnsOf(months: NonNullable<VarianceAnswer['actualsMonths']>): readonly Column<Line>[] {
  return [
    { key: 'name', head: 'Row', text: ({ key }) => keyText(key), isFill: true },
    {
      key: 'before',
      head: shortMonthText(months.before),
      text: ({ actualsChange }) => amountText(actualsChange.before),
      isNumber: true,
      from: 1000,
    },
    {
      key: 'after',
      head: shortMonthText(months.after),
      text: ({ actualsChange }) => amountText(actualsChange.after),
      isNumber: true,
      from: 1000,
    },
    {
      key: 'change',
      head: 'Change',
      text: (line) => amountText(movedOf(line)),
      cell: (line) => <Variance value={movedOf(line)} isDense />,
      isNumber: true,
    },
    ...EFFECTS.map(({ key, name }): Column<Line> => ({
      key,
      head: name,
      text: ({ actualsChange }) => amountText(actualsChange.effects[key]),
      isNumber: true,
      ...(key === 'price' || key === 'volume' ? {} : { from: 1200 as const }),
    })),
  ];
}

function findingOf(total: Line, currency: string): string {
  const { price, volume } = total.actualsChange.effects;
  // Both are spoken in the same digits.
  const [byPrice, byVolume] = [microsOf(price), microsOf(volume)];
  const size = (value: bigint): bigint => (value < 0n ? -value : value);
  const scale = size(byPrice) > size(byVolume) ? byPrice : byVolume;
  const style = numberStyle(navigator.language, currency, scale);
  return `Rate moved a month’s spend by ${style.signedSpoken(byPrice)}, volume by ${style.signedSpoken(byVolume)}\u00a0${currency}`;
}
