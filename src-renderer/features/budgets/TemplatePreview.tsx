import type { ReactNode } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { ZERO } from '#shared/domain/money.ts';
import { useQueries } from '../../client/backend.tsx';
import { failureOf } from '../../client/failure.ts';
import { plainStyle } from '../../format/style.ts';
import { typedAmount } from '../../format/typed.ts';
import { Failure, Waiting } from '../../ui/States.tsx';
import { BudgetChanges } from './BudgetChanges.tsx';
import { linesOf } from './template-lines.ts';

const MOST_LINES = 12;

/** The budgets that a template would make of its parameters, before any is made. */
export function TemplatePreview({
  name,
  parameters,
}: {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}): ReactNode {
  const [asked] = useDebouncedValue(parameters, 200);
  const preview = useQuery({
    ...useQueries().templates.preview.queryOptions({ input: { name, parameters: { ...asked } } }),
    placeholderData: keepPreviousData,
  });
  if (preview.isError) return <p className="quiet">{failureOf(preview.error).message}</p>;
  return <TreeLines title="What it makes" tree={preview.data?.data.tree} />;
}

/** What applying a template again would change of the budgets there are, from a dry run. */
export function TemplateChanges({
  name,
  parameters,
}: {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}): ReactNode {
  const [asked] = useDebouncedValue(parameters, 400);
  const trial = useQuery({
    ...useQueries().templates.apply.queryOptions({
      input: { name, parameters: { ...asked }, update: true, dryRun: true },
    }),
    placeholderData: keepPreviousData,
  });
  if (trial.isError) return <Failure error={trial.error} />;
  if (trial.data === undefined) return <Waiting what="what it would change" />;
  const { data, meta } = trial.data;
  return <BudgetChanges title="What it changes" changes={meta?.changes ?? []} total={data.length} />;
}

/** The budgets of a tree with their amounts, indented by level; nothing where there are none. */
export function TreeLines({ title, tree }: { readonly title: string; readonly tree: unknown }): ReactNode {
  const lines = linesOf(tree);
  if (lines.length === 0) return null;
  return (
    <section aria-label={title} className="stack tight">
      <h3 className="title">{title}</h3>
      <ul className="stack tight">
        {lines.slice(0, MOST_LINES).map(({ name: budget, amount, level }, place) => (
          <li key={place} className="row spread" style={{ paddingLeft: level * 16 }}>
            <span>{budget}</span>
            <span>{amount === '' ? '' : plainStyle().amount(typedAmount(amount) ?? ZERO)}</span>
          </li>
        ))}
      </ul>
      {lines.length > MOST_LINES ? <p className="quiet">and {lines.length - MOST_LINES} more</p> : null}
    </section>
  );
}
