import { useMemo, useState, type ReactNode } from 'react';
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { Plus } from 'lucide-react';
import { BUDGET_STATUSES } from '#shared/domain/budget.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { countText } from '../../format/style.ts';
import { useAllBudgets } from '../../session/all-budgets.ts';
import { usePlace } from '../../session/place.ts';
import { Page } from '../../ui/Panel.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';
import { BudgetDialog } from './BudgetDialog.tsx';
import { BudgetGrid } from './BudgetGrid.tsx';
import { BudgetPanel } from './BudgetPanel.tsx';
import { MonthGrid } from './MonthGrid.tsx';
import { TemplateDialog } from './TemplateDialog.tsx';
import { treeRows } from './tree-rows.ts';

type View = 'figures' | 'months';

/** The budget tree: figures or months, filter, one budget open at the side. */
export function BudgetsPage(): ReactNode {
  const budgets = useAllBudgets();
  const { budgetId, view: opened, go } = usePlace();
  const all = budgets.data ?? [];
  const open = all.find(({ id }) => id === budgetId);
  return (
    <div className={open === undefined ? 'with-panel' : 'with-panel open'}>
      <Page
        finding={findingOf(budgets.data)}
        actions={
          <>
            <Button variant="default" onClick={() => go('budgets', budgetId, 'template')}>
              From a template
            </Button>
            <Button leftSection={<Plus size={14} />} onClick={() => go('budgets', budgetId, 'new')}>
              New budget
            </Button>
          </>
        }
      >
        <Answered query={budgets} what="the budgets" height={240}>
          {(data) => (data.length === 0 ? <NoBudgets /> : <BudgetTree budgets={data} openId={budgetId} />)}
        </Answered>
      </Page>
      {open === undefined ? null : <BudgetPanel key={open.id} budget={open} all={all} />}
      <BudgetDialog
        isOpen={opened === 'new'}
        parent={open}
        all={all}
        onClose={(id) => go('budgets', id ?? budgetId)}
      />
      <TemplateDialog isOpen={opened === 'template'} onClose={(id) => go('budgets', id ?? budgetId)} />
    </div>
  );
}

function findingOf(budgets: readonly BudgetAnswer[] | undefined): string {
  if (budgets === undefined) return 'Budgets';
  if (budgets.length === 0) return 'No budgets yet.';
  const over = budgets.filter(({ outlook }) => outlook === 'exceeded').length;
  const total = countText(budgets.length, 'budget', 'budgets');
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

function BudgetTree({
  budgets,
  openId,
}: {
  readonly budgets: readonly BudgetAnswer[];
  readonly openId: string | undefined;
}): ReactNode {
  const [view, setView] = useState<View>('figures');
  const [search, setSearch] = useState('');
  const [outlook, setOutlook] = useState<string | null>(null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const wanted = search.trim().toLowerCase();
  const rows = useMemo(
    () => treeRows(budgets, folded, filterOf(wanted, outlook)),
    [budgets, folded, wanted, outlook],
  );
  const toggle = (id: string, isExpanded: boolean): void => {
    const next = new Set(folded);
    if (isExpanded) next.delete(id);
    else next.add(id);
    setFolded(next);
  };
  return (
    <section className="panel flush">
      <header className="panel-head">
        <div className="row">
          <TextInput
            aria-label="Filter budgets"
            placeholder="Filter by name, id or owner"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            w={220}
          />
          <Select
            aria-label="Filter by outlook"
            placeholder="Any outlook"
            clearable
            data={[...BUDGET_STATUSES]}
            value={outlook}
            onChange={setOutlook}
            w={140}
          />
        </div>
        <SegmentedControl
          aria-label="Columns"
          value={view}
          onChange={(value) => setView(value)}
          data={[
            { value: 'figures', label: 'Figures' },
            { value: 'months', label: 'Months' },
          ]}
        />
      </header>
      <div className="panel-body">
        {view === 'figures' ? (
          <BudgetGrid rows={rows} folded={folded} onToggle={toggle} openId={openId} />
        ) : (
          <MonthGrid rows={rows} />
        )}
      </div>
    </section>
  );
}

/** Which budgets are shown; undefined where nothing is filtered. */
function filterOf(wanted: string, outlook: string | null): ((budget: BudgetAnswer) => boolean) | undefined {
  if (wanted === '' && outlook === null) return undefined;
  return (budget) =>
    (outlook === null || budget.outlook === outlook) &&
    `${budget.name} ${budget.id} ${budget.owner}`.toLowerCase().includes(wanted);
}
