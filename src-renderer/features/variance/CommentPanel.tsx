import { Fragment, useState, type ReactNode } from 'react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select, Textarea } from '@mantine/core';
import { isMonth } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import {
  amountText,
  dayText,
  momentText,
  moneyText,
  shortMonthText,
  spanText,
  unitsOf,
} from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePreferences } from '../../session/preferences.tsx';
import { isKnownBy, usePastDay } from '../../session/workspace.ts';
import { Panel } from '../../ui/Panel.tsx';
import { CloseSidePanel } from '../../ui/SidePanel.tsx';
import { Variance } from '../../ui/Signs.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import type { Comparison } from './comparison.ts';
import { EFFECTS } from './effects.ts';
import { JudgementField } from './JudgementField.tsx';
import { keyText, valueText } from './key-text.ts';
import type { VarianceAnswer, VarianceRow } from './VariancePage.tsx';

const CAUSE_WORDS = { shift: 'Step on', spike: 'Spike on', trend: 'Trend from' } as const;

/** One row in words: its figures, its effects where there are any, and the comment that is printed beside it. */
export function CommentPanel({
  node,
  data,
  comparison,
  row,
  onClose,
}: {
  readonly node: BudgetAnswer;
  readonly data: VarianceAnswer;
  readonly comparison: Comparison;
  readonly row: VarianceRow;
  readonly onClose: () => void;
}): ReactNode {
  const past = usePastDay();
  const name = keyText(row.key);
  const values = Object.values(row.key);
  const causes = data.causes
    .filter(({ item }) => values.some((value) => value !== '' && `${item} `.startsWith(`${value} `)))
    .slice(0, 3);
  return (
    <Panel
      title={name}
      label={row.material ? 'Material: passes both bounds' : 'Not material'}
      className="span-4"
      actions={<CloseSidePanel onClose={onClose} />}
    >
      <div className="stack">
        <dl className="facts">
          <dt>Plan</dt>
          <dd>{moneyText(row.plan)}</dd>
          <dt>Actual</dt>
          <dd>{moneyText(row.actual)}</dd>
          <dt>Variance</dt>
          <dd>
            <Variance value={row.variance} />
          </dd>
        </dl>
        <Effects effects={row.effects} />
        {row.effectsReason === undefined ? null : <p className="quiet">{row.effectsReason}</p>}
        <OwnChange row={row} data={data} />
        {causes.map(({ item, kind, day, amount }) => (
          <p key={`${item} ${kind} ${day}`}>
            {CAUSE_WORDS[kind]} {dayText(day)}, {item}: {moneyText(amount)} in these months.
          </p>
        ))}
        {past === null ? <JudgementField node={node} data={data} row={row} /> : null}
        <Comments node={node} data={data} row={row} />
        <Behind node={node} comparison={comparison} row={row} />
      </div>
    </Panel>
  );
}

function Comments({
  node,
  data,
  row,
}: {
  readonly node: BudgetAnswer;
  readonly data: VarianceAnswer;
  readonly row: VarianceRow;
}): ReactNode {
  const queries = useQueries();
  const comments =
    useQuery(queries.variance.comments.queryOptions({ input: { budgetId: node.id } })).data?.data ?? [];
  const past = usePastDay();
  const own = comments.filter(({ key, at }) => keyText(key) === keyText(row.key) && isKnownBy(at, past));
  const remove = useMutation(queries.variance.removeComment.mutationOptions({ onError: sayFailed }));
  return (
    <>
      <ul className="stack tight">
        {own.map((comment) => (
          <li key={comment.id} className="stack tight">
            <p>{comment.text}</p>
            <p className="quiet">
              {comment.author}, {momentText(comment.at)}
              {comment.from === data.from && comment.to === data.to
                ? ''
                : `, of ${spanText(comment.from, comment.to)}`}
              {comment.kind === null ? '' : `, ${comment.kind}`}{' '}
              {past === null ? (
                <button
                  type="button"
                  className="text-button"
                  onClick={() => remove.mutate({ budgetId: node.id, commentId: comment.id })}
                >
                  remove
                </button>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
      {past === null ? (
        <NewComment node={node} data={data} row={row} />
      ) : (
        <p className="quiet">Comments and judgements are written by what is known today.</p>
      )}
    </>
  );
}

function NewComment({
  node,
  data: { from, to },
  row,
}: {
  readonly node: BudgetAnswer;
  readonly data: VarianceAnswer;
  readonly row: VarianceRow;
}): ReactNode {
  const { preferences } = usePreferences();
  const [text, setText] = useState('');
  const write = useMutation(
    useQueries().variance.comment.mutationOptions({
      onSuccess: () => {
        setText('');
        sayDone('The comment is kept and will be printed.');
      },
      onError: sayFailed,
    }),
  );
  return (
    <Form
      onSubmit={() => {
        if (!isMonth(from) || !isMonth(to)) return;
        const by = preferences.person === '' ? {} : { by: preferences.person };
        write.mutate({ budgetId: node.id, from, to, key: { ...row.key }, text, ...by });
      }}
    >
      <Textarea
        label="Comment, printed in the report"
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        required
      />
      <div>
        <Button type="submit" loading={write.isPending}>
          Save the comment
        </Button>
      </div>
    </Form>
  );
}

/** Below half a cent an effect would be printed as zero. */
const LEAST_SHOWN = 0.005;

/** How rate and volume of the row's own actuals moved, where the comparison is with a plan. */
function OwnChange({ row, data }: { readonly row: VarianceRow; readonly data: VarianceAnswer }): ReactNode {
  const { actualsMonths: months } = data;
  if (months === undefined || row.actualsChange === undefined) return null;
  return (
    <div className="stack tight">
      <p className="label">
        Actuals, {shortMonthText(months.before)} to {shortMonthText(months.after)}
      </p>
      <Effects effects={row.actualsChange.effects} />
    </div>
  );
}

function Effects({ effects }: { readonly effects: VarianceRow['effects'] }): ReactNode {
  if (effects === undefined) return null;
  return (
    <dl className="effects">
      {EFFECTS.filter(({ key }) => Math.abs(unitsOf(effects[key])) >= LEAST_SHOWN).map(({ key, name }) => (
        <Fragment key={key}>
          <dt>{name}</dt>
          <dd>
            <Variance value={effects[key]} isDense />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** The dimensions that show what is inside of a row, the finest last. */
const INSIDE = ['service', 'account', 'region', 'sku'] as const;
const MOST_INSIDE = 12;

/** What is behind a row: its cost by the next finer dimension, largest first. */
function Behind({
  node,
  comparison,
  row,
}: {
  readonly node: BudgetAnswer;
  readonly comparison: Comparison;
  readonly row: VarianceRow;
}): ReactNode {
  const [by, setBy] = useState<string>(() => INSIDE.findLast((name) => !(name in row.key)) ?? 'sku');
  const names = Object.keys(row.key).filter((name) => name !== by);
  const inside = useQuery({
    ...useQueries().variance.analyze.queryOptions({
      input: { budgetId: node.id, ...comparison, by: [...names, by].join(','), causes: false },
    }),
    placeholderData: keepPreviousData,
  }).data?.data;
  const rows = (inside?.rows ?? [])
    .filter(({ key }) => by in key && names.every((name) => key[name] === row.key[name]))
    .sort((a, b) => unitsOf(b.actual) - unitsOf(a.actual));
  return (
    <div className="stack tight">
      <Select
        label="What is behind it, by"
        data={INSIDE.filter((name) => !(name in row.key))}
        value={by}
        onChange={(value) => setBy(value ?? 'sku')}
      />
      <div className="framed">
        <DataTable
          caption={`${keyText(row.key)} by ${by}`}
          columns={[
            {
              key: 'name',
              head: by,
              text: ({ key }) => valueText(key[by]),
              cell: ({ key }) => (
                <span className="ellipsis narrow" title={valueText(key[by])}>
                  {valueText(key[by])}
                </span>
              ),
            },
            {
              key: 'actual',
              head: `AC, ${node.currency}`,
              text: ({ actual }) => amountText(actual),
              isNumber: true,
            },
          ]}
          rows={rows.slice(0, MOST_INSIDE)}
          keyOf={({ key }) => valueText(key[by])}
        />
      </div>
      {rows.length > MOST_INSIDE ? (
        <p className="quiet">
          {MOST_INSIDE} largest of {rows.length}.
        </p>
      ) : null}
    </div>
  );
}
