import { useState, type ReactNode } from 'react';
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { Baseline } from '../../charts/fan-series.ts';
import { amountUnits, type ChangeInput } from '../../charts/planned.ts';
import { ChangeForm } from '../../forms/ChangeForm.tsx';
import { percentOf, tidy } from '../../format/percent.ts';
import { partText } from '../../format/scope.ts';
import { plainStyle, shortMonthText, styleOf } from '../../format/style.ts';
import { LineTools } from '../../ui/LineTools.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { NO_ASSUMPTIONS, type Assumptions } from './assumptions.ts';

/** Growth and planned changes on top of the baseline; the fan follows at once. */
export function AssumptionsPanel({
  baseline,
  assumptions,
  onChange,
}: {
  readonly baseline: Baseline;
  readonly assumptions: Assumptions;
  readonly onChange: (assumptions: Assumptions) => void;
}): ReactNode {
  const { growth } = assumptions;
  const setGrowth = (key: string, rate: number | null): void =>
    onChange({
      ...assumptions,
      growth: Object.fromEntries([
        ...Object.entries(growth).filter(([name]) => name !== key),
        ...(rate === null ? [] : [[key, rate] as const]),
      ]),
    });
  const parts = Object.keys(growth).filter((key) => key !== 'overall');
  return (
    <Panel
      title="What is planned"
      label="Added to the baseline; stored with the forecast"
      className="span-4"
      actions={
        <Button variant="default" onClick={() => onChange(NO_ASSUMPTIONS)}>
          Clear
        </Button>
      }
    >
      <div className="stack">
        <Rate
          key={`overall ${growth['overall'] ?? 0}`}
          label="Growth a year, %"
          rate={growth['overall'] ?? 0}
          onChange={(rate) => setGrowth('overall', rate === 0 ? null : rate)}
        />
        {parts.map((key) => (
          <Rate
            key={`${key} ${growth[key] ?? 0}`}
            label={`${partText(key)}, growth a year, %`}
            rate={growth[key] ?? 0}
            onChange={(rate) => setGrowth(key, rate)}
            onRemove={() => setGrowth(key, null)}
          />
        ))}
        <PartSelect
          shares={baseline.shares}
          taken={parts}
          onChoose={(key) => setGrowth(key, growth['overall'] ?? 0)}
        />
        <Changes
          baseline={baseline}
          changes={assumptions.changes}
          onChange={(changes) => onChange({ ...assumptions, changes })}
        />
      </div>
    </Panel>
  );
}

/** Offers the parts of the spend that have no growth of their own yet; none where there are no others. */
function PartSelect({
  shares,
  taken,
  onChoose,
}: {
  readonly shares: Baseline['shares'];
  readonly taken: readonly string[];
  readonly onChoose: (key: string) => void;
}): ReactNode {
  const choices = Object.entries(shares).filter(
    ([key, share]) => share >= 0.0005 && share <= 0.9995 && !taken.includes(key),
  );
  if (choices.length === 0) return null;
  return (
    <Select
      aria-label="Growth of one part"
      placeholder="Growth of one part…"
      leftSection={<Plus size={14} />}
      searchable
      limit={60}
      value={null}
      data={choices.map(([key, share]) => ({
        value: key,
        label: `${partText(key)}, ${plainStyle().percent(share * 100)}`,
      }))}
      onChange={(key) => {
        if (key !== null) onChoose(key);
      }}
    />
  );
}

function Rate({
  label,
  rate,
  onChange,
  onRemove,
}: {
  readonly label: string;
  readonly rate: number;
  readonly onChange: (rate: number) => void;
  readonly onRemove?: () => void;
}): ReactNode {
  const [text, setText] = useState(String(percentOf(rate)).replace('-', '\u2212'));
  const keep = (): void => {
    const percent = Number(text.replace('\u2212', '-').replace(',', '.').replace('%', '').trim());
    if (Number.isFinite(percent) && percent > -100) onChange(tidy(percent / 100));
  };
  return (
    <div className="rate">
      <TextInput
        label={label}
        inputMode="decimal"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
        }}
      />
      {onRemove === undefined ? null : (
        <button type="button" className="tree-toggle" aria-label={`Remove ${label}`} onClick={onRemove}>
          <X size={13} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

function Changes({
  baseline,
  changes,
  onChange,
}: {
  readonly baseline: Baseline;
  readonly changes: readonly ChangeInput[];
  readonly onChange: (changes: readonly ChangeInput[]) => void;
}): ReactNode {
  const [editing, setEditing] = useState<number | 'new' | null>(null);
  const edited = editing === null || editing === 'new' ? undefined : changes[editing];
  return (
    <div className="stack tight">
      <h3 className="label">Planned changes</h3>
      {changes.length === 0 ? <p className="quiet">None: launches, migrations and ends go here.</p> : null}
      <ul className="stack tight">
        {changes.map((change, index) => (
          <li key={index} className="planned-change">
            <span>{changeText(change, baseline.currency)}</span>
            <span className="row">
              <LineTools
                name={change.name}
                onEdit={() => setEditing(index)}
                onRemove={() => onChange(changes.toSpliced(index, 1))}
              />
            </span>
          </li>
        ))}
      </ul>
      <div>
        <Button variant="default" leftSection={<Plus size={14} />} onClick={() => setEditing('new')}>
          Add a planned change
        </Button>
      </div>
      <Modal
        opened={editing !== null}
        onClose={() => setEditing(null)}
        size={520}
        title={edited === undefined ? 'Add a planned change' : `Change ${edited.name}`}
      >
        <ChangeForm
          currency={baseline.currency}
          startMonth={baseline.startMonth}
          shares={baseline.shares}
          change={edited}
          onCancel={() => setEditing(null)}
          onKeep={(change) => {
            onChange(
              edited === undefined
                ? [...changes, change]
                : changes.map((one, at) => (at === editing ? change : one)),
            );
            setEditing(null);
          }}
        />
      </Modal>
    </div>
  );
}

const KIND_WORDS = { step: 'a month from', ramp: 'ramping up from', oneTime: 'once in' } as const;

/** `EU launch: +6 k a month from Sep 26, 70 %`. */
function changeText(change: ChangeInput, currency: string): string {
  const amount = amountUnits(change.amount);
  const size =
    amount === undefined
      ? plainStyle().signedPercent(change.percent ?? 0)
      : `${styleOf(currency).signedCompact(amount)}\u00a0${currency}`;
  const odds =
    change.probability === undefined
      ? ''
      : `, ${plainStyle().integer(change.probability * 100)}\u00a0% likely`;
  const end = change.end === undefined ? '' : ` to ${shortMonthText(change.end)}`;
  return `${change.name}: ${size} ${KIND_WORDS[change.kind]} ${shortMonthText(change.start)}${end}${odds}`;
}
