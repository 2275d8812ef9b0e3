import { memo, useRef, useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import type { ScenarioAnswer } from '../../session/baseline.ts';
import { RenameDialog } from './RenameDialog.tsx';
import { BASE, draftOf, type Draft } from './draft.ts';
import type { Evaluation } from './evaluate.ts';
import { useScenarioFile } from './use-scenario-file.ts';

/** Opens, duplicates, deletes, writes and reads scenarios. */
export const ScenarioMenu = memo(function ScenarioMenu({
  node,
  scenarioId,
  isChanged,
  current: currentDraft,
  evaluated,
  onOpen,
}: {
  readonly node: BudgetAnswer;
  readonly scenarioId: string | null;
  /** Whether the levers moved since that scenario was opened or saved. */
  readonly isChanged: boolean;
  /** The levers as they stand; the menu is not drawn again when they move. */
  readonly current: () => Draft;
  /** What a draft comes to, with the shares of its parts as the backend resolves them. */
  readonly evaluated: (draft: Draft) => Promise<Evaluation | undefined>;
  readonly onOpen: (draft: Draft) => void;
}): ReactNode {
  const queries = useQueries();
  const scenarios = useQuery(queries.scenarios.list.queryOptions({ input: {} })).data?.data ?? [];
  const [renamed, setRenamed] = useState<ScenarioAnswer | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const current = scenarios.find(({ id }) => id === scenarioId);
  const name = current?.name ?? 'Scenario';
  const { duplicate, remove } = useChanges(current, currentDraft, onOpen);
  const { read, write } = useScenarioFile({ node, name, current: currentDraft, evaluated, onOpen });
  return (
    <>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        onChange={(event) => {
          read(event.currentTarget.files?.[0]).catch(sayFailed);
          event.currentTarget.value = '';
        }}
      />
      <Menu position="bottom-end" width={320}>
        <Menu.Target>
          <Button variant="default" rightSection={<ChevronDown size={14} />}>
            {current === undefined ? 'Scenarios' : isChanged ? `${current.name}, changed` : current.name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Start from</Menu.Label>
          <Menu.Item onClick={() => onOpen(BASE)}>Base</Menu.Item>
          {scenarios.map((scenario) => (
            <Menu.Item key={scenario.id} onClick={() => onOpen(draftOf(scenario))}>
              {scenario.name}
              <span className="menu-note">{scenario.definition}</span>
            </Menu.Item>
          ))}
          {current === undefined ? null : (
            <>
              <Menu.Label>{current.name}</Menu.Label>
              <OwnItems
                scenario={current}
                onDuplicate={() => duplicate(scenarios.map((one) => one.name))}
                onRename={() => setRenamed(current)}
                onRemove={remove}
              />
            </>
          )}
          <Menu.Label>These levers</Menu.Label>
          <Menu.Item onClick={() => void write().catch(sayFailed)}>Export as a file</Menu.Item>
          <Menu.Item onClick={() => file.current?.click()}>Import a file…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {renamed === null ? null : <RenameDialog scenario={renamed} onClose={() => setRenamed(null)} />}
    </>
  );
});

/** What can be done with the scenario that is open. */
function OwnItems({
  scenario: { name, builtIn },
  onDuplicate,
  onRename,
  onRemove,
}: {
  readonly scenario: ScenarioAnswer;
  readonly onDuplicate: () => void;
  readonly onRename: () => void;
  readonly onRemove: () => void;
}): ReactNode {
  return (
    <>
      <Menu.Item onClick={onDuplicate}>Duplicate {name}</Menu.Item>
      <Menu.Item onClick={onRename}>Rename {name}…</Menu.Item>
      <Menu.Item onClick={onRemove}>
        {builtIn ? `Put ${name} back to its preset` : `Delete ${name}`}
      </Menu.Item>
    </>
  );
}

/** Duplicates and deletes the scenario that is open; the levers stay as they stand. */
function useChanges(
  scenario: ScenarioAnswer | undefined,
  currentDraft: () => Draft,
  onOpen: (draft: Draft) => void,
): { readonly duplicate: (taken: readonly string[]) => void; readonly remove: () => void } {
  const queries = useQueries();
  const save = useMutation(
    queries.scenarios.save.mutationOptions({
      onSuccess: ({ data }) => {
        sayDone(`${data.name} saved.`);
        onOpen({ ...currentDraft(), scenarioId: data.id });
      },
      onError: sayFailed,
    }),
  );
  const remove = useMutation(
    queries.scenarios.remove.mutationOptions({
      onSuccess: () => {
        sayDone(
          scenario?.builtIn === true ? 'Back to its preset.' : 'Scenario deleted; undo brings it back.',
        );
        onOpen({ ...currentDraft(), scenarioId: null });
      },
      onError: sayFailed,
    }),
  );
  return {
    duplicate: (taken) => {
      if (scenario === undefined) return;
      save.mutate({
        name: copyName(scenario.name, taken),
        budgetId: scenario.budgetId,
        quantile: scenario.quantile,
        levers: scenario.levers ?? {},
        notes: scenario.notes,
      });
    },
    remove: () => {
      if (scenario !== undefined) remove.mutate({ id: scenario.id });
    },
  };
}

/** `Plan copy`, `Plan copy 2`: a name that is not taken. */
function copyName(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const next = number === 1 ? `${name} copy` : `${name} copy ${number}`;
    if (!taken.includes(next)) return next;
  }
}
