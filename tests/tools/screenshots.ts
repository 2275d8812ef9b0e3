/**
 * `npm run screenshots`: every page in light and dark at 1280×800 and 900×600, with the demo workspace and with an empty one,
 * into `out/screenshots`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type Browser as Chromium, type Page } from '@playwright/test';
import { openBackend } from '#main/cli/workspace-file.ts';
import { build, isBuilt } from '#main/host/build.ts';
import { startHost } from '#main/host/host.ts';
import { ensureBrowser } from './browser.ts';
import { runNode } from './run.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const OUT = join(ROOT, 'out', 'screenshots');
const SIZES = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const;
const SCHEMES = ['light', 'dark'] as const;
const PAGES = [
  'overview',
  'budgets',
  'budgets/payments',
  'forecast',
  'what-if',
  'variance',
  'alerts',
  'approvals',
  'reports',
  'imports',
  'costs',
  'history',
  'settings',
];
/** A page that is not still after this long is taken as it is. */
const STILL_MS = 20_000;
const BETWEEN_MS = 200;

interface Stage {
  readonly name: 'demo' | 'empty';
  readonly workspace: string;
}

async function takeAll(): Promise<number> {
  if (!isBuilt(ROOT)) build(ROOT);
  const folder = mkdtempSync(join(tmpdir(), 'headroom-screenshots-'));
  const { executable, environment } = await ensureBrowser();
  const browser = await chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...environment },
    args: ['--disable-background-networking', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const demo = join(folder, 'demo');
    const { status, output } = await runNode('src-main/entry/headroom.js', ['demo', '--out', demo], {
      show: false,
    });
    if (status !== 0) throw new Error(output);
    await takeStage(browser, { name: 'demo', workspace: join(demo, 'workspace.headroom') });
    await takeStage(browser, { name: 'empty', workspace: join(folder, 'new', 'workspace.headroom') });
    return 0;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All pages of one workspace, served as to a user. */
async function takeStage(browser: Chromium, { name, workspace }: Stage): Promise<void> {
  const backend = openBackend(workspace, { access: 'write' });
  const host = await startHost({ backend, port: 0, open: false });
  try {
    for (const colorScheme of SCHEMES)
      for (const viewport of SIZES) {
        const context = await browser.newContext({
          colorScheme,
          viewport,
          locale: 'en-US',
          timezoneId: 'UTC',
        });
        const page = await context.newPage();
        await page.goto(host.pageUrl);
        await page.getByRole('navigation', { name: 'Pages' }).waitFor({ timeout: STILL_MS });
        for (const address of PAGES) {
          const file = join(OUT, name, `${address.replace('/', '-')}-${colorScheme}-${viewport.width}.png`);
          await takeOne(page, `${host.url}/#/${address}`, file);
        }
        await context.close();
      }
  } finally {
    await host.close();
    backend.close();
  }
}

async function takeOne(page: Page, address: string, file: string): Promise<void> {
  await page.goto(address);
  await page
    .getByRole('heading', { level: 1 })
    .or(page.getByRole('alert'))
    .first()
    .waitFor({ timeout: STILL_MS });
  const picture = await whenStill(page);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, picture);
  process.stdout.write(`${file}\n`);
}

/** The page once it reads nothing, has drawn the first sheet of a report, and looks the same three times in a row. */
async function whenStill(page: Page): Promise<Buffer> {
  const pending = page
    .getByText(/^Reading /)
    .or(page.locator('[aria-label^="Page 1 of "] canvas:not([width])'));
  const end = Date.now() + STILL_MS;
  let picture = await page.screenshot();
  for (let same = 0; same < 2 && Date.now() < end;) {
    await page.waitForTimeout(BETWEEN_MS);
    const next = await page.screenshot();
    same = next.equals(picture) && (await pending.count()) === 0 ? same + 1 : 0;
    picture = next;
  }
  return picture;
}

process.exitCode = await takeAll();
