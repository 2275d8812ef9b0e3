import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client, Outputs } from '#shared/contract/contract.ts';
import { dayNumber, firstDayOf, isDay, isMonth, toDay, toMonth, type Day } from '#shared/domain/calendar.ts';
import { numberStyle, type NumberStyle } from '#shared/charts/numbers.ts';
import { parseAmount, sumMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import { createBackend, type Backend } from '#main/backend.ts';
import { openStore } from '#main/store/store.ts';
import { readPdf } from '../../unit/reports/read-pdf.ts';
import { headroom } from '../../support/command-line.ts';
import { restOf } from '../../support/rest.ts';
import {
  TWO_YEARS_BUDGETS,
  TWO_YEARS_END,
  TWO_YEARS_REPORT,
  writeTwoYears,
} from '../../support/two-years.ts';
import { testClock } from '../../support/workspace.ts';
import { readXlsx, type SheetValue } from './read-xlsx.ts';

type Variance = Outputs['variance']['analyze']['data'];
type Row = Variance['total'];
type Format = Outputs['reports']['render']['data']['format'];

interface Table {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

/** Tables of the CSV: a line with section and title, the head, the rows. */
function csvTables(text: string): Table[] {
  const blocks = text
    .replace('\ufeff', '')
    .split(/\r\n(?=\r\n)/u)
    .slice(1);
  return blocks.map((block) => {
    const [[, title = ''] = [], ...rows] = Papa.parse<string[]>(block.trim(), { delimiter: ',' }).data;
    return { title: unguarded(title), rows };
  });
}

/** Without the apostrophe that keeps a spreadsheet from taking a text for a formula. */
function unguarded(text: string): string {
  return text.replace(/^'(?=[=+\-@\t\r])/u, '');
}

const plain = (text: string): string => text.replace(/[\s\u00a0]/gu, '');

/** All ways in which paper may write what a field of the CSV says. */
function onPaper(field: string, style: NumberStyle): Set<string> {
  const ways = [unguarded(field), `${unguarded(field)}(m)`];
  const micros = /^-?\d+\.\d{6}$/u.test(field) ? parseAmount(field) : undefined;
  if (micros !== undefined) {
    const word = micros > 0n ? 'adv.' : micros < 0n ? 'fav.' : '';
    ways.push(style.amount(micros), style.exact(micros), style.signedAmount(micros) + word);
  }
  if (/^-?[\d.]+(?:e-?\d+)?$/u.test(field)) {
    const value = Number(field);
    ways.push(style.integer(value), style.signedPercent(value), style.probability(value));
    ways.push(...[1, 2, 3].map((digits) => style.decimal(value, digits)));
  }
  if (isDay(field)) ways.push(style.day(field));
  if (isMonth(field)) ways.push(style.month(field), `${style.month(field)}(m)`);
  if (field === '') ways.push('–');
  return new Set(ways.map(plain));
}

/** What a sheet holds of a field of the CSV: numbers as numbers, percent as a share, days as days since 1900. */
function inSheet(field: string, value: SheetValue | undefined): boolean {
  const held = value ?? '';
  if (typeof held === 'string') return held === unguarded(field);
  const sinceExcel = (day: Day): number => dayNumber(day) - dayNumber(toDay('1899-12-30'));
  const numbers = [Number(field), Number(field) / 100];
  if (isDay(field)) numbers.push(sinceExcel(field));
  if (isMonth(field)) numbers.push(sinceExcel(firstDayOf(field)));
  return numbers.some((number) => Math.abs(number - held) <= 1e-9 * Math.max(1, Math.abs(number)));
}

interface Workspace {
  readonly backend: Backend;
  readonly client: Client;
  readonly options: { readonly budgetId: string; readonly from: string; readonly to: string };
}

function opened(file: string, asOf: string): { backend: Backend; client: Client } {
  const store = openStore(file, { create: true });
  if (store === undefined) throw new Error('no store');
  const backend = createBackend({ store, clock: testClock(asOf), version: 'test', actor: 'tester' });
  return { backend, client: backend.client('cli') };
}

async function demo(folder: string): Promise<Workspace> {
  const file = join(folder, 'workspace.headroom');
  expect((await headroom(file, 'demo', '--out', folder)).status).toBe(0);
  const { backend, client } = opened(file, '2026-06-30');
  return { backend, client, options: { budgetId: 'acme', from: '2026-01', to: '2026-06' } };
}

async function twoYears(folder: string): Promise<Workspace> {
  const { backend, client } = opened(join(folder, 'workspace.headroom'), TWO_YEARS_END);
  await client.imports.create({ files: [{ path: writeTwoYears(folder) }] });
  await client.budgets.apply(TWO_YEARS_BUDGETS);
  return { backend, client, options: TWO_YEARS_REPORT };
}

describe.each([
  ['the demonstration', demo],
  ['a workspace of 24 months', twoYears],
])('the figures of a report of %s', (_name, make) => {
  let workspace: Workspace;
  const folder = mkdtempSync(join(tmpdir(), 'headroom-figures-'));
  beforeAll(async () => {
    workspace = await make(folder);
  }, 120_000);
  afterAll(() => {
    workspace.backend.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const render = async (format: Format, part: object = {}): Promise<Buffer> => {
    const { budgetId, from, to } = workspace.options;
    const { data } = await workspace.client.reports.render({
      ...{ budgetId, from: toMonth(from), to: toMonth(to), by: 'team,service', detail: 'full' as const },
      ...part,
      ...{ format, dryRun: true },
    });
    return Buffer.from(data.content, 'base64');
  };
  const ask = async (query: string): Promise<Variance> => {
    const { budgetId, from, to } = workspace.options;
    const rest = await restOf(workspace.backend);
    return (await rest('GET', `/budgets/${budgetId}/variance?from=${from}&to=${to}&${query}`)).body
      .data as Variance;
  };

  it.each(['budget', 'lastYear'])(
    'are the same in every cell of PDF, workbook and CSV, and over REST, against %s',
    { timeout: 180_000 },
    async (against) => {
      const [csv, xlsx, pdf] = await Promise.all([
        render('csv', { against }),
        render('xlsx', { against }),
        render('pdf', { against }),
      ]);
      const tables = csvTables(csv.toString('utf8'));
      expect(tables.length).toBeGreaterThan(12);
      const style = numberStyle('en-US', 'USD');
      const printed = readPdf(pdf)
        .pieces.filter(({ kind }) => kind === 'TH' || kind === 'TD')
        .map(({ text }) => plain(text));
      const sheets = [...(await readXlsx(xlsx)).values()];
      let at = 0;
      for (const { title, rows } of tables) {
        const sheet = sheets.find((lines) => lines.some(([cell]) => cell === title)) ?? [];
        const top = sheet.findIndex(([cell]) => cell === title) + 1;
        if (rows.length < 2) continue;
        rows.forEach((row, line) =>
          row.forEach((field, column) => {
            const place = `${title}, line ${line}, column ${column}: ${field}`;
            expect([...onPaper(field, style)], place).toContain(printed[at]);
            expect(inSheet(field, sheet[top + line]?.[column]), `sheet: ${place}`).toBe(true);
            at += 1;
          }),
        );
      }
      expect(at).toBe(printed.length);

      const { total, groups, rows } = await ask(`by=team,service&against=${against}`);
      const lines = tables.find(({ title }) => title.startsWith('By team and service'))?.rows ?? [];
      expect(lines).toHaveLength(2 + groups.length + rows.length);
      for (const row of [total, ...groups, ...rows]) {
        const amounts = [row.plan, row.actual, row.variance].map(({ amount }) => amount);
        const name = Object.values(row.key).at(-1) ?? 'Total';
        expect(lines, name).toContainEqual([
          name,
          ...amounts,
          ...Array<unknown>(lines[0]!.length - 4).fill(expect.anything()),
        ]);
      }
    },
  );

  it('are the same for rows that are folded on paper, as their sum', { timeout: 120_000 }, async () => {
    const { total, groups, rows } = await ask('by=team,service');
    const lines = printedLines(await render('pdf', { detail: 'summary' }), 'By team and service');
    const style = numberStyle('en-US', 'USD');
    const next = (): string[] => lines.shift() ?? [];
    const expectSum = (cells: readonly string[], members: readonly Row[]): void => {
      const sum = (pick: (row: Row) => { amount: string }): Micros =>
        sumMicros(members.map((row) => parseAmount(pick(row).amount) ?? ZERO));
      const difference = sum(({ variance }) => variance);
      const word = difference > 0n ? 'adv.' : difference < 0n ? 'fav.' : '';
      expect(cells.slice(1, 4).map(plain), cells[0]).toEqual(
        [
          style.amount(sum(({ plan }) => plan)),
          style.amount(sum(({ actual }) => actual)),
          style.signedAmount(difference) + word,
        ].map(plain),
      );
    };
    const nameOf = ([name = '']: readonly string[]): string => name.replace(/\s*\(m\)$/u, '');
    /** The lines of one level: each that is named is that row; "Other (n)" is all that are not. */
    const expectLevel = (
      members: readonly Row[],
      key: string,
      most: number,
      each: (name: string) => void,
    ): void => {
      const left = new Map(members.map((row) => [row.key[key] ?? '', row]));
      for (let count = Math.min(members.length, most); count > 0; count -= 1) {
        const cells = next();
        const name = nameOf(cells);
        const row = left.get(name);
        if (row === undefined) {
          expect(name).toBe(`Other (${left.size})`);
          expectSum(cells, [...left.values()]);
          left.clear();
        } else {
          expectSum(cells, [row]);
          left.delete(name);
          each(name);
        }
      }
      expect(left.size).toBe(0);
    };
    next();
    expectSum(next(), [total]);
    expectLevel(groups, 'team', 3, (team) =>
      expectLevel(
        rows.filter(({ key }) => key['team'] === team),
        'service',
        2,
        () => undefined,
      ),
    );
    expect(lines).toEqual([]);
  });
});

/** The lines of one table of a PDF, each as its cells; the head first. */
function printedLines(bytes: Buffer, title: string): string[][] {
  const { pieces } = readPdf(bytes);
  const start = pieces.findIndex(({ kind, text }) => kind === 'H3' && text.startsWith(title));
  const end = pieces.findIndex(({ kind }, index) => index > start && /^(?:H\d|P)$/u.test(kind));
  const cells = pieces.slice(start, end).filter(({ kind }) => kind === 'TD' || kind === 'TH');
  return Array.from({ length: cells.length / 5 }, (_, index) =>
    cells.slice(index * 5, index * 5 + 5).map(({ text }) => text),
  );
}
