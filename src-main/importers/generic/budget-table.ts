/** Tells tables of budgets from tables of costs. */
import { foldName, type Header } from '../header.ts';
import type { Sample } from '../profile.ts';
import { ImportError } from '../types.ts';
import { filledCells, isAmountCell, share } from './cells.ts';

const BUDGET_NAMES = new Set(
  [
    'budget',
    'budgeted',
    'budget amount',
    'budgeted amount',
    'budget total',
    'planned',
    'plan',
    'plan amount',
    'planned amount',
    'planned cost',
    'budget cost',
    'target',
    'target amount',
    'appropriation',
    'appropriation type',
    'allocation amount',
    'haushalt',
    'planwert',
    'presupuesto',
    'bilancio',
    'orçamento',
    'preventivo',
  ].map(foldName),
);
const ACTUAL_NAMES = new Set(
  ['actual', 'actuals', 'actual amount', 'actual cost', 'ist', 'istwert', 'variance', 'forecast'].map(
    foldName,
  ),
);
const BUDGET_FILE = /budget|haushalt|presupuesto/i;

/** Whether the header speaks of budgets: a budget column beside an actual one, or without any cost column. */
export function isBudgetTable(header: Header, sample: Sample, hasAmount: boolean, isWide: boolean): boolean {
  const named = header.folded.flatMap((one, column) => (BUDGET_NAMES.has(one) ? [column] : []));
  // A column named “budget” that holds names tells which budget a cost belongs to.
  const budget = named.some((column) => {
    const cells = filledCells(sample, column);
    return cells.length === 0 || share(cells, isAmountCell) > 0.5;
  });
  const actual = header.folded.some((one) => ACTUAL_NAMES.has(one));
  if (budget && (actual || !hasAmount || isWide)) return true;
  const { name } = sample;
  const withoutActual = !/actual|ist-|spend|cost/i.test(name);
  return BUDGET_FILE.test(name) && withoutActual && (isWide || !hasAmount);
}

export function refuseBudgetTable(name: string): never {
  throw new ImportError(
    'budget_table',
    `${name} is a table of budgets, not of costs; import it with “headroom budget import ${name}”.`,
    { command: 'budget import' },
  );
}
