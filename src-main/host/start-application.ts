import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HeadroomError } from '#shared/contract/errors.ts';
import { defaultWorkspace } from '../cli/workspace-file.ts';
import { hasDisplay, openInBrowser } from './browser.ts';
import { build, isBuilt } from './build.ts';
import { canDownloadElectron, downloadElectron, findElectron } from './electron-runtime.ts';
import { startHost } from './host.ts';
import { openWorkspaces } from './open-workspaces.ts';
import { recentList } from './recent-workspaces.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const USAGE = 'npm start -- [--workspace FILE] [--port N] [--browser]';

interface StartOptions {
  readonly workspace: string;
  readonly port: number;
  /** Opens the page in a browser even where the window could be had. */
  readonly browser: boolean;
}

/** Opens the application in its window, else in the browser; answers the exit status when it is closed. */
export async function start(argv: readonly string[]): Promise<number> {
  try {
    const options = readOptions(argv);
    if (!isBuilt(ROOT)) {
      say('Building the application; this is needed once.');
      build(ROOT);
    }
    const program = await electronProgram(options);
    return program === undefined ? await serveBrowser(options) : await openWindow(program, options);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    process.stderr.write(`headroom: ${error.message}\n`);
    return error instanceof HeadroomError ? 2 : 70;
  }
}

function readOptions(argv: readonly string[]): StartOptions {
  const options = {
    workspace: { type: 'string' },
    port: { type: 'string', default: '0' },
    browser: { type: 'boolean', default: false },
  } as const;
  try {
    const { values } = parseArgs({ args: [...argv], options });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`--port takes a number of a port`);
    const folder = process.env['INIT_CWD'] ?? process.cwd();
    return {
      workspace: values.workspace === undefined ? defaultWorkspace() : resolve(folder, values.workspace),
      port,
      browser: values.browser,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HeadroomError('invalid_input', `${reason}. Usage: ${USAGE}`);
  }
}

/** The window's runtime where it can be used; says in one sentence why not. */
async function electronProgram({ browser }: StartOptions): Promise<string | undefined> {
  if (browser) return undefined;
  if (!hasDisplay()) return without('There is no display for a window');
  if (process.platform === 'linux' && process.getuid?.() === 0)
    return without("The window's sandbox does not run as root");
  const found = findElectron(ROOT);
  if (found !== undefined) return found;
  say(
    "The window needs Electron's runtime, which is not here yet; looking for at most 5 s whether it can be downloaded.",
  );
  if (!(await canDownloadElectron(ROOT))) return without("Electron's runtime cannot be downloaded here");
  say("Downloading Electron's runtime (about 100 MB).");
  return downloadElectron(ROOT) ?? without("Electron's runtime could not be downloaded");
}

function without(reason: string): undefined {
  say(`${reason}, so Headroom opens in the browser instead.`);
  return undefined;
}

async function openWindow(program: string, options: StartOptions): Promise<number> {
  say('Opening the Headroom window.');
  const child = spawn(program, [ROOT, '--workspace', options.workspace], { stdio: 'inherit' });
  const [status] = (await once(child, 'exit')) as [number | null];
  return status ?? 1;
}

async function serveBrowser(options: StartOptions): Promise<number> {
  const backend = openWorkspaces(options.workspace, recentList());
  const host = await startHost({ backend, port: options.port, open: false });
  say(`Headroom is open at ${host.pageUrl}`);
  say(`For programs: curl -H "Authorization: Bearer ${host.token}" ${host.url}/api/budgets`);
  if (!openInBrowser(host.pageUrl))
    say('Open that address in a browser on this machine; Ctrl+C ends Headroom.');
  await new Promise<void>((finish) => {
    process.once('SIGINT', finish);
    process.once('SIGTERM', finish);
  });
  await host.close();
  backend.close();
  return 0;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
