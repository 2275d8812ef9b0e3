import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Select, TextInput } from '@mantine/core';
import { Plus, RotateCcw } from 'lucide-react';
import { toMonth } from '#shared/domain/calendar.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { OneOffAnswer } from '#shared/contract/one-offs.ts';
import { useQueries } from '../../client/backend.tsx';
import { microsOf, moneyText, monthText, shareText, styleOf } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { sayFailed } from '../../session/notices.ts';
import { Panel } from '../../ui/Panel.tsx';
import { EmptyState } from '../../ui/States.tsx';

type Trend = Outputs['trends']['analyze']['data'];
type Treatment = OneOffAnswer['treatment'] | 'automatic';
type Treat = (row: Pick<OneOffAnswer, 'month' | 'what'>, treatment: Treatment, note?: string) => void;

const MOST_SHOWN = 5;

/** Months and steps that stand out, each kept or excluded by a press; and any other month, by choice. */
export function OneOffs({
  node,
  trend,
  rows,
}: {
  readonly node: BudgetAnswer;
  readonly trend: Trend;
  readonly rows: readonly OneOffAnswer[];
}): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const write = useMutation(useQueries().oneOffs.treat.mutationOptions({ onError: sayFailed }));
  const treat: Treat = ({ month, what }, treatment, note) =>
    write.mutate({
      ...{ budgetId: node.id, month: toMonth(month), what, treatment },
      ...(note === undefined ? {} : { note }),
    });
  const excluded = rows.filter(({ treatment }) => treatment === 'exclude').length;
  const shown = isWhole ? rows : rows.slice(0, MOST_SHOWN);
  return (
    <Panel
      title={titleOf(rows.length, excluded)}
      label="Outliers, purchases, credits and lasting steps; forecasts learn from what is kept"
      className="span-4"
    >
      {rows.length === 0 ? (
        <EmptyState title="No step and no spike">Months follow trend and season.</EmptyState>
      ) : (
        <ul className="one-offs">
          {shown.map((row) => (
            <Row key={`${row.month} ${row.what}`} row={row} trend={trend} treat={treat} />
          ))}
        </ul>
      )}
      {rows.length > MOST_SHOWN ? (
        <Button variant="subtle" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show the newest' : `Show all ${rows.length}`}
        </Button>
      ) : null}
      <OtherMonth trend={trend} rows={rows} treat={treat} />
      <Facts trend={trend} />
    </Panel>
  );
}

function titleOf(count: number, excluded: number): string {
  if (count === 0) return 'Nothing stands out';
  return excluded === 0 ? 'What stands out is kept' : `${excluded} of ${count} excluded from the forecast`;
}

function Row({
  row,
  trend,
  treat,
}: {
  readonly row: OneOffAnswer;
  readonly trend: Trend;
  readonly treat: Treat;
}): ReactNode {
  const name = row.what === 'level' ? `Step from ${monthText(row.month)}` : monthText(row.month);
  const isExcluded = row.treatment === 'exclude';
  const isDecidedHere = row.by !== null && row.inheritedFrom === null;
  return (
    <li>
      <div>
        <p>
          <span className="strong">{name}</span>{' '}
          <span className="quiet">
            {isExcluded ? '× excluded' : 'kept'} {deciderText(row)}
          </span>
        </p>
        <p>{reasonText(row, trend)}</p>
        {isDecidedHere ? (
          <Note key={row.note} name={name} row={row} treat={treat} />
        ) : row.note === '' ? null : (
          <p className="quiet">{row.note}</p>
        )}
      </div>
      <span className="row">
        {isDecidedHere ? (
          <button
            type="button"
            className="tree-toggle"
            aria-label={`Leave ${name} to the engine`}
            title="Leave to the engine"
            onClick={() => treat(row, 'automatic')}
          >
            <RotateCcw size={13} aria-hidden="true" />
          </button>
        ) : null}
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`${isExcluded ? 'Keep' : 'Exclude'} ${name}`}
          onClick={() => treat(row, isExcluded ? 'keep' : 'exclude')}
        >
          {isExcluded ? 'Keep' : 'Exclude'}
        </Button>
      </span>
    </li>
  );
}

/** Why it was decided so, in words that stay with the decision. */
function Note({
  name,
  row,
  treat,
}: {
  readonly name: string;
  readonly row: OneOffAnswer;
  readonly treat: Treat;
}): ReactNode {
  const [text, setText] = useState<string>();
  if (text === undefined)
    return (
      <p className="quiet">
        {row.note}{' '}
        <button
          type="button"
          className="text-button"
          aria-label={`Note on ${name}`}
          onClick={() => setText(row.note)}
        >
          {row.note === '' ? 'say why' : 'change'}
        </button>
      </p>
    );
  return (
    <Form
      className="stack tight"
      onSubmit={() => {
        treat(row, row.treatment, text.trim());
        setText(undefined);
      }}
    >
      <TextInput
        label={`Why ${name} is ${row.treatment === 'exclude' ? 'excluded' : 'kept'}`}
        value={text}
        maxLength={2000}
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <span className="row">
        <Button type="submit" variant="default" size="compact-sm">
          Keep the note
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => setText(undefined)}>
          Cancel
        </Button>
      </span>
    </Form>
  );
}

function deciderText({ by, inheritedFrom }: OneOffAnswer): string {
  if (by === null) return 'by rule';
  return inheritedFrom === null ? `by ${by}` : `by ${by} above`;
}

const REASONS: Readonly<Record<OneOffAnswer['reasons'][number]['kind'], string>> = {
  outlier: 'off the usual month',
  purchase: 'purchase',
  credit: 'credit',
  adjustment: 'adjustment',
  step: 'a month',
  missing: 'no data were imported',
  chosen: 'chosen by hand',
};

/** `+3,000 USD purchase, +2,900 USD off the usual month: EC2 +3,000 USD`. */
function reasonText(row: OneOffAnswer, trend: Trend): string {
  const found = row.reasons.map(({ kind, amount }) =>
    amount === null ? REASONS[kind] : `${signedMoney(amount)} ${REASONS[kind]}`,
  );
  const spike =
    row.what === 'month' ? trend.spikes.find(({ date }) => date.startsWith(row.month)) : undefined;
  const drivers = (spike?.drivers ?? [])
    .slice(0, 3)
    .map((driver) => `${driver.value || '(untagged)'} ${signedMoney(driver.amount)}`);
  return [found.join(', '), ...(drivers.length === 0 ? [] : [drivers.join(', ')])].join(': ');
}

function signedMoney(amount: { readonly amount: string; readonly currency: string }): string {
  return `${styleOf(amount.currency).signedSpoken(microsOf(amount))}\u00a0${amount.currency}`;
}

function OtherMonth({
  trend,
  rows,
  treat,
}: {
  readonly trend: Trend;
  readonly rows: readonly OneOffAnswer[];
  readonly treat: Treat;
}): ReactNode {
  const listed = new Set(rows.filter(({ what }) => what === 'month').map(({ month }) => month));
  const months = trend.months.filter(({ month, complete }) => complete && !listed.has(month)).reverse();
  if (months.length === 0) return null;
  return (
    <Select
      className="other-month"
      aria-label="Exclude another month"
      placeholder="Exclude another month…"
      leftSection={<Plus size={14} />}
      searchable
      value={null}
      data={months.map(({ month, spent }) => ({
        value: month,
        label: `${monthText(month)}, ${moneyText(spent)}`,
      }))}
      onChange={(month) => {
        if (month !== null) treat({ month, what: 'month' }, 'exclude');
      }}
    />
  );
}

function Facts({ trend }: { readonly trend: Trend }): ReactNode {
  return (
    <dl className="facts trend-facts">
      <dt>Usual month</dt>
      <dd>{moneyText(trend.baseline)}</dd>
      <dt>Trend is certain</dt>
      <dd>{trend.slopeSignificance === null ? 'too few months' : shareText(trend.slopeSignificance)}</dd>
      <dt>Season explains</dt>
      <dd>{shareText(trend.seasonality.strength)} of what is left</dd>
    </dl>
  );
}
