import { addMonths, monthOf, monthsBetween, type Day, type Month } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { fromUnits, money, toUnits } from '#shared/domain/money.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { OneOffAnswer } from '#shared/contract/one-offs.ts';
import { heldBackMonths, treatedMonths, type Adjustment } from '#shared/engine/forecast/index.ts';
import { median } from '#shared/engine/forecast/line.ts';
import { analyzeTrend } from '#shared/engine/trends/index.ts';
import {
  putOneOffChoice,
  readOneOffChoices,
  readOneTimeCharges,
  removeOneOffChoice,
  type OneOffChoice,
} from '../store/one-offs.ts';
import type { Reader } from '../store/reader.ts';
import { countingPortions } from '../store/spend.ts';
import { readHistory, type BudgetHistory } from './budget-history.ts';
import { readSubtree, requireBudget } from './budget-tree.ts';
import {
  choicesFor,
  filledValues,
  placeOf,
  readTreatments,
  readValues,
  valuesWithGaps,
} from './one-off-choices.ts';
import { answerOf, asOfOf, procedures, readerOf, writeFor } from './context.ts';

type What = OneOffChoice['what'];
type Reason = OneOffAnswer['reasons'][number];

/** Every month that stands out or was decided about, newest first. */
function readOneOffs(reader: Reader, budget: Budget, asOf: Day): OneOffAnswer[] {
  const history = readHistory(reader, budget, asOf);
  const { startMonth } = history;
  const values = history.values.map(toUnits);
  const heldBack = heldBackMonths({ values: valuesWithGaps(history), startMonth });
  const held = new Set(heldBack.map(({ index }) => index));
  const choices = choicesFor(reader, budget.id);
  const reasons = findReasons(reader, budget, history, heldBack);
  for (const choice of choices.values()) {
    const place = placeOf(choice.month, choice.what);
    const index = monthsBetween(startMonth, choice.month);
    if (!reasons.has(place) && index >= 0 && index < values.length)
      reasons.set(place, [{ kind: 'chosen', amount: null }]);
  }
  const taken = treatedMonths({
    values: readValues(reader, budget, history),
    startMonth,
    treatments: readTreatments(reader, budget, history),
  });
  return [...reasons]
    .map(([place, found]): OneOffAnswer => {
      const [month, what] = place.split(' ') as [Month, What];
      const index = monthsBetween(startMonth, month);
      const choice = choices.get(place);
      const shown = what === 'level' ? index - 1 : index;
      const isOut = what === 'month' && (held.has(index) || history.gaps.has(month));
      const automatic = isOut ? 'exclude' : 'keep';
      return {
        month,
        what,
        reasons: found,
        spent: money(fromUnits(values[index] ?? 0), budget.currency),
        taken: money(fromUnits(taken[shown] ?? 0), budget.currency),
        treatment: choice?.treatment ?? automatic,
        by: choice?.by ?? null,
        at: choice?.at ?? null,
        note: choice?.note ?? '',
        inheritedFrom: choice === undefined || choice.budgetId === budget.id ? null : choice.budgetId,
      };
    })
    .sort((a, b) => (placeOf(a.month as Month, a.what) < placeOf(b.month as Month, b.what) ? 1 : -1));
}

const KINDS: Readonly<Record<string, Reason['kind']>> = {
  Purchase: 'purchase',
  Credit: 'credit',
  Adjustment: 'adjustment',
};
/** Charges without usage are told from this share of the month on; below it, they are small change. */
const LEAST_CHARGE = 0.02;
/** Charges of one category that come in so many months come as a rule, unless one is so many times the usual. */
const A_RULE = 3;
const FAR_ABOVE = 3;

function findReasons(
  reader: Reader,
  budget: Budget,
  history: BudgetHistory,
  heldBack: readonly Adjustment[],
): Map<string, Reason[]> {
  const { startMonth } = history;
  const reasons = new Map<string, Reason[]>();
  const add = (month: Month, what: What, kind: Reason['kind'], units: number): void => {
    const place = placeOf(month, what);
    reasons.set(place, [
      ...(reasons.get(place) ?? []),
      { kind, amount: money(fromUnits(units), budget.currency) },
    ]);
  };
  const trend = analyzeTrend({ values: filledValues(history), start: startMonth });
  const spikes = new Map(trend.spikes.map(({ date, amount }) => [monthOf(date), amount]));
  for (const { index, from, to } of heldBack) {
    const month = addMonths(startMonth, index);
    if (!spikes.has(month)) spikes.set(month, (from ?? 0) - to);
  }
  for (const [month, amount] of spikes) add(month, 'month', 'outlier', amount);
  for (const month of history.gaps) reasons.set(placeOf(month, 'month'), [{ kind: 'missing', amount: null }]);
  for (const { month, kind, units } of singleCharges(reader, budget, history))
    add(month, 'month', kind, units);
  for (const { date, amount } of trend.shifts) add(monthOf(date), 'level', 'step', amount);
  return reasons;
}

/** Charges without usage that do not come as a rule, where they are a part of the month that one sees. */
function singleCharges(
  reader: Reader,
  budget: Budget,
  history: BudgetHistory,
): { month: Month; kind: Reason['kind']; units: number }[] {
  const { startMonth, values } = history;
  const charges = readOneTimeCharges(
    reader,
    readSubtree(reader, budget.id),
    budget.costBasis,
    countingPortions(reader),
  ).map(({ month, category, amount }) => ({
    month,
    category,
    units: toUnits(amount),
    spent: values[monthsBetween(startMonth, month)],
  }));
  const seen = charges.filter(
    ({ units, spent }) => spent !== undefined && Math.abs(units) > LEAST_CHARGE * Math.abs(toUnits(spent)),
  );
  return [...Map.groupBy(seen, ({ category }) => category).values()]
    .flatMap((group) => {
      const usual = median(Float64Array.from(group, ({ units }) => Math.abs(units)));
      return group.length < A_RULE ? group : group.filter(({ units }) => Math.abs(units) > FAR_ABOVE * usual);
    })
    .map(({ month, category, units }) => ({ month, kind: KINDS[category] ?? 'adjustment', units }));
}

function requireMonth(budget: Budget, history: BudgetHistory, month: Month): void {
  const index = monthsBetween(history.startMonth, month);
  if (index >= 0 && index < history.values.length) return;
  const known =
    history.values.length === 0
      ? 'it has no complete month yet'
      : `its complete months are ${history.startMonth} to ${addMonths(history.nextMonth, -1)}`;
  throw new HeadroomError(
    'invalid_input',
    `"month": ${month} is no complete month of "${budget.name}"; ${known}.`,
    {
      issues: [{ path: 'month' }],
    },
  );
}

const DONE = { exclude: 'Exclude', keep: 'Keep', automatic: 'Leave to the engine' } as const;

export const oneOffs = {
  list: procedures.oneOffs.list.handler(({ input, context }) => {
    const reader = readerOf(context);
    return { data: readOneOffs(reader, requireBudget(reader, input.budgetId), asOfOf(context, input.asOf)) };
  }),
  treat: procedures.oneOffs.treat.handler(({ input, context }) => {
    const { budgetId, month, treatment, dryRun } = input;
    const what = input.what ?? 'month';
    const asOf = asOfOf(context, input.asOf);
    const budget = requireBudget(readerOf(context), budgetId);
    requireMonth(budget, readHistory(readerOf(context), budget, asOf), month);
    const request = {
      operation: 'oneOffs.treat',
      label: `${DONE[treatment]} ${what === 'level' ? 'the step of ' : ''}${month} in forecasts of ${budget.name}`,
      dryRun,
    };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => {
        if (treatment === 'automatic') removeOneOffChoice(writer, { budgetId, month, what });
        else {
          const { actor, at } = writer.by;
          const before = readOneOffChoices(writer, [budgetId]).find(
            (choice) => choice.month === month && choice.what === what,
          );
          const note = input.note ?? before?.note ?? '';
          putOneOffChoice(writer, { budgetId, month, what, treatment, note, by: actor, at });
        }
      },
      (reader) => readOneOffs(reader, budget, asOf),
    );
    return answerOf(result, dryRun, changes);
  }),
};
