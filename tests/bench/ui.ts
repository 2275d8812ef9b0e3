/**
 * Measures the page on a large workspace: the built renderer in headless Chromium, the host in a process of its own. Prints what
 * was measured beside what is wanted, and how long the host's operations held its one thread.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Locator, type Page } from '@playwright/test';
import { build, isBuilt } from '#main/host/build.ts';
import { ensureBrowser } from '../tools/browser.ts';
import { printFigure, quantileOf, say } from './ui/figures.ts';
import { dragSlider, scrollFrames, switchPage, untilPainted } from './ui/in-page.ts';
import { barePage } from './ui/bare-page.ts';
import { serve, type Served } from './ui/served.ts';
import { threadMeter } from './ui/thread-time.ts';
import { benchWorkspace, MONTHS } from './ui/workspace.ts';

const FACTS = Number(process.env['HEADROOM_BENCH_FACTS'] ?? 1_000_000);
const BUDGETS = Number(process.env['HEADROOM_BENCH_BUDGETS'] ?? 5000);
const DRAG_STEPS = 240;
const SCROLL_FRAMES = 180;
/** Frames of about half a window. */
const SCROLL_STEP = 4;
/** Each has about a hundred projects. */
const TEAMS_TO_UNFOLD = 6;
const KEY_PRESSES = 40;
/** Down the tree, folding and unfolding on the way. */
const KEYS = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const;
/** An even number, so that the tree is left as it was. */
const TOGGLE_CLICKS = 10;
const PAGES = ['Budgets', 'Forecast', 'What-if', 'Variance', 'Alerts', 'Overview'] as const;
const ROOT = join(import.meta.dirname, '../..');
const RENDERER = join(ROOT, 'out/renderer');

export async function runUiBench(): Promise<void> {
  if (!isBuilt(ROOT)) build(ROOT);
  const { file, madeInSeconds } = await benchWorkspace({ facts: FACTS, budgets: BUDGETS });
  const made = madeInSeconds === null ? 'kept from an earlier run' : `made in ${madeInSeconds.toFixed(0)} s`;
  say(`${FACTS} facts, ${BUDGETS} budgets, ${MONTHS} months; ${made}`);
  printFigure({ what: 'initial script', measured: initialScript(), unit: 'kB gz', wanted: 350 });
  const host = await serve(file);
  const { executable, environment } = await ensureBrowser();
  const browser = await chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...environment },
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  try {
    await measure(browser, host);
  } finally {
    await browser.close();
    printOperations(host);
    await host.stop();
  }
}

async function measure(browser: Browser, host: Served): Promise<void> {
  await measureFloor(browser);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  await measureStart(page, host);
  await measurePages(page);
  await measureSliders(page);
  await measureTree(page);
  await measureHeap(page);
}

/** What this machine takes to paint a page that does nothing else: the floor of the figures below. */
async function measureFloor(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.setContent(barePage());
  const { painted } = await dragSlider(page, 'Bare, slider', DRAG_STEPS);
  const frames = await scrollFrames(page.locator('#rows'), SCROLL_FRAMES);
  say(
    `floor  a bare slider: painted, p95 ${quantileOf(painted, 0.95).toFixed(1)} ms, most ${quantileOf(painted, 1).toFixed(1)} ms; ` +
      `a bare list, scrolled: frame, p95 ${quantileOf(frames, 0.95).toFixed(1)} ms`,
  );
  await page.close();
}

/** The overview is useful once its sentence and its figures are there. */
async function measureStart(page: Page, host: Served): Promise<void> {
  // The browser is there already, as a user's is: neither its start nor the floor counts.
  const opened = performance.now() - host.listensAfter;
  await page.goto(host.page);
  await page.locator('.figures .figure-value').first().waitFor();
  const useful = performance.now() - opened;
  say(`       the host listens after ${host.listensAfter.toFixed(0)} ms`);
  printFigure({
    what: 'overview useful, from the start of the host',
    measured: useful,
    unit: 'ms',
    wanted: 1000,
  });
  await page.locator('#content .waiting').first().waitFor({ state: 'detached' });
  say(`       and whole after ${(performance.now() - opened).toFixed(0)} ms`);
}

async function measurePages(page: Page): Promise<void> {
  for (const visit of ['first', 'second'])
    for (const title of PAGES) {
      const { first, whole } = await switchPage(page, title);
      say(
        `       ${visit} visit of ${title}: sentence after ${first.toFixed(0)} ms, whole after ${whole.toFixed(0)} ms`,
      );
      if (visit === 'second')
        printFigure({ what: `page switch to ${title}`, measured: whole, unit: 'ms', wanted: 200 });
    }
}

async function measureSliders(page: Page): Promise<void> {
  await switchPage(page, 'What-if');
  await dragSlider(page, 'Growth, slider', 20);
  const worked = await threadMeter(page);
  for (const name of ['Growth, slider', 'Usage, slider', 'Budget amount, slider']) {
    const before = await worked();
    const { drawn, painted } = await dragSlider(page, name, DRAG_STEPS);
    const each = ((await worked()) - before) / painted.length;
    say(`       ${name}: ${each.toFixed(1)} ms of the main thread's own time an input, painting included`);
    printFigure({
      what: `${name}: drawn, p95 of ${drawn.length}`,
      measured: quantileOf(drawn, 0.95),
      unit: 'ms',
      wanted: 16,
    });
    printFigure({
      what: `${name}: painted, p95`,
      measured: quantileOf(painted, 0.95),
      unit: 'ms',
      wanted: 33,
    });
    printFigure({ what: `${name}: painted, most`, measured: quantileOf(painted, 1), unit: 'ms', wanted: 50 });
  }
}

/** Keys and clicks in the tree of all budgets, and scrolling it. */
async function measureTree(page: Page): Promise<void> {
  await switchPage(page, 'Budgets');
  const tree = page.getByRole('treegrid').first();
  const region = page.locator('.grid-scroll').first();
  const painted: number[] = [];
  await tree.getByRole('rowheader').nth(1).focus();
  for (let press = 0; press < KEY_PRESSES; press += 1)
    painted.push(await untilPainted(page.locator(':focus'), KEYS[press % KEYS.length] ?? 'ArrowDown'));
  await region.evaluate((element) => element.scrollTo({ top: 0 }));
  for (let click = 0; click < TOGGLE_CLICKS; click += 1)
    painted.push(await untilPainted(tree.locator('[data-toggle]').first(), 'click'));
  const what = `key or click in the tree, painted, p98 of ${painted.length}`;
  printFigure({ what, measured: quantileOf(painted, 0.98), unit: 'ms', wanted: 100 });
  await unfoldTeams(page, tree, region);
  const worked = await threadMeter(page);
  const before = await worked();
  const frames = await scrollFrames(region, SCROLL_FRAMES);
  const each = ((await worked()) - before) / frames.length;
  say(`       scrolling the tree: ${each.toFixed(1)} ms of the main thread's own time a frame`);
  const scrolled = `scrolling the tree, frame, p95 of ${frames.length}`;
  printFigure({ what: scrolled, measured: quantileOf(frames, 0.95), unit: 'ms', wanted: 20 });
}

/** Unfolds as many teams as scrolling passes; only those in sight are there to be clicked. */
async function unfoldTeams(page: Page, tree: Locator, region: Locator): Promise<void> {
  const folded = tree.getByRole('button', { name: /^Unfold/ }).first();
  for (let team = 0; team < TEAMS_TO_UNFOLD; team += 1) {
    while ((await folded.count()) === 0) await scrollFrames(region, SCROLL_STEP);
    const rows = Number(await tree.getAttribute('aria-rowcount'));
    await folded.click();
    await page.waitForFunction(
      (before) => Number(document.querySelector('[role="treegrid"]')?.getAttribute('aria-rowcount')) > before,
      rows,
    );
  }
  await region.evaluate((element) => element.scrollTo({ top: 0 }));
}

async function measureHeap(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  printFigure({
    what: "the page's heap after all of it",
    measured: usedSize / 2 ** 20,
    unit: 'MB',
    wanted: 150,
  });
}

/** What the page loads before its first page: its entry and the chunks that it names. */
function initialScript(): number {
  const html = readFileSync(join(RENDERER, 'index.html'), 'utf8');
  const names = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, name]) => name ?? '');
  const files = names.map((name) => join(RENDERER, name)).filter((file) => existsSync(file));
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1000;
}

const LONG_MS = 10;

function printOperations(host: Served): void {
  say(`Operations of the host that took over ${LONG_MS} ms:`);
  const rows = [...host.operations()].map(([name, times]) => ({ name, times, most: quantileOf(times, 1) }));
  for (const { name, times, most } of rows.sort((a, b) => b.most - a.most))
    if (most > LONG_MS)
      say(
        `       ${name.padEnd(32)} ${String(times.length).padStart(4)} times, median ${quantileOf(times, 0.5)} ms, most ${most} ms`,
      );
}
