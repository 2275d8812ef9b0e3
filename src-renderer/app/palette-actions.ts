/** Everything that can be done without a form, as commands of the palette; what needs a form is opened. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMantineColorScheme } from '@mantine/core';
import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight';
import { useBackend } from '../client/backend.tsx';
import { bytesText, countText, dayText } from '../format/style.ts';
import { useUndo } from '../session/actions.ts';
import { sayDone, sayFailed } from '../session/notices.ts';
import { PERIOD_KINDS, PERIOD_WORDS } from '../session/period.ts';
import { usePlace } from '../session/place.ts';
import { usePreferences } from '../session/preferences.tsx';
import { useWorkspaceSwitch } from '../session/switch-workspace.ts';
import { useKnownDay, usePastReason, useWorkspace } from '../session/workspace.ts';

const action = (id: string, label: string, onClick: () => void): SpotlightActionData => ({
  id,
  label,
  onClick,
});

/** Commands that change the workspace: where nothing is changed they stand there with the reason, and cannot be chosen. */
function useWrites(actions: readonly SpotlightActionData[]): SpotlightActionData[] {
  const pastReason = usePastReason();
  return pastReason === null
    ? [...actions]
    : actions.map((each) => ({ ...each, description: pastReason, disabled: true }));
}

/** The commands in their groups, the most usual first. */
export function useActions(): SpotlightActionGroupData[] {
  return [
    { group: 'Actions', actions: [...useSteps(), ...useForms(), ...useWork()] },
    { group: 'View', actions: useView() },
    { group: 'Workspaces', actions: useWorkspaces() },
  ];
}

function useSteps(): SpotlightActionData[] {
  const workspace = useWorkspace();
  const { undo, redo } = useUndo();
  const [undoLabel, redoLabel] = [workspace?.undo ?? null, workspace?.redo ?? null];
  return useWrites([
    ...(undoLabel === null ? [] : [action('undo', `Undo: ${undoLabel}`, undo)]),
    ...(redoLabel === null ? [] : [action('redo', `Redo: ${redoLabel}`, redo)]),
  ]);
}

function useForms(): SpotlightActionData[] {
  const { go } = usePlace();
  return [
    action('import', 'Import an export', () => go('imports')),
    action('workflow', 'Run a workflow', () => go('imports', undefined, 'workflow')),
    action('new-budget', 'Create a budget', () => go('budgets', undefined, 'new')),
    action('budget-file', 'Read budgets from a file', () => go('budgets', undefined, 'file')),
    action('template', 'Start from a template', () => go('budgets', undefined, 'template')),
    action('approval', 'Ask for approval', () => go('approvals', undefined, 'new')),
    action('report', 'Make a report', () => go('reports')),
    action('series', 'Forecast a file of series', () => go('forecast', undefined, 'series')),
    action('what-if', 'Try what if', () => go('what-if')),
    action('costs', 'Show all cost rows', () => go('costs', '')),
  ];
}

/** What is done at once. */
function useWork(): SpotlightActionData[] {
  const { client, queries } = useBackend();
  const workspace = useWorkspace();
  const evaluate = useMutation(
    queries.alerts.evaluateAll.mutationOptions({
      onSuccess: ({ data }) => sayDone(`${countText(data.opened.length, 'alert', 'alerts')} opened.`),
      onError: sayFailed,
    }),
  );
  const backup = useMutation(
    queries.workspace.backup.mutationOptions({
      onSuccess: ({ data }) => sayDone(`Copied to ${data.file}, ${bytesText(data.bytes)}, and checked.`),
      onError: sayFailed,
    }),
  );
  const pin = useMutation(queries.settings.set.mutationOptions({ onError: sayFailed }));
  const { day: known, choose } = useKnownDay();
  const check = (): void => {
    client.workspace
      .check({})
      .then(
        ({ data }) =>
          data.ok ? sayDone('The workspace is sound.') : sayFailed(new Error(data.problems.join('; '))),
        sayFailed,
      );
  };
  const verify = (): void => {
    client.audit
      .verify({})
      .then(({ data }) => (data.ok ? sayDone(data.message) : sayFailed(new Error(data.message))), sayFailed);
  };
  const pinned = workspace?.pinnedAsOf ?? null;
  const writes = useWrites([
    action('evaluate', 'Evaluate all alerts now', () => evaluate.mutate({})),
    ...(pinned === null
      ? []
      : [action('today', `Back to today from ${dayText(pinned)}`, () => pin.mutate({ asOf: null }))]),
    ...useSample(),
  ]);
  return [
    ...writes,
    action('check', 'Check the workspace', check),
    action('verify', 'Check the chain of the audit log', verify),
    action('backup', 'Back up the workspace', () => backup.mutate({})),
    ...(known === null ? [] : [action('known', 'Back to what is known today', () => choose(null))]),
  ];
}

/** The sample comes into an empty workspace, and leaves again. */
function useSample(): SpotlightActionData[] {
  const { queries } = useBackend();
  const { go } = usePlace();
  const workspace = useWorkspace();
  const options = { onSuccess: () => go('overview', ''), onError: sayFailed };
  const open = useMutation(queries.sample.open.mutationOptions(options));
  const remove = useMutation(queries.sample.remove.mutationOptions(options));
  if (workspace === undefined) return [];
  if (workspace.sample)
    return [action('sample-out', 'Take the sample out', () => remove.mutate({ name: 'acme' }))];
  return workspace.budgets + workspace.imports > 0
    ? []
    : [action('sample-in', 'Open the sample', () => open.mutate({ name: 'acme' }))];
}

function useView(): SpotlightActionData[] {
  const { queries } = useBackend();
  const { setColorScheme } = useMantineColorScheme();
  const { preferences, change } = usePreferences();
  const scenarios = useQuery(queries.scenarios.list.queryOptions({ input: {} })).data?.data ?? [];
  const isCompact = preferences.density === 'compact';
  return [
    ...PERIOD_KINDS.filter((kind) => kind !== 'custom').map((kind) =>
      action(`period-${kind}`, `Period: ${PERIOD_WORDS[kind]}`, () => change({ period: { kind } })),
    ),
    action('scenario-base', 'Scenario: Base', () => change({ scenario: null })),
    ...scenarios.map(({ id, name }) =>
      action(`scenario-${id}`, `Scenario: ${name}`, () => change({ scenario: id })),
    ),
    action('light', 'Appearance: light', () => setColorScheme('light')),
    action('dark', 'Appearance: dark', () => setColorScheme('dark')),
    action('system', 'Appearance: as the system', () => setColorScheme('auto')),
    action('density', isCompact ? 'Rows: comfortable' : 'Rows: compact', () =>
      change({ density: isCompact ? 'comfortable' : 'compact' }),
    ),
    action('rail', preferences.isRailFolded ? 'Unfold the rail' : 'Fold the rail', () =>
      change({ isRailFolded: !preferences.isRailFolded }),
    ),
  ];
}

function useWorkspaces(): SpotlightActionData[] {
  const { queries } = useBackend();
  const { go } = useWorkspaceSwitch();
  const known = useQuery(queries.workspaces.list.queryOptions({ input: {} })).data?.data ?? [];
  return known
    .filter(({ isOpen }) => !isOpen)
    .map(({ file, name }) => ({
      ...action(`workspace-${file}`, `Open workspace ${name}`, () => go({ kind: 'open', file })),
      description: file,
    }));
}
