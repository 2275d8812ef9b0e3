import { memo, useState, type ReactNode } from 'react';
import { Checkbox, Select } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { Baseline } from '../../charts/fan-series.ts';
import { amountUnits } from '../../charts/planned.ts';
import { plainStyle, shortMonthText, styleOf } from '../../format/style.ts';
import { LineTools } from '../../ui/LineTools.tsx';
import type { Draft, DraftChange } from './draft.ts';
import { BudgetLever } from './BudgetLever.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { LeverRow } from './LeverRow.tsx';
import { LEVERS, OVERRIDE, overrideName, partGroups, SIMPLE_LEVERS } from './levers.ts';
import type { DraftActions } from './use-draft.ts';

/** All levers of a budget: of the whole, of its parts, of what is planned, and of the amount. */
export function LeverPanel({
  baseline,
  budgetAmount,
  draft,
  actions,
  onHold,
}: {
  readonly baseline: Baseline;
  readonly budgetAmount: number;
  readonly draft: Draft;
  readonly actions: DraftActions;
  readonly onHold: (isHeld: boolean) => void;
}): ReactNode {
  return (
    <section className="panel levers" aria-label="Levers">
      <header className="lever-head">
        <h2 className="title">Levers</h2>
        <span className="label">now; the mark is the base</span>
      </header>
      {SIMPLE_LEVERS.map((lever) => (
        <LeverRow
          key={lever}
          id={lever}
          label={LEVERS[lever].name}
          setting={LEVERS[lever]}
          value={draft[lever]}
          onChange={actions.setLever}
          onHold={onHold}
        />
      ))}
      <Parts shares={baseline.shares} overrides={draft.overrides} actions={actions} onHold={onHold} />
      <Changes baseline={baseline} changes={draft.changes} actions={actions} />
      <BudgetLever
        key={budgetAmount}
        budgetAmount={budgetAmount}
        amount={draft.budgetAmount}
        currency={baseline.currency}
        onChange={actions.setBudget}
        onHold={onHold}
      />
    </section>
  );
}

const MOST_CHOICES = 60;

/** Drawn again only when a lever of its own moves. */
const Parts = memo(function Parts({
  shares,
  overrides,
  actions,
  onHold,
}: {
  readonly shares: Baseline['shares'];
  readonly overrides: Draft['overrides'];
  readonly actions: DraftActions;
  readonly onHold: (isHeld: boolean) => void;
}): ReactNode {
  const keys = Object.keys(overrides);
  const choices = partGroups(shares, keys);
  return (
    <>
      <h3 className="label lever-group">Usage of one part</h3>
      {keys.map((key) => (
        <LeverRow
          key={key}
          id={key}
          label={overrideName(key)}
          setting={OVERRIDE}
          value={overrides[key] ?? 0}
          onChange={actions.setOverride}
          onHold={onHold}
          onRemove={actions.removeOverride}
        />
      ))}
      {choices.length === 0 ? (
        <p className="quiet">No spend yet that could be told apart.</p>
      ) : (
        <Select
          aria-label="Add a lever for a team, service or region"
          placeholder="Add a team, service, region…"
          leftSection={<Plus size={14} />}
          data={choices}
          value={null}
          searchable
          limit={MOST_CHOICES}
          onChange={(key) => {
            if (key !== null) actions.setOverride(key, 0);
          }}
        />
      )}
    </>
  );
});

const Changes = memo(function Changes({
  baseline,
  changes,
  actions,
}: {
  readonly baseline: Baseline;
  readonly changes: Draft['changes'];
  readonly actions: DraftActions;
}): ReactNode {
  const [editing, setEditing] = useState<number | 'new' | null>(null);
  return (
    <>
      <h3 className="label lever-group">Planned changes</h3>
      <ul className="stack tight">
        {changes.map((change, index) => (
          <li key={index} className="change">
            <Checkbox
              checked={change.isOn}
              onChange={(event) => actions.setChange(index, { ...change, isOn: event.currentTarget.checked })}
              label={changeText(change, baseline.currency)}
            />
            <span className="change-tools">
              <LineTools
                name={change.name}
                onEdit={() => setEditing(index)}
                onRemove={() => actions.setChange(index, null)}
              />
            </span>
          </li>
        ))}
      </ul>
      <button type="button" className="text-button add-change" onClick={() => setEditing('new')}>
        Add a planned change
      </button>
      {editing === null ? null : (
        <ChangeDialog
          baseline={baseline}
          change={editing === 'new' ? undefined : changes[editing]}
          onClose={() => setEditing(null)}
          onKeep={(change) => {
            actions.setChange(editing === 'new' ? changes.length : editing, { ...change, isOn: true });
            setEditing(null);
          }}
        />
      )}
    </>
  );
});

/** `EU launch, Sep 26, +6 k, 70 %`. */
function changeText(change: DraftChange, currency: string): string {
  const { name, start, kind, percent, probability = 1 } = change;
  const amount = amountUnits(change.amount);
  const size =
    amount === undefined
      ? plainStyle().signedPercent(percent ?? 0)
      : `${styleOf(currency).signedCompact(amount)}${kind === 'oneTime' ? ' once' : ''}`;
  const odds = probability === 1 ? '' : `, ${plainStyle().integer(probability * 100)}\u00a0%`;
  return `${name}, ${shortMonthText(start)}, ${size}${odds}`;
}
