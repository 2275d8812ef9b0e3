import type { ReactNode } from 'react';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useQueries } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { useAllBudgets } from '../../session/all-budgets.ts';
import { usePlace } from '../../session/place.ts';
import { usePastDay } from '../../session/workspace.ts';
import { Page } from '../../ui/Panel.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';
import { BudgetDialog } from './BudgetDialog.tsx';
import { BudgetFileDialog } from './BudgetFileDialog.tsx';
import { BudgetPanel } from './BudgetPanel.tsx';
import { BudgetTree } from './BudgetTree.tsx';
import { PastBudgets } from './PastBudgets.tsx';
import { TemplateDialog } from './TemplateDialog.tsx';
import { useListing } from './use-listing.ts';
import './budgets.css';

/** The budget tree; of an earlier day's knowledge a table that is only read. */
export function BudgetsPage(): ReactNode {
  const past = usePastDay();
  return past === null ? <PresentBudgets /> : <PastBudgets day={past} />;
}

/** The budget tree: figures or months, filter, one budget open at the side. */
function PresentBudgets(): ReactNode {
  const { budgets } = useQueries();
  const { budgetId, view: opened, go } = usePlace();
  const listing = useListing();
  const back = (id?: string): void => go('budgets', id ?? budgetId, listing.view);
  const counts = useQuery(budgets.stats.queryOptions({ input: {} }));
  const worst = useQuery(budgets.list.queryOptions({ input: { outlook: 'exceeded', limit: 1 } }));
  // The one that was open stays until the next one is there, so that the tree is not drawn wider for a moment.
  const named = useQuery({
    ...budgets.get.queryOptions({ input: budgetId === undefined ? skipToken : { budgetId } }),
    placeholderData: keepPreviousData,
  });
  const all = useAllBudgets(opened === 'new');
  const open = budgetId === undefined || named.isError ? undefined : named.data?.data;
  // A new budget goes under the one that is named, which has to be there for it.
  const isComing = budgetId !== undefined && (named.isPending || named.isPlaceholderData);
  return (
    <div className={open === undefined ? 'with-panel' : 'with-panel open'}>
      <Page
        finding={findingOf(counts.data?.data.budgets, worst.data?.meta?.total)}
        actions={
          <>
            <Button variant="default" onClick={() => go('budgets', budgetId, 'file')}>
              From a file
            </Button>
            <Button variant="default" onClick={() => go('budgets', budgetId, 'template')}>
              From a template
            </Button>
            <Button leftSection={<Plus size={14} />} onClick={() => go('budgets', budgetId, 'new')}>
              New budget
            </Button>
          </>
        }
      >
        <Answered query={counts} what="the budgets" height={240}>
          {({ data }) =>
            data.budgets === 0 ? (
              <NoBudgets />
            ) : (
              <BudgetTree total={data.budgets} openId={open?.id} listing={listing} />
            )
          }
        </Answered>
      </Page>
      {open === undefined ? null : <BudgetPanel key={open.id} budget={open} />}
      <BudgetDialog
        isOpen={opened === 'new' && !isComing}
        parent={open}
        all={all.data ?? []}
        onClose={back}
      />
      {opened === 'file' ? <BudgetFileDialog onClose={back} /> : null}
      <TemplateDialog isOpen={opened === 'template'} onClose={back} />
    </div>
  );
}

function findingOf(count: number | undefined, over: number | undefined): string {
  if (count === undefined || over === undefined) return 'Budgets';
  if (count === 0) return 'No budgets yet.';
  const total = countText(count, 'budget', 'budgets');
  return over === 0
    ? `All of ${total} are likely to hold.`
    : `${over} of ${total} are likely to end over their amount.`;
}

function NoBudgets(): ReactNode {
  const { go } = usePlace();
  return (
    <section className="panel">
      <EmptyState
        title="Start the tree"
        actions={
          <>
            <Button onClick={() => go('budgets', undefined, 'new')}>Create a budget</Button>
            <Button variant="default" onClick={() => go('budgets', undefined, 'template')}>
              Start from a template
            </Button>
            <Button variant="default" onClick={() => go('imports')}>
              Import cost data first
            </Button>
          </>
        }
      >
        A budget has an amount over some months and a scope that says which cost belongs to it. With cost data
        imported, budgets can be proposed from history.
      </EmptyState>
    </section>
  );
}
