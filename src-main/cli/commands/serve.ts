import { once } from 'node:events';
import { startHost } from '../../host/host.ts';
import { openWorkspaces } from '../../host/open-workspaces.ts';
import { recentList } from '../../host/recent-workspaces.ts';
import type { Command, WorkspaceFree } from '../command.ts';
import { numberFlag, usageError } from '../usage.ts';
import { openBackend } from '../workspace-file.ts';

/** Serves until the process is told to stop. The one line on stdout says where, for programs and people alike. */
async function serve(invocation: WorkspaceFree) {
  const { flags, workspace, dryRun } = invocation;
  const port = numberFlag(invocation, 'port') ?? 0;
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw usageError('--port takes a whole number up to 65535.');
  const backend = dryRun
    ? openBackend(workspace, { access: 'write', onCopy: true })
    : openWorkspaces(workspace, recentList());
  const host = await startHost({ backend, port, open: flags.has('open') });
  process.stdout.write(`${JSON.stringify({ url: host.url, token: host.token, page: host.pageUrl })}\n`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await host.close();
  backend.close();
  return { data: undefined, text: '' };
}

export const serveCommands: readonly Command[] = [
  {
    name: ['serve'],
    usage: 'serve [--port 0] [--open]',
    summary: 'The browser host and REST API on 127.0.0.1',
    options: { port: { type: 'string' }, open: { type: 'boolean' } },
    access: 'none',
    run: serve,
  },
];
