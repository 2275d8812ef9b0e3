import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { sayDone } from '../../session/notices.ts';
import { saveFile } from '../../session/save-file.ts';
import type { Draft } from './draft.ts';
import type { Evaluation } from './evaluate.ts';
import { draftOfFile, givesTheSame, parseScenarioFile, scenarioFile } from './scenario-file.ts';

interface Levers {
  readonly node: BudgetAnswer;
  /** What the file is called. */
  readonly name: string;
  readonly current: () => Draft;
  readonly evaluated: (draft: Draft) => Promise<Evaluation | undefined>;
  readonly onOpen: (draft: Draft) => void;
}

/** Reads levers from a file, and says whether they give here what they gave there; writes levers with what they give. */
export function useScenarioFile({ node, name, current, evaluated, onOpen }: Levers): {
  readonly read: (chosen: File | undefined) => Promise<void>;
  readonly write: () => Promise<void>;
} {
  const read = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return;
    const found = parseScenarioFile(await chosen.text());
    const next = draftOfFile(found);
    onOpen(next);
    const here = await evaluated(next);
    sayDone(
      here !== undefined && givesTheSame(found, here)
        ? `${found.name} opened; it gives the same figures as when it was written.`
        : `${found.name} opened; the figures differ from those in the file, because budget, data or day are others.`,
    );
  };
  const write = async (): Promise<void> => {
    const draft = current();
    const now = await evaluated(draft);
    if (now === undefined) return;
    const text = JSON.stringify(scenarioFile(name, node, draft, now), null, 2);
    saveFile(`${name}.scenario.json`, new Blob([text], { type: 'application/json' }));
  };
  return { read, write };
}
