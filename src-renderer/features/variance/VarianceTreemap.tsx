import { useState, type ReactNode } from 'react';
import { useElementSize } from '@mantine/hooks';
import { treemap } from '#shared/charts/treemap.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { TwinPanel } from '../../charts/TwinPanel.tsx';
import { amountText, plainStyle, styleOf, unitsOf } from '../../format/style.ts';
import { keyText } from './key-text.ts';
import { tintOf } from './tint.ts';
import type { VarianceAnswer, VarianceRow } from './VariancePage.tsx';

const HEIGHT = 260;
const FIRST_WIDTH = 440;
/** Boxes below this size carry no text; the table twin has them. */
const LEAST_WIDTH = 56;
const LEAST_HEIGHT = 24;

/** Size is spend, colour is the difference: what is both large and over stands out. */
export function VarianceTreemap({
  node,
  data,
}: {
  readonly node: BudgetAnswer;
  readonly data: VarianceAnswer;
}): ReactNode {
  const items = data.groups.length > 0 ? data.groups : data.rows;
  const total = items.reduce((sum, { actual }) => sum + Math.max(0, unitsOf(actual)), 0);
  const [largest] = [...items].sort((a, b) => unitsOf(b.actual) - unitsOf(a.actual));
  const share = largest === undefined || total === 0 ? 0 : unitsOf(largest.actual) / total;
  return (
    <TwinPanel
      title={
        largest === undefined || share === 0
          ? 'No spend to divide'
          : `${keyText(largest.key)} is ${plainStyle().percent(share * 100)} of spend`
      }
      label={`Size is AC, ${node.currency}; tint is Δ %: orange over, blue under`}
      className="span-5"
      height={HEIGHT}
      table={{
        name: `${node.name} spend`,
        columns: [
          { key: 'name', head: data.by[0] ?? 'Item', text: ({ key }) => keyText(key) },
          {
            key: 'actual',
            head: `AC, ${node.currency}`,
            text: ({ actual }) => amountText(actual),
            isNumber: true,
          },
          { key: 'delta', head: 'Δ', text: ({ variance }) => amountText(variance), isNumber: true },
          { key: 'percent', head: 'Δ %', text: ({ percent }) => percentText(percent), isNumber: true },
        ],
        rows: items,
        keyOf: ({ key }) => keyText(key),
      }}
    >
      <Boxes items={items} currency={node.currency} />
    </TwinPanel>
  );
}

/** Percent beyond this is tinted in full. */
const FULL_PERCENT = 25;

function Boxes({
  items,
  currency,
}: {
  readonly items: readonly VarianceRow[];
  readonly currency: string;
}): ReactNode {
  const { ref, width } = useElementSize();
  const [style] = useState(() => styleOf(currency));
  const boxes = treemap(
    items.map(({ actual }) => unitsOf(actual)),
    width === 0 ? FIRST_WIDTH : width,
    HEIGHT,
  );
  return (
    <div ref={ref} className="treemap" style={{ height: HEIGHT }} role="list" aria-label="Spend by item">
      {boxes.map(({ index, left, top, width: wide, height }) => {
        const item = items[index];
        if (item === undefined) return null;
        const change = item.percent ?? (unitsOf(item.variance) > 0 ? FULL_PERCENT : 0);
        const text = `${style.compact(unitsOf(item.actual))}, ${percentText(item.percent)}`;
        return (
          <div
            key={keyText(item.key)}
            role="listitem"
            className={`treemap-box ${tintOf(Math.max(-FULL_PERCENT, Math.min(FULL_PERCENT, change)), FULL_PERCENT)}`}
            style={{ left, top, width: wide, height }}
            title={`${keyText(item.key)}: ${text}`}
            aria-label={`${keyText(item.key)}: ${text}`}
          >
            {wide < LEAST_WIDTH || height < LEAST_HEIGHT ? null : <span>{keyText(item.key)}</span>}
            {wide < LEAST_WIDTH || height < LEAST_HEIGHT + 18 ? null : <span className="label">{text}</span>}
          </div>
        );
      })}
    </div>
  );
}

function percentText(percent: number | null): string {
  return percent === null ? 'new' : plainStyle().signedPercent(percent);
}
