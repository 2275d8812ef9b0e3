import { memo, useState, type ReactNode } from 'react';
import { Button, Select, TextInput } from '@mantine/core';
import { fromUnits } from '#shared/domain/money.ts';
import type { Baseline } from '../../charts/fan-series.ts';
import { plainStyle, styleOf } from '../../format/style.ts';
import { Panel } from '../../ui/Panel.tsx';
import type { Draft } from './draft.ts';
import { seek, type SeekLever } from './evaluate.ts';
import type { DraftActions } from './use-draft.ts';

const CHOICES: readonly { readonly value: SeekLever; readonly label: string }[] = [
  { value: 'growth', label: 'growth' },
  { value: 'usage', label: 'usage' },
  { value: 'price', label: 'unit price' },
  { value: 'budget', label: 'budget amount' },
];

/** What a lever may be at most, so that spend stays inside the budget with the wanted confidence. */
export const GoalSeek = memo(function GoalSeek({
  baseline,
  budgetAmount,
  current,
  actions,
}: {
  readonly baseline: Baseline;
  readonly budgetAmount: number;
  /** The levers as they stand when it is asked; it is not drawn again when they move. */
  readonly current: () => Draft;
  readonly actions: DraftActions;
}): ReactNode {
  const [lever, setLever] = useState<SeekLever>('growth');
  const [confidence, setConfidence] = useState('90');
  const [answer, setAnswer] = useState('');
  const share = Number(confidence.replace('%', '')) / 100;
  const isSensible = share > 0 && share < 1;
  const find = (): void => {
    const found = seek(baseline, budgetAmount, current(), lever, share);
    const name = CHOICES.find(({ value }) => value === lever)?.label ?? lever;
    const value =
      lever === 'budget'
        ? `${styleOf(baseline.currency).spoken(fromUnits(found.value))}\u00a0${baseline.currency}`
        : plainStyle().signedPercent(found.value * 100);
    const odds = `${plainStyle().decimal(found.probability * 100, 1)}\u00a0% inside`;
    if (found.kind === 'never') {
      setAnswer(
        `No ${name} reaches it: even at ${value} spend stays inside with ${plainStyle().decimal(found.probability * 100, 1)}\u00a0%.`,
      );
      return;
    }
    setAnswer(`${lever === 'budget' ? 'A budget of at least' : `At most ${name}`} ${value}: ${odds}.`);
    if (lever === 'budget') actions.setBudget(found.value);
    else actions.setLever(lever, found.value);
  };
  return (
    <Panel title="Goal seek" label="What keeps spend inside the budget?">
      <form
        className="goal-seek"
        onSubmit={(event) => {
          event.preventDefault();
          if (isSensible) find();
        }}
      >
        <Select
          label="Find the"
          data={[...CHOICES]}
          value={lever}
          allowDeselect={false}
          onChange={(value) => setLever(CHOICES.find((one) => one.value === value)?.value ?? 'growth')}
        />
        <TextInput
          label="Confidence, %"
          inputMode="decimal"
          value={confidence}
          error={isSensible ? undefined : '1 to 99'}
          onChange={(event) => setConfidence(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!isSensible}>
          Find
        </Button>
      </form>
      <p role="status" className="goal-answer">
        {answer}
      </p>
    </Panel>
  );
});
