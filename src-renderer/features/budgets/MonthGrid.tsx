/**
 * The plan by month, edited in place: type to replace, Enter to keep, Escape to leave; a row copied from a spreadsheet is pasted
 * from the cell on; Ctrl or ⌘ R fills the rest of the row with the cell's amount.
 */
import { useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { monthRange, toMonth } from '#shared/domain/calendar.ts';
import type { Micros } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { amountText, microsOf, shortMonthText } from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { EmptyState } from '../../ui/States.tsx';
import { amountOf, monthChange, parseCells } from './month-plan.ts';
import type { TreeRow } from './tree-rows.ts';

/** Rows mounted at once; the filter narrows what is more. */
const SHOWN_ROWS = 60;

export function MonthGrid({ rows }: { readonly rows: readonly TreeRow[] }): ReactNode {
  const first = rows[0]?.budget;
  const update = useMutation(
    useQueries().budgets.update.mutationOptions({
      onSuccess: ({ data }) => sayDone(`${data.name}: plan changed.`),
      onError: sayFailed,
    }),
  );
  if (first === undefined) return <EmptyState title="No budget matches the filter" />;
  const months = monthRange(toMonth(first.startMonth), first.months);
  const samePeriod = rows.filter(
    ({ budget }) => budget.startMonth === first.startMonth && budget.months === first.months,
  );
  const put = (budget: BudgetAnswer, month: number, amounts: readonly Micros[]): void =>
    update.mutate({
      budgetId: budget.id,
      expectedRevision: budget.revision,
      reason: 'Plan by month',
      ...monthChange(budget.plan.map(microsOf), month, amounts),
    });
  return (
    <div className="table-scroll" role="region" aria-label="Plan by month" tabIndex={0}>
      <table className="table month-grid" role="grid" aria-label="Plan by month">
        <thead>
          <tr>
            <th scope="col">Budget, {first.currency}</th>
            {months.map((month) => (
              <th key={month} scope="col" className="number">
                {shortMonthText(month)}
              </th>
            ))}
            <th scope="col" className="number">
              Total
            </th>
          </tr>
        </thead>
        <tbody>
          {samePeriod.slice(0, SHOWN_ROWS).map(({ budget, level }) => (
            <tr key={budget.id}>
              <th scope="row" style={{ paddingLeft: level * 16 }}>
                {budget.name}
              </th>
              {budget.plan.map((amount, month) => (
                <MonthCell
                  key={months[month]}
                  label={`${budget.name}, ${shortMonthText(months[month] ?? '')}`}
                  text={amountText(amount)}
                  onPut={(amounts) => put(budget, month, amounts)}
                  restOfRow={budget.plan.length - month}
                  value={microsOf(amount)}
                />
              ))}
              <td className="number strong">{amountText(budget.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {samePeriod.length > SHOWN_ROWS ? (
        <p className="quiet table-note">
          {SHOWN_ROWS} of {samePeriod.length} budgets; the filter finds the others.
        </p>
      ) : null}
    </div>
  );
}

function MonthCell({
  label,
  text,
  value,
  restOfRow,
  onPut,
}: {
  readonly label: string;
  readonly text: string;
  readonly value: Micros;
  readonly restOfRow: number;
  readonly onPut: (amounts: readonly Micros[]) => void;
}): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const keep = (): void => {
    const amount = draft === null ? undefined : amountOf(draft);
    setDraft(null);
    if (amount !== undefined && amount !== value) onPut([amount]);
  };
  const handleKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') keep();
    if (event.key === 'Escape') setDraft(null);
    if (event.key.toLowerCase() === 'r' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onPut(Array.from({ length: restOfRow }, () => value));
    }
    moveBetweenCells(event);
  };
  const handlePaste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const amounts = parseCells(event.clipboardData.getData('text/plain'));
    if (amounts === undefined || amounts.length < 2) return;
    event.preventDefault();
    setDraft(null);
    onPut(amounts);
  };
  return (
    <td className="number month-cell" role="gridcell">
      <input
        aria-label={label}
        inputMode="decimal"
        value={draft ?? text}
        aria-invalid={draft !== null && amountOf(draft) === undefined ? true : undefined}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={handleKey}
        onPaste={handlePaste}
      />
    </td>
  );
}

/** Up and down go to the same month of the next budget, as in a spreadsheet. */
function moveBetweenCells(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Enter') return;
  const cell = event.currentTarget.closest('td');
  const row = cell?.parentElement;
  const next = event.key === 'ArrowUp' ? row?.previousElementSibling : row?.nextElementSibling;
  const target =
    cell === null || cell === undefined ? null : next?.children[cell.cellIndex]?.querySelector('input');
  if (target === null || target === undefined) return;
  event.preventDefault();
  target.focus();
}
