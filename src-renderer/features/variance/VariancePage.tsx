import { useState, type ReactNode } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select, TextInput } from '@mantine/core';
import { addMonths, isMonth, monthOf, toDay, toMonth, type Month } from '#shared/domain/calendar.ts';
import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { usePlace } from '../../session/place.ts';
import { useNode, useWorkspace } from '../../session/workspace.ts';
import { Page } from '../../ui/Panel.tsx';
import { Answered, EmptyState, ErrorState, Waiting } from '../../ui/States.tsx';
import { VarianceBridge } from './VarianceBridge.tsx';
import { VarianceRows } from './VarianceRows.tsx';

export type VarianceAnswer = Outputs['variance']['analyze']['data'];
export type VarianceRow = VarianceAnswer['rows'][number];
type VarianceInput = Inputs['variance']['analyze'];

const DIMENSIONS = ['service', 'region', 'team', 'account', 'provider', 'project', 'environment', 'month'];
const AGAINST = [
  { value: 'budget', label: 'budget' },
  { value: 'forecast', label: 'forecast' },
  { value: 'previous', label: 'period before' },
  { value: 'lastYear', label: 'last year' },
];

/** Variance: sentence, bridge, rows; the comment stands beside the row it explains. */
export function VariancePage(): ReactNode {
  const { node, error } = useNode();
  const workspace = useWorkspace();
  if (error !== null && error !== undefined) return <ErrorState error={error} />;
  if (node === undefined || workspace === undefined) return <Waiting what="the variance" />;
  if (node === null) return <NoBudget />;
  return <NodeVariance key={`${node.id} ${workspace.asOf}`} node={node} asOf={workspace.asOf} />;
}

function NoBudget(): ReactNode {
  const { go } = usePlace();
  return (
    <Page finding="A variance compares spend with a plan, and there is no budget yet.">
      <section className="panel">
        <EmptyState
          title="Nothing to compare"
          actions={<Button onClick={() => go('budgets', undefined, 'new')}>Create a budget</Button>}
        />
      </section>
    </Page>
  );
}

interface Asked {
  readonly from: Month;
  readonly to: Month;
  readonly against: string;
  readonly first: string;
  readonly second: string | null;
}

function NodeVariance({ node, asOf }: { readonly node: BudgetAnswer; readonly asOf: string }): ReactNode {
  const [asked, setAsked] = useState<Asked>(() => ({
    ...periodToDate(node, asOf),
    against: 'budget',
    first: 'service',
    second: null,
  }));
  const variance = useQuery({
    ...useQueries().variance.analyze.queryOptions({ input: inputOf(node, asked) }),
    placeholderData: keepPreviousData,
  });
  return (
    <Answered query={variance} what="the variance" height={400}>
      {({ data }) => (
        <Page finding={data.sentences[0] ?? `${node.name}: no variance to explain.`}>
          <VarianceControls asked={asked} onChange={setAsked} />
          {data.sentences.length < 2 ? null : (
            <div className="stack tight">
              {data.sentences.slice(1, 4).map((sentence) => (
                <p key={sentence} className="prose">
                  {sentence}
                </p>
              ))}
            </div>
          )}
          {data.rows.length === 0 ? (
            <section className="panel">
              <EmptyState title="No cost and no plan in these months">
                Choose other months, or another budget.
              </EmptyState>
            </section>
          ) : (
            <>
              <VarianceBridge node={node} data={data} />
              <VarianceRows node={node} data={data} />
            </>
          )}
        </Page>
      )}
    </Answered>
  );
}

function inputOf(node: BudgetAnswer, asked: Asked): VarianceInput {
  return {
    budgetId: node.id,
    from: asked.from,
    to: asked.to,
    against: asked.against,
    by: asked.second === null ? asked.first : `${asked.first},${asked.second}`,
  };
}

/** The budget's period up to the day the figures stand on. */
function periodToDate(node: BudgetAnswer, asOf: string): { from: Month; to: Month } {
  const from = toMonth(node.startMonth);
  const end = addMonths(from, node.months - 1);
  const now = monthOf(toDay(asOf));
  return { from, to: now < from ? from : now > end ? end : now };
}

function VarianceControls({
  asked,
  onChange,
}: {
  readonly asked: Asked;
  readonly onChange: (asked: Asked) => void;
}): ReactNode {
  const set = (part: Partial<Asked>): void => onChange({ ...asked, ...part });
  const month = (key: 'from' | 'to', label: string): ReactNode => (
    <TextInput
      type="month"
      label={label}
      w={140}
      value={asked[key]}
      onChange={(event) => {
        const value = event.currentTarget.value;
        if (isMonth(value)) set({ [key]: value });
      }}
    />
  );
  return (
    <div className="row end">
      {month('from', 'From')}
      {month('to', 'To')}
      <Select
        label="Against"
        w={140}
        data={AGAINST}
        value={asked.against}
        onChange={(against) => set({ against: against ?? 'budget' })}
        allowDeselect={false}
      />
      <Select
        label="By"
        w={130}
        data={DIMENSIONS}
        value={asked.first}
        onChange={(first) =>
          set({ first: first ?? 'service', second: asked.second === first ? null : asked.second })
        }
        allowDeselect={false}
      />
      <Select
        label="Then by"
        w={130}
        placeholder="nothing"
        clearable
        data={DIMENSIONS.filter((dimension) => dimension !== asked.first)}
        value={asked.second}
        onChange={(second) => set({ second })}
      />
    </div>
  );
}
