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
  scenario: 'SC',
};

/** From plan to actual, step by step; the steps add up. Against an earlier period the steps are effects. */
export function VarianceBridge({
  node,
  data,
  against,
  endName,
}: {
  readonly node: BudgetAnswer;
  readonly data: VarianceAnswer;
  /** As the page's address names it. */
  readonly against: string;
  /** What the way leads to. */
  readonly endName: string;
}): ReactNode {
  const tokens = useTokens();
  const style = styleOf(node.currency);
  const { steps, isRanked } = useMemo(() => stepsOf(data), [data]);
  const start = unitsOf(data.total.plan);
  const end = unitsOf(data.total.actual);
  const startName = START_NAMES[against.split(':')[0] ?? ''] ?? 'Plan';
  const finding = findingOf(steps, node.currency);
  const picture = useMemo(
    () =>
      bridgePicture(
        { startName, endName, start, end, steps, ranked: isRanked },
        {
          tokens,
          compact: style.compact,
          signedCompact: style.signedCompact,
          alternative: `From ${moneyText(data.total.plan)} to ${moneyText(data.total.actual)}. ${finding}`,
        },
      ),
    [startName, endName, start, end, steps, isRanked, tokens, style, finding, data],
  );
  const shown = isRanked ? bridgeSteps(steps) : steps;
  const rows = [{ name: startName, value: start }, ...shown, { name: endName, value: end }];
  return (
    <ChartPanel
      title={finding}
      label={`From ${data.against} to actual, ${node.currency}, ${monthText(data.from)} to ${monthText(data.to)}, ${node.costBasis}`}
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

/** The largest step up and the largest down. */
function findingOf(steps: readonly BridgeStep[], currency: string): string {
  const bySize = [...steps].sort((a, b) => b.value - a.value);
  const [up, down] = [bySize[0], bySize.at(-1)];
  const write = (value: number): string => `${styleOf(currency).signedCompact(value)}\u00a0${currency}`;
  const parts = [
    ...(up !== undefined && up.value > 0 ? [`${up.name} adds most, ${write(up.value)}`] : []),
    ...(down !== undefined && down.value < 0 ? [`${down.name} takes off most, ${write(down.value)}`] : []),
  ];
  return parts.length === 0 ? 'Nothing differs' : parts.join('; ');
}
