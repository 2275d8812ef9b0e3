/** The questions that a thread of its own can be asked. */
import { alertList } from './alert-list.ts';
import { rehearsal } from './alert-rehearsal.ts';
import { budgetList } from './budget-list.ts';
import { dimensionSums } from './dimension-sums.ts';
import type { Question } from './question.ts';
import { reportModel } from './report-model.ts';
import { tagKeys } from './tag-keys.ts';
import { trendAnalysis } from './trend-analysis.ts';
import { unmatchedCosts } from './unmatched-costs.ts';
import { varianceAnswer } from './variance-answer.ts';
import { workspaceCheck } from './workspace-check.ts';

const all: readonly Question<never, unknown>[] = [
  alertList,
  budgetList,
  dimensionSums,
  rehearsal,
  reportModel,
  tagKeys,
  trendAnalysis,
  unmatchedCosts,
  varianceAnswer,
  workspaceCheck,
];

export const questions: ReadonlyMap<string, Question<never, unknown>> = new Map(
  all.map((question) => [question.name, question]),
);
