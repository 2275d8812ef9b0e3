import type { ReactNode } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Inputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { moneyText, probabilityText, shareText } from '../../format/style.ts';
import { Panel } from '../../ui/Panel.tsx';
import { StatusMark, Variance } from '../../ui/Signs.tsx';
import { Answered } from '../../ui/States.tsx';

/** The figures that will stand on the first page, from the same procedures that fill it. */
export function ReportPreview({
  node,
  options,
}: {
  readonly node: BudgetAnswer;
  readonly options: Inputs['reports']['render'];
}): ReactNode {
  const { budgetId, from, to, by, against } = options;
  const variance = useQuery({
    ...useQueries().variance.analyze.queryOptions({
      input: {
        budgetId,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(by === undefined ? {} : { by }),
        ...(against === undefined ? {} : { against }),
      },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title="What it will say" label="The same figures as on its first page" className="span-8">
      <Answered query={variance} what="the figures" height={160}>
        {({ data }) => (
          <div className="stack">
            <dl className="facts">
              <dt>Actual</dt>
              <dd className="strong">{moneyText(data.total.actual)}</dd>
              <dt>{data.against === 'budget' ? 'Budget' : `Against ${data.against}`}</dt>
              <dd>{moneyText(data.total.plan)}</dd>
              <dt>Variance</dt>
              <dd>
                <Variance value={data.total.variance} />
              </dd>
              <dt>Budget of the period</dt>
              <dd>
                {moneyText(node.amount)}, {shareText(node.utilization)} used
              </dd>
              <dt>Forecast</dt>
              <dd>
                {moneyText(node.forecast)}, {probabilityText(node.breachProbability)} likely over
              </dd>
              <dt>Status</dt>
              <dd>
                <StatusMark status={node.status} />, outlook <StatusMark status={node.outlook} />
              </dd>
            </dl>
            {data.sentences.map((sentence) => (
              <p key={sentence} className="prose">
                {sentence}
              </p>
            ))}
          </div>
        )}
      </Answered>
    </Panel>
  );
}
