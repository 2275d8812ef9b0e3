import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NO_CURRENCY } from '#shared/domain/money.ts';
import { readFiles } from '../../support/read-table.ts';
import { temporaryFolder } from '../../support/workspace.ts';

const ROWS = 90_000;
const HALF_MEMO = 'm'.repeat(300);

it.each([
  ['without line ends in its cells', `${HALF_MEMO}${HALF_MEMO}`],
  ['with line ends in its cells, where the cut may be wrong', `${HALF_MEMO}\n${HALF_MEMO}\n`],
])('reads a large file %s as one thread would', { timeout: 120_000 }, async (_title, memo) => {
  const path = join(temporaryFolder(), 'large.csv');
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const amount = index === 70_000 ? 'x' : `0.${String(index).padStart(9, '0')}`;
    return `2026-01-${String((index % 28) + 1).padStart(2, '0')},service ${index % 7},${amount},"${memo}"`;
  });
  const content = `date,service,cost,memo\n${lines.join('\n')}\n`;
  writeFileSync(path, content);
  const { result, facts, origins, rejected } = await readFiles([path]);
  expect(result).toMatchObject({ rows: ROWS, accepted: ROWS - 1, rejected: 1 });
  expect(rejected.map(({ row }) => row)).toEqual([70_001]);
  expect(facts).toHaveLength(28);
  expect(origins.reduce((sum, { rows }) => sum + rows, 0)).toBe(ROWS - 1);
  // Seven services repeat every seven rows and days every 28, so a fact comes first within the first 28 records.
  expect(origins.map(({ firstRow }) => firstRow).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 28 }, (_, index) => index + 1),
  );
  const nanos = BigInt((ROWS * (ROWS - 1)) / 2 - 70_000);
  expect(result.controlTotals).toEqual({ [NO_CURRENCY]: (nanos + 500n) / 1000n });
  expect(result.files[0]?.sha256).toBe(createHash('sha256').update(content).digest('hex'));
});
