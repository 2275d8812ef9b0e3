import { memo, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button, Select, TextInput } from '@mantine/core';
import { fromUnits } from '#shared/domain/money.ts';
import type { GoalSeekAnswer } from '#shared/engine/scenario/goal-seek.ts';
import type { Baseline } from '../../charts/fan-series.ts';
import { plainStyle, styleOf } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { Draft } from './draft.ts';
import { overrideName, partGroups } from './levers.ts';
import {
  BUDGET_KEY,
  CHANGE_PREFIX,
  PART_PREFIX,
  seek,
  seekTarget,
  type SeekKey,
  type SeekTarget,
} from './seek.ts';
import type { DraftActions } from './use-draft.ts';

const SIMPLE = [
  { value: 'growth', label: 'growth' },
  { value: 'price', label: 'unit price' },
  { value: 'usage', label: 'usage' },
  { value: 'commitmentDiscount', label: 'commitment discount' },
  { value: 'commitmentCoverage', label: 'commitment cover' },
  { value: 'quantile', label: 'baseline outcome' },
  { value: BUDGET_KEY, label: 'budget amount' },
];
const MOST_CHOICES = 60;

interface Answer {
  readonly text: string;
  readonly lever: SeekKey;
  /** Where the lever would stand; undefined where no value of it is enough. */
  readonly value: number | undefined;
}

interface ChoiceGroup {
  readonly group: string;
  readonly items: { readonly value: string; readonly label: string }[];
}

interface GoalSeekProps {
  readonly baseline: Baseline;
  readonly budgetAmount: number;
  readonly overrides: Draft['overrides'];
  readonly changes: Draft['changes'];
  /** The levers as they stand when it is asked; it is not drawn again when the simple ones move. */
  readonly current: () => Draft;
  readonly actions: DraftActions;
}

/** What any lever may be at most, or has to be at least, so that spend stays inside the budget with the wanted confidence. */
export const GoalSeek = memo(function GoalSeek(props: GoalSeekProps): ReactNode {
  const { baseline, overrides, changes } = props;
  const groups = useMemo(
    () => choicesOf(baseline.shares, overrides, changes),
    [baseline.shares, overrides, changes],
  );
  const [chosen, setChosen] = useState('growth');
  const [confidence, setConfidence] = useState('90');
  const { answer, find, move } = useSearch(props);
  const label = labelOf(groups, chosen);
  const lever = label === undefined ? 'growth' : chosen;
  const name = lever.startsWith(PART_PREFIX) ? partName(lever.slice(PART_PREFIX.length)) : (label ?? lever);
  const share = Number(confidence.replace('%', '').replace(',', '.')) / 100;
  const isSensible = share > 0 && share < 1;
  return (
    <Panel title="Goal seek" label="What keeps spend inside the budget?">
      <Form
        className="goal-seek"
        onSubmit={() => {
          if (isSensible) find(lever, name, share);
        }}
      >
        <Select
          label="Find the"
          data={groups}
          value={lever}
          searchable
          limit={MOST_CHOICES}
          comboboxProps={{ width: 280, position: 'bottom-start' }}
          onChange={(value) => setChosen(value ?? 'growth')}
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
      </Form>
      <Found answer={answer} onMove={move} />
    </Panel>
  );
});

/** Looks for the value of a lever, and moves the lever to where it was found. */
function useSearch({ baseline, budgetAmount, current, actions }: GoalSeekProps) {
  const [answer, setAnswer] = useState<Answer>();
  return {
    answer,
    find: (lever: SeekKey, name: string, confidence: number): void => {
      const draft = current();
      const target = seekTarget(draft, budgetAmount, lever);
      const found = seek(baseline, budgetAmount, draft, lever, confidence);
      if (target === undefined || found === undefined) return;
      setAnswer({
        text: sentenceOf(name, target, found, baseline.currency),
        lever,
        value: found.kind === 'never' ? undefined : found.value,
      });
    },
    move: ({ lever, value }: Answer): void => {
      // The other levers may have moved since.
      const target = seekTarget(current(), budgetAmount, lever);
      if (target === undefined || value === undefined) return;
      actions.replace(target.set(value));
      setAnswer(undefined);
    },
  };
}

function Found({
  answer,
  onMove,
}: {
  readonly answer: Answer | undefined;
  readonly onMove: (answer: Answer) => void;
}): ReactNode {
  const shown = useRef<HTMLDivElement>(null);
  // The levers scroll by themselves, and the answer comes below what is seen of them.
  useEffect(() => {
    if (answer !== undefined) shown.current?.scrollIntoView({ block: 'nearest' });
  }, [answer]);
  return (
    <div ref={shown} role="status" className="goal-answer">
      {answer === undefined ? null : <p>{answer.text}</p>}
      {answer?.value === undefined ? null : (
        <Button variant="default" onClick={() => onMove(answer)}>
          Move the lever there
        </Button>
      )}
    </div>
  );
}

/** The levers that every budget has, the planned changes of this draft, and usage of each part: those that are levers first. */
function choicesOf(
  shares: Baseline['shares'],
  overrides: Draft['overrides'],
  changes: Draft['changes'],
): ChoiceGroup[] {
  const own = Object.keys(overrides).map((key) => ({
    value: PART_PREFIX + key,
    label: partName(key),
  }));
  const planned = changes.map(({ name }, index) => ({ value: `${CHANGE_PREFIX}${index}`, label: name }));
  const others = partGroups(shares, Object.keys(overrides)).map(({ group, items }) => ({
    group: `Usage of one ${group}`,
    items: items.map(({ value, label }) => ({ value: PART_PREFIX + value, label })),
  }));
  return [
    { group: 'Levers', items: [...SIMPLE, ...own] },
    ...(planned.length === 0 ? [] : [{ group: 'Size of a planned change', items: planned }]),
    ...others,
  ];
}

function partName(key: string): string {
  return `${overrideName(key)} usage`;
}

function labelOf(groups: readonly ChoiceGroup[], key: string): string | undefined {
  return groups.flatMap(({ items }) => items).find(({ value }) => value === key)?.label;
}

/** `At most usage +4.1 %: 90.2 % inside.` */
function sentenceOf(
  name: string,
  { direction, unit, lowest }: SeekTarget,
  { kind, value, probability }: GoalSeekAnswer,
  currency: string,
): string {
  const size =
    unit === 'amount'
      ? `${styleOf(currency).spoken(fromUnits(value))}\u00a0${currency}`
      : lowest < 0
        ? plainStyle().signedPercent(value * 100)
        : plainStyle().percent(value * 100);
  const odds = `${plainStyle().decimal(probability * 100, 1)}\u00a0%`;
  if (kind === 'never') return `No ${name} reaches it: even at ${size} spend stays inside with ${odds}.`;
  return `${direction === 'least' ? 'At least' : 'At most'} ${name} ${size}: ${odds} inside.`;
}
