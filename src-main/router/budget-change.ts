import { HeadroomError } from '#shared/contract/errors.ts';
import type { BudgetChange, BudgetInput } from '#shared/contract/budgets.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, fiscalYearStart, monthsBetween, type Day } from '#shared/domain/calendar.ts';
import { dimensionValue, type Dimension } from '#shared/domain/cost.ts';
import { splitByWeights, sumMicros, toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import { foldValue } from '#shared/engine/budgets/scope.ts';
import { putBudget, readBudget, readChildren } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { readSeries, visibleImports } from '../store/spend.ts';
import type { Writer } from '../store/writer.ts';
import { requireBudget } from './budget-tree.ts';

/** Creates a budget from what is stated, the rest inherited; refuses one that breaks a rule of the tree. */
export function createBudget(writer: Writer, input: BudgetInput, asOf: Day): Budget {
  const id = input.id ?? writer.nextId(input.type);
  if (readBudget(writer, id) !== undefined)
    throw new HeadroomError(
      'already_exists',
      `There is a budget "${id}" already; change it, or choose another id.`,
      { id },
    );
  const parent = input.parentId == null ? null : requireBudget(writer, input.parentId);
  const settings = readSettings(writer);
  const startMonth =
    input.startMonth ?? parent?.startMonth ?? fiscalYearStart(asOf, settings.fiscalYearStart);
  const months = input.months ?? parent?.months ?? 12;
  const amount = input.amount ?? ZERO;
  const explicit = input.scope ?? null;
  const budget: Budget = {
    id,
    name: input.name,
    type: input.type,
    parentId: parent?.id ?? null,
    owner: input.owner ?? '',
    currency: input.currency ?? parent?.currency ?? settings.currency,
    costBasis: input.costBasis ?? parent?.costBasis ?? 'billed',
    amount,
    startMonth,
    months,
    phasing: (input.phasing ?? { kind: 'even' }) as Budget['phasing'],
    plan: planOf(amount, months),
    scope: (explicit ?? impliedScope(writer, input.type, input.name, id)) as Budget['scope'],
    scopeKind: explicit === null ? 'implied' : 'explicit',
    rollover: (input.rollover ?? null) as Budget['rollover'],
    thresholds: (input.thresholds ?? null) as Budget['thresholds'],
    tags: input.tags ?? {},
    notes: input.notes ?? '',
    revision: 1,
  };
  checkAgainstParent(writer, budget);
  putBudget(writer, budget);
  return requireBudget(writer, id);
}

/** Changes the fields that are named; `null` puts an optional one back. */
export function changeBudget(writer: Writer, id: string, change: BudgetChange, _asOf: Day): Budget {
  const before = requireBudget(writer, id);
  const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const { reason: _reason, ...fields } = named as BudgetChange;
  const amount = fields.amount ?? before.amount;
  const months = fields.months ?? before.months;
  const after = { ...before, ...fields, amount, months, plan: planOf(amount, months) } as Budget;
  checkAgainstParent(writer, after);
  putBudget(writer, after);
  return requireBudget(writer, id);
}

function planOf(amount: Micros, months: number): Micros[] {
  return splitByWeights(
    amount,
    Array.from({ length: months }, () => 1n),
  );
}

/** A team, project, service or region is what carries its name; where the data know no such name, its id without the type. */
function impliedScope(reader: Reader, type: BudgetInput['type'], name: string, id: string): Budget['scope'] {
  if (type === 'organization') return [];
  const dimension: Dimension = type;
  const { tagMapping } = readSettings(reader);
  const values = new Set(
    readSeries(reader, visibleImports(reader)).map((series) =>
      foldValue(dimensionValue(series, dimension, tagMapping)),
    ),
  );
  const short = id.startsWith(`${type}-`) ? id.slice(type.length + 1) : id;
  const value = !values.has(foldValue(name)) && values.has(foldValue(short)) ? short : name;
  return [{ dimension, op: 'in', values: [value] }];
}

function checkAgainstParent(reader: Reader, budget: Budget): void {
  if (budget.parentId === null) return;
  const parent = requireBudget(reader, budget.parentId);
  if (parent.currency !== budget.currency) {
    throw new HeadroomError(
      'rule_broken',
      `"${budget.name}" is in ${budget.currency}, but "${parent.name}" above it in ${parent.currency}.`,
      { rule: 'currency' },
    );
  }
  const offset = monthsBetween(parent.startMonth, budget.startMonth);
  if (offset < 0 || offset + budget.months > parent.months) {
    const end = addMonths(parent.startMonth, parent.months - 1);
    throw new HeadroomError(
      'rule_broken',
      `"${budget.name}" must lie inside the period ${parent.startMonth} to ${end} of "${parent.name}".`,
      { rule: 'period' },
    );
  }
  const siblings = readChildren(reader, parent.id).filter(({ id }) => id !== budget.id);
  const total = sumMicros([...siblings, budget].map(({ amount }) => amount));
  if (total > parent.amount) {
    const over = toMicros(total - parent.amount);
    throw new HeadroomError(
      'rule_broken',
      `"${budget.name}" would take ${Number(over) / 1e6} ${parent.currency} more than "${parent.name}" has left.`,
      { rule: 'amount' },
    );
  }
}
