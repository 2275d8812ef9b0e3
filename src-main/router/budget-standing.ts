import type { Budget } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { readBudgetsById, readBudgetIds } from '../store/budgets.ts';
import { firstOpenMonth } from '../store/open-month.ts';
import type { Reader } from '../store/reader.ts';
import { refreshAllToDate, refreshRollups } from '../store/rollups.ts';
import { readSettings } from '../store/settings.ts';
import { putStandings } from '../store/standing.ts';
import { putStandingAt, readStandingAt } from '../store/to-date.ts';
import type { RowChange, Writer } from '../store/writer.ts';
import { isQuiet } from './alert-evaluation.ts';
import { readFigures } from './budget-figures.ts';

/** Budgets whose figures are worked out at once; more would only hold more memory. */
const AT_ONCE = 2000;

/**
 * Keeps spend and standing of all budgets true after a write: the roll-ups first, then how those budgets stand whose plan,
 * spend or forecast it changed. On another day, or once a month is complete, that is all of them.
 */
export function followFigures(writer: Writer, changes: readonly RowChange[], today: Day): void {
  const asOf = readSettings(writer).asOf ?? today;
  const isMoved = moveDay(writer, asOf);
  refreshRollups(writer, changes);
  if (isMoved) refreshAllToDate(writer);
  const isForAll =
    isMoved || changes.some(({ table, key }) => table === 'setting' && key[0] === 'statusBounds');
  const ids = isForAll ? readBudgetIds(writer) : touched(writer, changes);
  for (let first = 0; first < ids.length; first += AT_ONCE)
    keepStanding(writer, readBudgetsById(writer, ids.slice(first, first + AT_ONCE)), asOf);
}

/** Whether figures kept of the workspace's day are those of this day. */
export function isStanding(reader: Reader, asOf: Day): boolean {
  const at = readStandingAt(reader);
  return at?.asOf === asOf && at.openMonth === firstOpenMonth(reader, asOf);
}

function moveDay(writer: Writer, asOf: Day): boolean {
  const openMonth = firstOpenMonth(writer, asOf);
  const at = readStandingAt(writer);
  if (at?.asOf === asOf && at.openMonth === openMonth) return false;
  putStandingAt(writer, { asOf, openMonth });
  return true;
}

function touched(writer: Writer, changes: readonly RowChange[]): string[] {
  const ids = new Set(writer.moved);
  for (const { table, key, before, after } of changes) {
    if (table === 'budget') ids.add(String(key[0]));
    if (table === 'forecast') ids.add(String(after?.['budget_id'] ?? before?.['budget_id']));
  }
  return [...ids];
}

function keepStanding(writer: Writer, budgets: readonly Budget[], asOf: Day): void {
  const figures = readFigures(writer, budgets, asOf);
  const { thresholds } = readSettings(writer);
  const standings = budgets.flatMap((budget) => {
    const known = figures.get(budget.id);
    return known === undefined ? [] : [[budget, known] as const];
  });
  putStandings(writer, standings);
  for (const [budget, known] of standings)
    if (isQuiet(budget, known, thresholds)) writer.quiet.add(budget.id);
}
