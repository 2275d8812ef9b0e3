import { expect, test } from 'vitest';
import { formatAmount } from '#shared/domain/money.ts';
import type { BudgetTreeDraft } from '#shared/engine/budgets/budget-tree-draft.ts';
import {
  readBudgetTable,
  type BudgetTable,
  type BudgetTableOptions,
} from '#shared/engine/budgets/budget-table.ts';
import { readCellAmount } from '#shared/engine/budgets/table-amounts.ts';
import { readTableMonth, readTableYear } from '#shared/engine/budgets/table-periods.ts';
import { toListRows } from '#shared/engine/budgets/table-list-rows.ts';
import { budget } from './budgets.ts';

const options: BudgetTableOptions = { rootName: 'Plan', currency: 'AUD', fiscalYearStart: 1 };

function read(text: string, more: Partial<BudgetTableOptions> = {}): BudgetTable {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(';'));
  const table = readBudgetTable(header, rows, { ...options, ...more });
  if ('error' in table) throw new Error(table.error);
  return table;
}

/** Name, amount and children of a tree, as short as can be. */
function outline({ name, amount, children = [] }: BudgetTreeDraft): unknown {
  return [name, formatAmount(amount ?? (0n as never)), ...children.map(outline)];
}

test('months down: department and account are levels, what says the kind of an account is a tag, actuals are left out', () => {
  const table = read(`
month;department;account;account_type;budget;actual
2026-01;Sales;Travel;expense;10.5;9
2026-02;Sales;Travel;expense;20;21
2026-01;Sales;Revenue;revenue;100;90
2026-01;IT;Travel;expense;1;1`);
  expect(table).toMatchObject({
    layout: 'long',
    rows: 4,
    levels: ['department', 'account'],
    ignoredColumns: ['actual'],
  });
  expect(table.warnings).toHaveLength(1);
  const [root] = table.trees;
  expect(root && outline(root)).toEqual([
    'Plan',
    '131.500000',
    ['Sales', '130.500000', ['Travel', '30.500000'], ['Revenue', '100.000000']],
    ['IT', '1.000000', ['Travel', '1.000000']],
  ]);
  expect(root).toMatchObject({
    id: 'plan',
    type: 'organization',
    startMonth: '2026-01',
    months: 2,
    currency: 'AUD',
  });
  expect(root?.children?.[0]?.children?.[1]).toMatchObject({
    id: 'plan.sales.revenue',
    tags: { account_type: 'revenue' },
    scope: [{ dimension: 'tag:account', values: ['Revenue'] }],
  });
});

test('years across: each is spread over its twelve months, cells without an amount are counted and named', () => {
  const table = read(`
Portfolio;Agency;Description;2014-15;2015-16;URL
Health;Clinic;x;1,200;(600);u
Health;Clinic;y;12;;u
Health;;z;nfp;24;u
HEALTH;Ward;w;- ;0;u`);
  expect(table).toMatchObject({
    layout: 'wide',
    levels: ['Portfolio', 'Agency'],
    blankCells: 1,
    ignoredColumns: ['Description', 'URL'],
  });
  expect(table.unreadableCells).toEqual([
    { row: 3, column: '2014-15', text: 'nfp' },
    { row: 4, column: '2014-15', text: '-' },
  ]);
  const [root] = table.trees;
  expect(root && outline(root)).toEqual([
    'Plan',
    '636.000000',
    ['Health', '636.000000', ['Clinic', '612.000000'], ['Ward', '0.000000']],
  ]);
  expect(root).toMatchObject({ startMonth: '2014-07', months: 24, phasing: { kind: 'custom' } });
});

test('a table in thousands is multiplied, and a stated month starts its years', () => {
  const table = read("Unit $'000;2015;2016\nA;1.5;2", { tableYearStart: 4 });
  expect(table.trees[0]).toMatchObject({ amount: 3_500_000_000n, startMonth: '2015-04', months: 24 });
});

test('a list of budgets names parents by id or by name', () => {
  const table = read(`
id;name;type;parent;amount;start;months
org;Org;organization;;1200;2026-01;12
;Web;team;Org;600;;
;EU;region;web;100;;`);
  expect(table.trees[0]).toMatchObject({
    id: 'org',
    startMonth: '2026-01',
    months: 12,
    children: [{ id: 'web', type: 'team', children: [{ id: 'eu', amount: 100_000_000n }] }],
  });
});

test('a list that was written reads back as the same budgets', () => {
  const tree = [
    budget({ id: 'org', type: 'organization', notes: 'a; b' }),
    budget({ id: 'web', parentId: 'org', amount: 600 }),
  ];
  const [header = [], ...rows] = toListRows(tree);
  const table = readBudgetTable(header, rows, options);
  if ('error' in table) throw new Error(table.error);
  const {
    amount,
    plan: _plan,
    revision: _revision,
    scopeKind: _kind,
    rollover: _rollover,
    thresholds: _thresholds,
    parentId: _parent,
    ...rest
  } = tree[0] as never as Record<string, unknown>;
  expect(table.trees[0]).toMatchObject({
    amount,
    id: rest['id'],
    notes: rest['notes'],
    startMonth: rest['startMonth'],
    phasing: { kind: 'even' },
  });
  expect(table.trees[0]?.children?.[0]).toMatchObject({ id: 'web', amount: 600n });
});

test('what is no table of budgets is refused with the reason', () => {
  const refuse = (header: string[], ...rows: string[][]) => readBudgetTable(header, rows, options);
  expect(refuse(['a', 'b'])).toHaveProperty('error');
  expect(refuse(['a', 'b'], ['x', '1'])).toHaveProperty('error');
  expect(refuse(['month', 'team'], ['2026-01', 'x'])).toHaveProperty('error');
  expect(refuse(['name', 'type', 'parent'], ['x', 'team', 'nobody'])).toHaveProperty('error');
  expect(refuse(['name', 'parent'], ['x', 'y'], ['y', 'x'])).toHaveProperty('error');
});

test('cells are read as people write amounts', () => {
  const cells = [
    '1,234.5',
    '(85,817)',
    '$ 12',
    '-3',
    '4-',
    "1'000",
    '',
    'nfp',
    '1,23,45',
    '1.2.3',
    '0.0000005',
  ];
  expect(cells.map((cell) => readCellAmount(cell, '.', 1n))).toEqual([
    1_234_500_000n,
    -85_817_000_000n,
    12_000_000n,
    -3_000_000n,
    -4_000_000n,
    1_000_000_000n,
    undefined,
    undefined,
    12_345_000_000n,
    undefined,
    1n,
  ]);
  expect(readCellAmount('1.234,5', ',', 1n)).toBe(1_234_500_000n);
});

test('months and years are read in many spellings', () => {
  expect(['2026-04', '2026-04-30', '04/2026', 'Apr 2026', 'April-26', '202604'].map(readTableMonth)).toEqual(
    Array.from({ length: 6 }, () => '2026-04'),
  );
  expect(['2026-13', 'April', '12'].map(readTableMonth)).toEqual([undefined, undefined, undefined]);
  expect(readTableYear('2014-15', 7)).toEqual({ startMonth: '2014-07', months: 12 });
  expect(readTableYear('FY2015', 7)).toEqual({ startMonth: '2014-07', months: 12 });
  expect(readTableYear('2015', 1)).toEqual({ startMonth: '2015-01', months: 12 });
  expect(readTableYear('2014-16', 7)).toBeUndefined();
});
