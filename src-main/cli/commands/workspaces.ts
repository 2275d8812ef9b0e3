import { knownWorkspaces } from '../../host/open-workspaces.ts';
import { recentList } from '../../host/recent-workspaces.ts';
import type { Command, WorkspaceFree } from '../command.ts';
import { textTable } from '../text.ts';

/** The workspaces that the window and the browser offer to open; the command line names one by --workspace. */
function list({ workspace }: WorkspaceFree) {
  const data = knownWorkspaces(workspace, recentList());
  const text = textTable(data, [
    { head: 'Name', value: ({ name }) => name },
    { head: 'Opened', value: ({ openedAt }) => openedAt ?? '' },
    { head: 'File', value: ({ file }) => file },
  ]);
  return Promise.resolve({ data, text });
}

export const workspaceCommands: readonly Command[] = [
  {
    name: ['workspaces'],
    usage: 'workspaces',
    summary: 'Workspaces opened before or lying beside, for --workspace',
    access: 'none',
    run: list,
  },
];
