import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findElectron } from './src-main/host/electron-runtime.ts';
import { findBrowser } from './tests/tools/browser.ts';

// As in vitest.config.ts: the threads of the hosts that specs start take their TypeScript from the cache.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');

const browser = findBrowser();
const electron = findElectron(import.meta.dirname);

/** The same specs through the browser host and, where Electron's runtime is here, through the desktop window. */
export default defineConfig({
  testDir: 'tests/e2e',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  workers: 2,
  // One more try, in a fresh workspace: two shared cores can stall a browser for seconds. `npm test` names what needed it.
  retries: 1,
  forbidOnly: true,
  reporter: 'list',
  use: {
    locale: 'en-US',
    timezoneId: 'UTC',
    actionTimeout: 30_000,
    // A trace of every step makes the specs take twice as long; `--trace on` makes one where it is needed.
    trace: 'off',
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser.executable }),
      env: { ...process.env, ...browser?.environment },
      args: [
        '--disable-background-networking',
        ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [
    { name: 'browser', metadata: { door: 'browser' } },
    ...(electron === undefined
      ? []
      : // The window opens no socket, so what is about HTTP is not for it.
        [{ name: 'desktop', grepInvert: /@http/, metadata: { door: 'desktop', program: electron } }]),
  ],
});
