import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { openBackend } from '#main/cli/workspace-file.ts';
import { startHost } from '#main/host/host.ts';
import { addMonths, daysInMonth, toMonth } from '#shared/domain/calendar.ts';
import { findBrowser } from '../tools/browser.ts';

const FACTS = Number(process.env['HEADROOM_BENCH_FACTS'] ?? 1_000_000);
const BUDGETS = Number(process.env['HEADROOM_BENCH_BUDGETS'] ?? 5000);
const MONTHS = 36;
const START = toMonth('2023-07');
const AS_OF = '2026-06-30';
const DRAG_STEPS = 240;
const PAGES = ['Budgets', 'Forecast', 'Variance', 'What-if', 'Overview'] as const;

/** The page with the generated workspace: how long a slider's input takes to be drawn and painted, and a change of page. */
export async function runUiBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  const backend = openBackend(join(folder, 'bench.headroom'), { access: 'write' });
  try {
    const client = backend.client('cli');
    const started = performance.now();
    await client.imports.create({ files: [{ path: await writeCosts(join(folder, 'costs.csv')) }] });
    await client.settings.set({ asOf: AS_OF as never });
    await client.budgets.apply({ tree: budgetTree(), asOf: '2026-01-01' as never });
    say('workspace', `${FACTS} facts, ${BUDGETS} budgets, ${MONTHS} months, made in ${seconds(started)} s`);
    const host = await startHost({ backend, port: 0, open: false });
    await measure(host.pageUrl);
    await host.close();
  } finally {
    backend.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(address: string): Promise<void> {
  const executablePath = findBrowser()?.executable;
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  const opened = performance.now();
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  say('overview, first heading', `${Math.round(performance.now() - opened)} ms`);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'What-if' }).click();
  await page.getByLabel('Growth, slider').waitFor();
  await dragSlider(page, 'Growth, slider', 20);
  for (const name of ['Growth, slider', 'Usage, slider']) {
    const { drawn, painted } = await dragSlider(page, name, DRAG_STEPS);
    say(`${name}, input to drawn`, spread(drawn));
    say(`${name}, input to painted`, spread(painted));
  }
  for (const name of PAGES) say(`page ${name}, click to painted`, `${await switchPage(page, name)} ms`);
  await browser.close();
}

interface DragTimes {
  readonly drawn: readonly number[];
  readonly painted: readonly number[];
}

/** Moves a slider by the pointer; each input is timed in the page, from its event to the end of drawing and to the paint. */
async function dragSlider(page: Page, name: string, steps: number): Promise<DragTimes> {
  const slider = page.getByLabel(name);
  await slider.scrollIntoViewIfNeeded();
  await slider.evaluate((element) => {
    const times = { drawn: [] as number[], painted: [] as number[] };
    Object.assign(window, { sliderTimes: times });
    element.addEventListener('input', () => {
      const began = performance.now();
      // After the page's own listeners, which stand at the root, have drawn.
      window.addEventListener(
        'input',
        () => queueMicrotask(() => times.drawn.push(performance.now() - began)),
        { once: true },
      );
      requestAnimationFrame(() => setTimeout(() => times.painted.push(performance.now() - began)));
    });
  });
  const box = await slider.boundingBox();
  if (box === null) throw new Error(`${name} has no place on the page`);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 3, y);
  await page.mouse.down();
  for (let step = 0; step < steps; step += 1) {
    const share = 0.5 + 0.4 * Math.sin((step / steps) * Math.PI * 4);
    await page.mouse.move(box.x + box.width * share, y);
  }
  await page.mouse.up();
  await page.waitForTimeout(200);
  return page.evaluate(() => (window as unknown as { readonly sliderTimes: DragTimes }).sliderTimes);
}

/** From the click on a page's link to the paint that shows its heading, of the second visit, with its script loaded. */
async function switchPage(page: Page, name: string): Promise<number> {
  const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name });
  await link.click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(1500);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.waitForTimeout(500);
  return link.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        (element as HTMLElement).click();
        requestAnimationFrame(() => setTimeout(() => resolve(Math.round(performance.now() - began))));
      }),
  );
}

/** Daily costs of so many series that the months hold the wanted number of facts: teams by services by regions. */
async function writeCosts(file: string): Promise<string> {
  const days = Array.from({ length: MONTHS }, (_, index) => addMonths(START, index)).flatMap((month) =>
    Array.from({ length: daysInMonth(month) }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`),
  );
  const series = Math.max(1, Math.round(FACTS / days.length));
  const out = createWriteStream(file);
  out.write(
    'BillingAccountId,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ProviderName,ServiceName,RegionId,SubAccountId,Tags\n',
  );
  for (const [index, day] of days.entries()) {
    const lines = Array.from({ length: series }, (_, one) => costLine(day, index, one));
    if (!out.write(lines.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return file;
}

function costLine(day: string, index: number, one: number): string {
  const cost = (
    (1 + (one % 7)) *
    (1 + index / 2000) *
    (1 + 0.2 * Math.sin((index / 365) * 2 * Math.PI + one))
  ).toFixed(4);
  const time = `${day}T00:00:00Z`;
  return `acct,${time},${time},${cost},${cost},USD,Usage,AWS,Service ${one % 40},region-${one % 9},sub-${one % 23},"{""team"":""team-${one % 50}""}"\n`;
}

/** One organisation, fifty teams, and projects below them. */
function budgetTree(): unknown {
  const teams = 50;
  const projects = Math.max(0, Math.floor((BUDGETS - 1 - teams) / teams));
  const common = { currency: 'USD', startMonth: '2026-01', months: 12 };
  return {
    ...{ id: 'org', name: 'Organisation', type: 'organization', amount: '5000000', ...common },
    children: Array.from({ length: teams }, (_, team) => ({
      ...{ id: `team-${team}`, name: `team-${team}`, type: 'team', amount: '90000' },
      children: Array.from({ length: projects }, (_one, project) => ({
        ...{ id: `p-${team}-${project}`, name: `Project ${team}-${project}`, type: 'project', amount: '500' },
      })),
    })),
  };
}

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms of ${sorted.length}`;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

function say(name: string, text: string): void {
  process.stdout.write(`${name}: ${text}\n`);
}
