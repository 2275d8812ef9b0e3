import { useState, type ReactNode } from 'react';
import { RotateCcw } from 'lucide-react';
import { fromUnits, toUnits } from '#shared/domain/money.ts';
import { styleOf } from '../../format/style.ts';
import { typedAmount } from '../../format/typed.ts';
import { LeverSlider } from './LeverSlider.tsx';

/** The slider reaches from half of the budget to one and a half times. */
const LEAST = 0.5;
const MOST = 1.5;
const STEPS = 200;

/** The budget's amount as a lever: what would have to be asked for. */
export function BudgetLever({
  budgetAmount,
  amount,
  currency,
  onChange,
  onHold,
}: {
  readonly budgetAmount: number;
  /** Null where it stands at the budget. */
  readonly amount: number | null;
  readonly currency: string;
  readonly onChange: (amount: number | null) => void;
  readonly onHold: (isHeld: boolean) => void;
}): ReactNode {
  const [text, setText] = useState<string | null>(null);
  const value = amount ?? budgetAmount;
  const style = styleOf(currency);
  const set = (next: number): void => onChange(Math.abs(next - budgetAmount) < 0.005 ? null : next);
  return (
    <div className={amount === null ? 'lever budget-lever' : 'lever budget-lever moved'}>
      <label className="lever-name" htmlFor="budget-amount">
        Budget amount
      </label>
      <LeverSlider
        label="Budget amount"
        valueText={`${style.amount(fromUnits(value))} ${currency}`}
        range={{ min: budgetAmount * LEAST, max: budgetAmount * MOST, step: budgetAmount / STEPS || 1 }}
        value={value}
        baseAt="50%"
        isDisabled={budgetAmount <= 0}
        onChange={(next) => set(Math.round(next))}
        onHold={onHold}
      />
      <input
        id="budget-amount"
        className="lever-field wide"
        inputMode="decimal"
        value={text ?? style.amount(fromUnits(value))}
        aria-invalid={text !== null && unitsOf(text) === undefined ? true : undefined}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setText(event.currentTarget.value);
          const next = unitsOf(event.currentTarget.value);
          if (next !== undefined) set(next);
        }}
        onBlur={() => setText(null)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      <span className="lever-unit">{currency}</span>
      <button
        type="button"
        className="tree-toggle"
        aria-label="Reset the budget amount"
        disabled={amount === null}
        onClick={() => onChange(null)}
      >
        {amount === null ? null : <RotateCcw size={13} aria-hidden="true" />}
      </button>
    </div>
  );
}

/** An amount above nought, in currency units. */
function unitsOf(text: string): number | undefined {
  const micros = typedAmount(text);
  return micros === undefined || micros <= 0n ? undefined : toUnits(micros);
}
