import type { ReactNode } from 'react';
import { fromUnits, money, toUnits } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { PeriodOutcome } from '#shared/engine/scenario/what-if.ts';
import { dayText, levelText, moneyText, probabilityText, shareText, styleOf } from '../../format/style.ts';
import { Figure, Figures } from '../../ui/Panel.tsx';

/** Where the period ends, what is left of its amount, how likely it is to end over, and how right the model was in back-tests. */
export function ForecastFigures({
  node,
  amount,
  outcome,
  bias,
}: {
  readonly node: BudgetAnswer;
  /** What spend is held against, in currency units. */
  readonly amount: number;
  readonly outcome: PeriodOutcome;
  readonly bias: {
    readonly smape: number | null;
    readonly coverage: Readonly<Record<string, number>>;
  } | null;
}): ReactNode {
  const style = styleOf(node.currency);
  const headroom = amount - toUnits(outcome.atCompletion);
  const [held] = heldBands(bias?.coverage ?? {});
  return (
    <Figures>
      <Figure
        label="Forecast for the period"
        value={
          <>
            {style.spoken(outcome.atCompletion)} <span className="unit">{node.currency}</span>
          </>
        }
        note={`budget ${moneyText(money(fromUnits(amount), node.currency))}`}
      />
      <Figure
        label="Headroom"
        value={
          <>
            {style.signedSpoken(fromUnits(headroom))} <span className="unit">{node.currency}</span>
          </>
        }
        note={`if over, by ${moneyText(money(fromUnits(overrunOf(outcome)), node.currency))} on average`}
      />
      <Figure
        label="Likely to end over"
        value={probabilityText(outcome.probability)}
        note={
          outcome.earliest === null || outcome.latest === null
            ? 'no path passes the budget'
            : `reached ${dayText(outcome.earliest)} – ${dayText(outcome.latest)}`
        }
      />
      {bias === null ? null : (
        <Figure
          label="Missed in back-tests by"
          value={bias.smape === null ? '–' : shareText(bias.smape / 100)}
          note={
            held === undefined
              ? 'of the month, on average'
              : `${levelText(Number(held.level))} % bands held ${shareText(held.share)}`
          }
        />
      )}
    </Figures>
  );
}

/** How often each band held in back-tests, the one of 80 % first where it is among them. */
function heldBands(coverage: Readonly<Record<string, number>>): readonly { level: string; share: number }[] {
  return Object.entries(coverage)
    .map(([level, share]) => ({ level, share }))
    .sort((a, b) => Math.abs(Number(a.level) - 80) - Math.abs(Number(b.level) - 80));
}

/** The mean overrun of the paths that are over. */
function overrunOf({ expectedOverrun, probability }: PeriodOutcome): number {
  return probability === 0 ? 0 : expectedOverrun / probability;
}
