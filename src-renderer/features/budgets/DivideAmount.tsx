import { useState, type ReactNode } from 'react';
import { Select, TextInput } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { amountToSend, notAnAmount } from '../../format/typed.ts';
import { Form } from '../../forms/Form.tsx';
import { NumberField } from '../../forms/NumberField.tsx';
import { sayDone } from '../../session/notices.ts';
import { isWhole, PercentSum } from './PercentSum.tsx';
import { ReasonField } from './ReasonField.tsx';
import { ActFoot, useTriedAct } from './TriedAct.tsx';

const WAYS = [
  { value: 'equal', label: 'in equal parts', method: 'equal' },
  { value: 'lastYear', label: 'as last year was spent', method: 'lastYear' },
  { value: 'present', label: 'by the shares they have now', method: 'shares' },
  { value: 'stated', label: 'by shares to be stated', method: 'shares' },
] as const;
type Way = (typeof WAYS)[number]['value'];

/** Percent by id of the part. */
type Shares = Readonly<Record<string, number>>;

/** Divides an amount among the parts of a budget, or makes the amount of theirs. */
export function DivideAmount({
  budget,
  parts,
}: {
  readonly budget: BudgetAnswer;
  readonly parts: readonly BudgetAnswer[];
}): ReactNode {
  const { client } = useBackend();
  const [chosen, setChosen] = useState<Way>('equal');
  const [amount, setAmount] = useState('');
  const [stated, setStated] = useState<Shares>({});
  const [reason, setReason] = useState('');
  const whole = amountToSend(amount);
  const isWrong = whole === undefined && amount.trim() !== '';
  const { method } = WAYS.find(({ value }) => value === chosen) ?? WAYS[0];
  const shares = chosen === 'stated' ? sharesWith(stated, parts) : presentShares(parts);
  const because = reason.trim() === '' ? {} : { reason: reason.trim() };
  const division = {
    ...{ budgetId: budget.id, method, ...because },
    ...(whole === undefined ? {} : { amount: whole }),
    ...(method === 'shares' ? { shares } : {}),
  };
  const cascade = useTriedAct(budget, client.budgets.cascade, () =>
    sayDone(`Divided among ${countText(parts.length, 'budget', 'budgets')}.`),
  );
  const build = useTriedAct(budget, client.budgets.build, () =>
    sayDone(`${budget.name} is now the sum of what is below.`),
  );
  return (
    <Form className="stack tight" onSubmit={() => cascade.act.mutate(division)}>
      <h3 className="title">Amounts of {countText(parts.length, 'part', 'parts')}</h3>
      <TextInput
        label={`Divide this amount, ${budget.currency}`}
        placeholder="the one it has"
        inputMode="decimal"
        value={amount}
        error={isWrong ? notAnAmount('12000.50') : undefined}
        onChange={(event) => setAmount(event.currentTarget.value)}
      />
      <Select
        label="among them"
        data={WAYS.map(({ value, label }) => ({ value, label }))}
        value={chosen}
        onChange={(value) => setChosen(value ?? 'equal')}
      />
      {chosen === 'stated' ? <ShareFields {...{ parts, shares }} onChange={setStated} /> : null}
      <ReasonField value={reason} onChange={setReason} />
      <ActFoot
        tried={cascade}
        input={division}
        verb="Divide"
        isDisabled={isWrong || (chosen === 'stated' && !isWhole(Object.values(shares)))}
      />
      <ActFoot
        tried={build}
        input={{ budgetId: budget.id, ...because }}
        verb="Add up from them instead"
        isSubmit={false}
      />
    </Form>
  );
}

/** The share of each part, and what they come to. */
function ShareFields({
  parts,
  shares,
  onChange,
}: {
  readonly parts: readonly BudgetAnswer[];
  readonly shares: Shares;
  readonly onChange: (shares: Shares) => void;
}): ReactNode {
  return (
    <>
      <div className="field-grid">
        {parts.map(({ id, name }) => (
          <NumberField
            key={id}
            label={`${name}, %`}
            min={0}
            max={100}
            value={shares[id] ?? 0}
            onChange={(percent) => onChange({ ...shares, [id]: percent })}
          />
        ))}
      </div>
      <PercentSum percents={Object.values(shares)} />
    </>
  );
}

/** Percent of each part in the sum of all. */
function presentShares(parts: readonly BudgetAnswer[]): Record<string, number> {
  const total = parts.reduce((sum, { amount }) => sum + Number(amount.amount), 0);
  return Object.fromEntries(
    parts.map(({ id, amount }) => [
      id,
      total === 0 ? 100 / parts.length : (Number(amount.amount) / total) * 100,
    ]),
  );
}

/** What was stated of each part, and of the others what they have now. */
function sharesWith(stated: Shares, parts: readonly BudgetAnswer[]): Record<string, number> {
  const present = Object.entries(readableShares(parts));
  return Object.fromEntries(present.map(([id, percent]) => [id, stated[id] ?? percent]));
}

/** The same with two decimals, to begin with; their sum is rounded and not each of them, so that they make 100. */
function readableShares(parts: readonly BudgetAnswer[]): Record<string, number> {
  let [exact, given] = [0, 0];
  const shares = Object.entries(presentShares(parts)).map(([id, percent]) => {
    exact += percent;
    const share = Math.round(exact * 100) - given;
    given += share;
    return [id, share / 100] as const;
  });
  return Object.fromEntries(shares);
}
