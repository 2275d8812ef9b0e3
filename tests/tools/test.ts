import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, isBuilt } from '#main/host/build.ts';
import { ensureBrowser } from './browser.ts';
import { ROOT, runNode } from './run.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
  /** Those of the passed that needed a second try. */
  readonly retried: number;
}

const RESULTS = join(ROOT, 'test-results');

/** `npm test`: gets a browser, builds the application, runs all tests and ends with one line that counts them. */
async function test(): Promise<number> {
  const browser = await ensureBrowser();
  process.stdout.write(`Browser: ${browser.executable}\n`);
  if (!isBuilt(ROOT)) build(ROOT);
  rmSync(RESULTS, { recursive: true, force: true });
  const counts = [
    await runVitest(),
    await runPlaywright({ ...browser.environment, HEADROOM_BROWSER: browser.executable }),
  ];
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  const retried = counts.reduce((sum, count) => sum + count.retried, 0);
  if (retried > 0) process.stdout.write(`${retried} of the passed at a second try: listed above as flaky\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

async function runVitest(): Promise<Count> {
  const file = join(RESULTS, 'vitest.json');
  const words = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { status } = await runNode('node_modules/vitest/vitest.mjs', words, { show: true });
  const result = readResult(file) as { numPassedTests?: number; numFailedTests?: number } | undefined;
  return count(result?.numPassedTests, result?.numFailedTests, 0, status);
}

async function runPlaywright(env: Readonly<Record<string, string>>): Promise<Count> {
  const file = join(RESULTS, 'playwright.json');
  const { status } = await runNode('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    show: true,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  });
  const result = readResult(file) as
    { stats?: { expected?: number; flaky?: number; unexpected?: number } } | undefined;
  const { expected = 0, flaky = 0, unexpected } = result?.stats ?? {};
  return count(expected + flaky, unexpected, flaky, status);
}

/** A runner that failed without counting a failure, because it could not start or a file did not load, counts as one. */
function count(
  passed: number | undefined,
  failed: number | undefined,
  retried: number,
  status: number,
): Count {
  return { passed: passed ?? 0, failed: Math.max(failed ?? 0, status === 0 ? 0 : 1), retried };
}

function readResult(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

try {
  process.exitCode = await test();
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed\n`);
  process.exitCode = 1;
}
