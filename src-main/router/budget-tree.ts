import type { Budget } from '#shared/domain/budget.ts';
import { notFound } from '#shared/contract/errors.ts';
import { readAncestorIds, readBudget, readSubtreeIds } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';

/** The budget with an id, or a refusal that says so. */
export function requireBudget(reader: Reader, id: string): Budget {
  const budget = readBudget(reader, id);
  if (budget === undefined) throw notFound('budget', id, '"budget list"');
  return budget;
}

/** The budget at the top of the tree a budget stands in. */
export function rootOf(reader: Reader, budget: Budget): Budget {
  const rootId = readAncestorIds(reader, budget.id).at(-1);
  return rootId === undefined ? budget : requireBudget(reader, rootId);
}

/** The ids of a budget and of all below it. */
export function readSubtree(reader: Reader, id: string): string[] {
  return readSubtreeIds(reader, id);
}
