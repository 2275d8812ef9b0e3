import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';
import { chromium } from '@playwright/test';

/** A browser for the end-to-end tests, and what it needs in its environment. */
export interface Browser {
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
}

const CACHE = join(import.meta.dirname, '..', '..', '.cache', 'chromium');
const PROBE_MS = 5000;
const DOWNLOAD_MS = 180_000;

/** A Chromium, Chrome or Edge that is here already and starts; undefined where there is none. */
export function findBrowser(): Browser | undefined {
  const named = process.env['HEADROOM_BROWSER'];
  const candidates = [...(named === undefined ? [] : [named]), ...installed(), playwrightsOwn()];
  for (const executable of candidates)
    if (starts({ executable, environment: {} })) return { executable, environment: {} };
  const unpacked = unpackedBrowser();
  return starts(unpacked) ? unpacked : undefined;
}

/**
 * A browser, fetched where none is here: Playwright's own download, the system's packages as root, or a build from the package
 * registry. Throws one sentence when all three fail.
 */
export async function ensureBrowser(): Promise<Browser> {
  const ways = [fromPlaywright, fromSystemPackages, fromRegistry];
  let found = findBrowser();
  for (const way of ways) {
    if (found !== undefined) return found;
    await way();
    found = findBrowser();
  }
  if (found !== undefined) return found;
  throw new Error(
    'The end-to-end tests need Chromium, Chrome or Edge and none could be fetched; install one, or name it in HEADROOM_BROWSER.',
  );
}

function installed(): string[] {
  if (process.platform === 'darwin')
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ];
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map(
      (name) => process.env[name] ?? homedir(),
    );
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return roots.flatMap((root) => programs.map((program) => join(root, program)));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function playwrightsOwn(): string {
  try {
    return chromium.executablePath();
  } catch {
    return '';
  }
}

function starts({ executable, environment }: Browser): boolean {
  if (executable === '' || !existsSync(executable)) return false;
  if (process.platform === 'win32') return true;
  const env = { ...process.env, ...environment };
  return spawnSync(executable, ['--version'], { env, timeout: 20_000, stdio: 'ignore' }).status === 0;
}

async function fromPlaywright(): Promise<void> {
  say("No browser found; trying Playwright's download.");
  if (!(await answers('https://cdn.playwright.dev/'))) return;
  const program = join(import.meta.dirname, '..', '..', 'node_modules', '@playwright', 'test', 'cli.js');
  spawnSync(process.execPath, [program, 'install', 'chromium'], { timeout: DOWNLOAD_MS, stdio: 'inherit' });
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

function fromSystemPackages(): Promise<void> {
  const possible = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!possible) return Promise.resolve();
  say("Trying the system's package chromium.");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']])
    spawnSync('apt-get', ['-qq', ...words], {
      env,
      timeout: DOWNLOAD_MS,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  return Promise.resolve();
}

/** A build of Chromium for Linux on x64 whose archives hold its libraries too; kept outside of the project's dependencies. */
async function fromRegistry(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  say('Trying the build of Chromium in the package registry.');
  mkdirSync(CACHE, { recursive: true });
  const words = [
    'install',
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--prefix',
    CACHE,
    '@sparticuz/chromium',
  ];
  if (spawnSync('npm', words, { timeout: DOWNLOAD_MS, stdio: 'inherit' }).status !== 0) return;
  const archives = join(CACHE, 'node_modules', '@sparticuz', 'chromium', 'bin');
  const { executable } = unpackedBrowser();
  await pipeline(
    createReadStream(join(archives, 'chromium.br')),
    createBrotliDecompress(),
    createWriteStream(executable, { mode: 0o755 }),
  );
  for (const name of ['al2023', 'swiftshader', 'fonts']) {
    const input = brotliDecompressSync(readFileSync(join(archives, `${name}.tar.br`)));
    spawnSync('tar', ['-x', '-C', CACHE], { input });
  }
}

function unpackedBrowser(): Browser {
  return {
    executable: join(CACHE, 'chromium'),
    environment: { LD_LIBRARY_PATH: join(CACHE, 'lib'), FONTCONFIG_PATH: join(CACHE, 'fonts') },
  };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
