/** A scenario as a file: its levers and the figures they gave, so that whoever opens it sees whether the figures are the same. */
import { toUnits } from '#shared/domain/money.ts';
import type { LeversInput } from '../../charts/planned.ts';
import { draftOfLevers, leversOf, type Draft } from './draft.ts';
import type { Evaluation } from './evaluate.ts';

const KIND = 'headroom-scenario';

export interface ScenarioFile {
  readonly kind: typeof KIND;
  readonly version: 1;
  readonly name: string;
  readonly budgetId: string;
  readonly quantile: number;
  readonly levers: LeversInput;
  readonly figures: {
    readonly currency: string;
    readonly atCompletion: number;
    readonly budget: number;
    readonly probability: number;
    readonly medianDate: string | null;
  };
}

export function scenarioFile(
  name: string,
  budget: { readonly id: string; readonly currency: string },
  draft: Draft,
  now: Evaluation,
): ScenarioFile {
  return {
    kind: KIND,
    version: 1,
    name,
    budgetId: budget.id,
    quantile: draft.quantile,
    levers: leversOf(draft),
    figures: {
      currency: budget.currency,
      atCompletion: toUnits(now.outcome.atCompletion),
      budget: now.amount,
      probability: now.outcome.probability,
      medianDate: now.outcome.medianDate,
    },
  };
}

/** Reads a scenario's file. Not one: an error that says so. */
export function parseScenarioFile(text: string): ScenarioFile {
  const value = parseJson(text);
  const file = value as Partial<ScenarioFile> | null;
  if (typeof value !== 'object' || file?.kind !== KIND || typeof file.levers !== 'object')
    throw new Error('This file holds no Headroom scenario.');
  if (file.version !== 1) throw new Error('This scenario was written by a newer Headroom; open it there.');
  return file as ScenarioFile;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('This file holds no Headroom scenario: it is not JSON.');
  }
}

export function draftOfFile(file: ScenarioFile): Draft {
  return draftOfLevers(file.levers, file.quantile);
}

/** Whether the levers give here what they gave where the file was written. */
export function givesTheSame(file: ScenarioFile, now: Evaluation): boolean {
  return (
    file.figures.atCompletion === toUnits(now.outcome.atCompletion) &&
    file.figures.probability === now.outcome.probability
  );
}
