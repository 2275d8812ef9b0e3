import type { ReactNode } from 'react';
import { money, toMicros, type Money } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { microsOf, moneyText, probabilityText, shareText, styleOf } from '../../format/style.ts';
import { Figure, Figures } from '../../ui/Panel.tsx';
import { StatusMark, Variance } from '../../ui/Signs.tsx';

/** Four headline figures: spent, where it ends, what is left between, and the odds. */
export function OverviewFigures({ node }: { readonly node: BudgetAnswer }): ReactNode {
  return (
    <Figures>
      <Figure
        label="Actual"
        value={<Amount value={node.spent} />}
        note={
          <>
            against budget to date <Variance value={minus(node.spent, node.planToDate)} isDense />
          </>
        }
      />
      <Figure
        label="Forecast for the period"
        value={<Amount value={node.forecast} />}
        note={`budget ${moneyText(node.amount)}`}
      />
      <Figure
        label="Headroom"
        value={<Amount value={minus(node.amount, node.forecast)} />}
        note={`${shareText(node.utilization)} used so far`}
      />
      <Figure
        label="Likely to end over"
        value={probabilityText(node.breachProbability)}
        note={
          <>
            <StatusMark status={node.status} />, outlook <StatusMark status={node.outlook} />
          </>
        }
      />
    </Figures>
  );
}

function Amount({ value }: { readonly value: Money }): ReactNode {
  return (
    <>
      {styleOf(value.currency).spoken(microsOf(value))} <span className="unit">{value.currency}</span>
    </>
  );
}

function minus(left: Money, right: Money): Money {
  return money(toMicros(microsOf(left) - microsOf(right)), left.currency);
}
