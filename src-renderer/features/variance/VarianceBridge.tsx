import { useMemo, type ReactNode } from 'react';
import { bridgePicture, bridgeSteps, type BridgeStep } from '#shared/charts/bridge.ts';
import { fromUnits } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { ChartPanel } from '../../charts/ChartPanel.tsx';
import { useTokens } from '../../charts/use-tokens.ts';
import { moneyText, monthText, styleOf, unitsOf } from '../../format/style.ts';
import { EFFECTS } from './effects.ts';
import { keyText } from './key-text.ts';
import type { VarianceAnswer } from './VariancePage.tsx';

const ROW_HEIGHT = 26;

const START_NAMES: Readonly<Record<string, string>> = {
  budget: 'BU',
  forecast: 'FC',
  previous: 'PP',
  lastYear: 'PY',
};

/** From plan to actual, step by step; the steps add up. Against an earlier period the steps are effects. */
export function VarianceBridge({
  node,
  data,
}: {
  readonly node: BudgetAnswer;
  readonly data: VarianceAnswer;
}): ReactNode {
  const tokens = useTokens();
  const style = styleOf(node.currency);
  const { steps, isRanked } = useMemo(() => stepsOf(data), [data]);
  const start = unitsOf(data.total.plan);
  const end = unitsOf(data.total.actual);
  const startName = START_NAMES[data.against] ?? data.against;
  const finding = `${moneyText(data.total.plan)} to ${moneyText(data.total.actual)}`;
  const picture = useMemo(
    () =>
      bridgePicture(
        { startName, endName: 'AC', start, end, steps, ranked: isRanked },
        {
          tokens,
          compact: style.compact,
          signedCompact: style.signedCompact,
          alternative: `Bridge from ${finding}`,
        },
      ),
    [startName, start, end, steps, isRanked, tokens, style, finding],
  );
  const shown = isRanked ? bridgeSteps(steps) : steps;
  const rows = [{ name: startName, value: start }, ...shown, { name: 'AC', value: end }];
  return (
    <ChartPanel
      title={finding}
      label={`Bridge, ${node.currency}, ${monthText(data.from)} to ${monthText(data.to)}, ${node.costBasis}`}
      picture={picture}
      height={Math.max(120, (rows.length + 1) * ROW_HEIGHT)}
      table={{
        name: `${node.name} bridge`,
        columns: [
          { key: 'name', head: 'Step', text: ({ name }) => name },
          {
            key: 'value',
            head: node.currency,
            text: ({ value }) => style.amount(fromUnits(value)),
            isNumber: true,
          },
        ],
        rows,
        keyOf: ({ name }) => name,
      }}
      foot="adds up"
    />
  );
}

function stepsOf(data: VarianceAnswer): {
  readonly steps: readonly BridgeStep[];
  readonly isRanked: boolean;
} {
  const { effects } = data.total;
  if (effects !== undefined)
    return {
      steps: EFFECTS.map(({ key, name }) => ({ name, value: unitsOf(effects[key]) })),
      isRanked: false,
    };
  const items = data.groups.length > 0 ? data.groups : data.rows;
  return {
    steps: items.map(({ key, variance }) => ({ name: keyText(key), value: unitsOf(variance) })),
    isRanked: true,
  };
}
