import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { isMonth } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { momentText, moneyText } from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePreferences } from '../../session/preferences.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Variance } from '../../ui/Signs.tsx';
import { keyText } from './key-text.ts';
import type { VarianceAnswer, VarianceRow } from './VariancePage.tsx';

type Kind = 'timing' | 'permanent';

/** One row in words: its figures, its effects where there are any, and the comment that is printed beside it. */
export function CommentPanel({
  node,
  data,
  row,
  onClose,
}: {
  readonly node: BudgetAnswer;
  readonly data: VarianceAnswer;
  readonly row: VarianceRow;
  readonly onClose: () => void;
}): ReactNode {
  const name = keyText(row.key);
  const causes = data.causes.filter(({ item }) => Object.values(row.key).includes(item)).slice(0, 3);
  return (
    <Panel
      title={name}
      label={row.material ? 'Material' : 'Not material'}
      className="span-4"
      actions={
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      }
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
        {row.effectsReason === undefined ? null : <p className="quiet">{row.effectsReason}</p>}
        {causes.map(({ item, kind, day, amount }) => (
          <p key={`${item} ${kind} ${day}`}>
            A {kind} from {day}: {moneyText(amount)}.
          </p>
        ))}
        <Comments node={node} data={data} row={row} />
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
  const { preferences } = usePreferences();
  const [text, setText] = useState('');
  const [kind, setKind] = useState<Kind>('permanent');
  const comments =
    useQuery(queries.variance.comments.queryOptions({ input: { budgetId: node.id } })).data?.data ?? [];
  const own = comments.filter(({ key }) => keyText(key) === keyText(row.key));
  const write = useMutation(
    queries.variance.comment.mutationOptions({
      onSuccess: () => {
        setText('');
        sayDone('The comment is kept and will be printed.');
      },
      onError: sayFailed,
    }),
  );
  const remove = useMutation(queries.variance.removeComment.mutationOptions({ onError: sayFailed }));
  const { from, to } = data;
  return (
    <>
      <ul className="stack tight">
        {own.map((comment) => (
          <li key={comment.id} className="stack tight">
            <p>{comment.text}</p>
            <p className="quiet">
              {comment.author}, {momentText(comment.at)}
              {comment.kind === null ? '' : `, ${comment.kind}`}{' '}
              <button
                type="button"
                className="text-button"
                onClick={() => remove.mutate({ budgetId: node.id, commentId: comment.id })}
              >
                remove
              </button>
            </p>
          </li>
        ))}
      </ul>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isMonth(from) || !isMonth(to)) return;
          const by = preferences.person === '' ? {} : { by: preferences.person };
          write.mutate({ budgetId: node.id, from, to, key: { ...row.key }, text, kind, ...by });
        }}
      >
        <SegmentedControl
          aria-label="Kind of difference"
          value={kind}
          onChange={setKind}
          data={[
            { value: 'timing', label: 'Timing' },
            { value: 'permanent', label: 'Permanent' },
          ]}
        />
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
            Keep the comment
          </Button>
        </div>
      </form>
    </>
  );
}
