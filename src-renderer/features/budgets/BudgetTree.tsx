import { useMemo, useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue, useElementSize } from '@mantine/hooks';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { Month } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { shortMonthText } from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { usePreferences } from '../../session/preferences.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';
import { ColumnChoice } from './ColumnChoice.tsx';
import { ListingChips, ListingFields } from './ListingFields.tsx';
import { BudgetTreeGrid } from './grid/BudgetTreeGrid.tsx';
import {
  CHOOSABLE,
  figureColumns,
  fitting,
  monthColumn,
  monthsOf,
  type ColumnSet,
  type GridColumn,
} from './grid/columns.tsx';
import type { TreeRow } from './grid/tree-rows.ts';
import { useFoundRows, useTreeRows } from './grid/use-rows.ts';
import { isListed, type UsedListing } from './use-listing.ts';

/** A tree of so many budgets opens whole; of a larger one only the roots are unfolded. */
const OPENS_WHOLE = 300;
/** More budgets than this are not unfolded at one touch. */
const MOST_UNFOLDED = 10_000;
/** Months side by side; of a longer plan twelve at a time. */
const MONTHS_SHOWN = 12;

const VIEWS = [
  { value: 'figures', label: 'Figures' },
  { value: 'months', label: 'Months' },
] as const;

/** The tree with its tools: what is shown of it, and in which columns. */
export function BudgetTree({
  total,
  openId,
  listing,
}: {
  readonly total: number;
  readonly openId: string | undefined;
  readonly listing: UsedListing;
}): ReactNode {
  const [view, setView] = useState<ColumnSet>('figures');
  const [reason, setReason] = useState('');
  const [asked] = useDebouncedValue(listing.listing, 120);
  const { go } = usePlace();
  const folding = useFolding(total);
  const isFlat = isListed(asked);
  const tree = useTreeRows(folding.isUnfolded);
  const found = useFoundRows(asked, isFlat);
  const shown = isFlat ? found : tree;
  const { months, from, page, setFrom } = useMonthPage(shown.data);
  return (
    <section className="panel flush">
      <header className="panel-head">
        <ListingFields listing={listing.listing} owners={ownersOf(tree.data)} onChange={listing.change} />
        <div className="row">
          {view === 'months' && months.length > MONTHS_SHOWN ? (
            <MonthPager months={months} from={from} onGo={setFrom} />
          ) : null}
          {view === 'months' ? (
            <TextInput
              aria-label="Why amounts are changed, kept with the revisions"
              placeholder="Reason, if any"
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              w={124}
            />
          ) : null}
          {isFlat || total > MOST_UNFOLDED ? null : (
            <Button variant="subtle" onClick={folding.toggleAll}>
              {folding.isWhole ? 'Fold all' : 'Unfold all'}
            </Button>
          )}
          <ColumnChoice view={view} />
          <SegmentedControl aria-label="Columns" value={view} onChange={setView} data={[...VIEWS]} />
        </div>
        <ListingChips listing={listing.listing} onChange={listing.change} />
      </header>
      <div className="panel-body">
        <Answered query={shown} what="the budgets" height={240}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState
                title="No budget matches the filter"
                actions={
                  <Button variant="default" onClick={listing.clear}>
                    Show all budgets
                  </Button>
                }
              />
            ) : (
              <Grid
                {...{ rows, view, openId, isFlat }}
                reason={view === 'months' ? reason : ''}
                onOpen={(budgetId) => go('budgets', budgetId, listing.view)}
                months={view === 'months' ? page : NO_MONTHS}
                onToggle={folding.toggle}
                readMore={isFlat ? found.readMore : undefined}
              />
            )
          }
        </Answered>
      </div>
    </section>
  );
}

const NO_MONTHS: readonly Month[] = [];

function Grid({
  rows,
  view,
  months,
  openId,
  isFlat,
  onOpen,
  onToggle,
  readMore,
  reason,
}: {
  readonly rows: readonly TreeRow[];
  readonly view: ColumnSet;
  readonly months: readonly Month[];
  readonly openId: string | undefined;
  readonly isFlat: boolean;
  readonly onOpen: (budgetId: string) => void;
  readonly onToggle: (budgetId: string, isExpanded: boolean) => void;
  readonly readMore: (() => void) | undefined;
  readonly reason: string;
}): ReactNode {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const nameWidth = width < 760 ? 206 : 220;
  const columns = useColumns(rows, view, months);
  const shown = useMemo(
    () => (width === 0 || view === 'months' ? columns : fitting(columns, nameWidth, width)),
    [columns, nameWidth, width, view],
  );
  const move = useMutation(
    useQueries().budgets.update.mutationOptions({
      onSuccess: ({ data }) => sayDone(`${data.name} moved.`),
      onError: sayFailed,
    }),
  );
  return (
    <div ref={ref}>
      <BudgetTreeGrid
        {...{ rows, nameWidth, openId, isFlat, onOpen, onToggle, readMore, reason }}
        columns={shown}
        onMove={(budgetId, parentId) => move.mutate({ budgetId, parentId, reason: 'Moved' })}
      />
    </div>
  );
}

/** Who owns the budgets in sight. */
function ownersOf(rows: readonly TreeRow[] | undefined): readonly string[] {
  return [...new Set((rows ?? []).map(({ budget }) => budget.owner))].filter((owner) => owner !== '').sort();
}

/** The chosen columns of figures, then the months. */
function useColumns(
  rows: readonly TreeRow[],
  view: ColumnSet,
  months: readonly Month[],
): readonly GridColumn[] {
  const { preferences } = usePreferences();
  const chosen = preferences.budgetColumns?.[view];
  const currency = rows[0]?.budget.currency;
  const isMixed = rows.some(({ budget }) => budget.currency !== currency);
  return useMemo(() => {
    const wanted =
      chosen ??
      CHOOSABLE.filter(({ sets }) => (sets as readonly ColumnSet[]).includes(view)).map(({ key }) => key);
    const figures = figureColumns(isMixed ? undefined : currency).filter(
      ({ key }) => wanted.includes(key) || (isMixed && key === 'currency'),
    );
    return [...figures, ...months.map(monthColumn)];
  }, [chosen, view, months, currency, isMixed]);
}

interface Folding {
  readonly isUnfolded: (budget: BudgetAnswer, level: number) => boolean;
  readonly toggle: (budgetId: string, isExpanded: boolean) => void;
  /** Whether everything is unfolded but what was folded since. */
  readonly isWhole: boolean;
  readonly toggleAll: () => void;
}

function useFolding(total: number): Folding {
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [whole, setWhole] = useState<boolean | null>(null);
  const isWhole = whole ?? total <= OPENS_WHOLE;
  return {
    isWhole,
    isUnfolded: ({ id }, level) => chosen.get(id) ?? (isWhole || (whole === null && level === 1)),
    toggle: (id, isExpanded) => setChosen(new Map(chosen).set(id, isExpanded)),
    toggleAll: () => {
      setChosen(new Map());
      setWhole(!isWhole);
    },
  };
}

/** The months of the budgets in sight, and those of them that are shown. */
function useMonthPage(rows: readonly TreeRow[] | undefined) {
  const [first, setFrom] = useState(0);
  const months = useMemo(() => monthsOf((rows ?? []).map(({ budget }) => budget)), [rows]);
  const from = Math.min(first, Math.max(0, months.length - 1));
  const page = useMemo(() => months.slice(from, from + MONTHS_SHOWN), [months, from]);
  return { months, from, page, setFrom };
}

function MonthPager({
  months,
  from,
  onGo,
}: {
  readonly months: readonly Month[];
  readonly from: number;
  readonly onGo: (from: number) => void;
}): ReactNode {
  const last = Math.min(months.length, from + MONTHS_SHOWN) - 1;
  return (
    <div className="row" role="group" aria-label="Months shown">
      <button
        type="button"
        className="icon-link"
        aria-label="Earlier months"
        disabled={from === 0}
        onClick={() => onGo(Math.max(0, from - MONTHS_SHOWN))}
      >
        <ChevronLeft size={16} aria-hidden="true" />
      </button>
      <span className="label">
        {shortMonthText(months[from] ?? '')} – {shortMonthText(months[last] ?? '')}
      </span>
      <button
        type="button"
        className="icon-link"
        aria-label="Later months"
        disabled={last >= months.length - 1}
        onClick={() => onGo(from + MONTHS_SHOWN)}
      >
        <ChevronRight size={16} aria-hidden="true" />
      </button>
    </div>
  );
}
