import {
  costsOfEach,
  isTotalOfColumns,
  periodsAcross,
  servicesAcross,
  type Across,
} from '../generic/across.ts';
import { isBudgetTable, refuseBudgetTable } from '../generic/budget-table.ts';
import { filledCells, isAmountCell, isDataRecord, isDayCell, isEpochCell } from '../generic/cells.ts';
import { longLayout } from '../generic/long.ts';
import { mapped } from '../generic/mapping.ts';
import { findRoles, type Role, type Roles } from '../generic/roles.ts';
import { isTotal } from '../generic/totals.ts';
import { COUNTS, NO_MONEY } from '../generic/vocabulary.ts';
import { periodsLayout, servicesLayout } from '../generic/wide.ts';
import type { Header } from '../header.ts';
import type { Layout, Match, Profile, Sample, WideColumn } from '../profile.ts';
import { ImportError, type ReadOptions } from '../types.ts';

/** Below what a provider's own header scores. */
const HIGHEST_SCORE = 49;

/** Any table with a date and an amount: long or wide, ledgers with debit and credit or a sign column included. */
export const generic: Profile = {
  name: 'generic',
  replaces: false,
  match(header, sample): Match | undefined {
    if (isDataRecord(header.names)) return undefined;
    const roles = findRoles(header, sample, new Map());
    const across = acrossOf(header, sample, {});
    const amount = hasAmount(roles);
    const named = header.names.filter((name) => name !== '' && !isDayCell(name)).length;
    if (!roles.has('date') && !amount && across === undefined) return undefined;
    if (named < 1 && across === undefined) return undefined;
    const score =
      (roles.has('date') ? 10 : 0) + (amount ? 10 : 0) + (across === undefined ? 0 : 15) + roles.size;
    return {
      score: Math.min(score, HIGHEST_SCORE),
      reason: reasonOf(header, roles, across),
      layout: (whole, options) => genericLayout(header, whole, options),
    };
  },
};

function hasAmount(roles: Roles): boolean {
  return roles.has('amount') || (roles.has('debit') && roles.has('credit'));
}

/** Periods across, as far as they can be told without asking. */
function acrossOf(header: Header, sample: Sample, { dateOrder }: ReadOptions): Across | 'open' | undefined {
  try {
    return periodsAcross(header, sample, dateOrder);
  } catch (error) {
    if (error instanceof ImportError) return 'open';
    throw error;
  }
}

function reasonOf(header: Header, roles: Roles, across: Across | 'open' | undefined): string {
  const name = (role: Role): string => header.names[roles.get(role) ?? -1] ?? '';
  if (across !== undefined) return 'The table has periods across.';
  return `No provider’s export has this header; “${name('date')}” is read as the day and “${name('amount') || `${name('debit')} − ${name('credit')}`}” as the amount.`;
}

/** The layout of a table whose columns mean what their names, cells or the user say. */
export function genericLayout(header: Header, sample: Sample, options: ReadOptions): Layout {
  const { roles: said, constants } = mapped(header, sample.name, options);
  const roles = findRoles(header, sample, said);
  const isLong = hasAmount(roles);
  const across = said.has('amount') ? undefined : periodsAcross(header, sample, options.dateOrder);
  if (isBudgetTable(header, sample, isLong, across !== undefined)) refuseBudgetTable(sample.name);
  if (across?.kind === 'fiscal-years') refuseBudgetTable(sample.name);
  if (across !== undefined) return periodsLayout(header, sample, roles, across, constants);
  const services = roles.has('date') ? servicesOf(header, sample, roles, isLong) : undefined;
  if (isLong && services === undefined) return longLayout(header, sample, roles, said, constants);
  if (services !== undefined) return servicesLayout(header, sample, roles, services, constants);
  throw missingAmount(header, sample, roles);
}

/** Services across: beside an amount only where it is named a total and is theirs. */
function servicesOf(
  header: Header,
  sample: Sample,
  roles: Roles,
  hasOwnAmount: boolean,
): readonly WideColumn[] | undefined {
  const total = roles.get('amount') ?? -1;
  const others = new Set([...roles.values()].filter((column) => column !== total));
  if (!roles.has('service') && costsOfEach(header, sample, others).length > 0)
    return servicesAcross(header, sample, others);
  if (hasOwnAmount && (roles.has('service') || !isTotal(header.names[total] ?? ''))) return undefined;
  const services = servicesAcross(header, sample, new Set(roles.values()));
  const isTheirs = services !== undefined && hasOwnAmount && isTotalOfColumns(sample, total, services);
  return hasOwnAmount && !isTheirs ? undefined : services;
}

function missingAmount(header: Header, sample: Sample, roles: Roles): ImportError {
  const taken = new Set(roles.values());
  const numbers = header.names.filter((name, column) => {
    const cells = filledCells(sample, column);
    const couldBe = !taken.has(column) && name !== '' && !NO_MONEY.test(name);
    return couldBe && cells.length > 0 && cells.every(isAmountCell) && !cells.every(isEpochCell);
  });
  const noMoney = numbers.length === 0 ? onlyCounts(header, sample) : undefined;
  if (noMoney !== undefined) return noMoney;
  const values = numbers.length > 0 ? numbers : header.names.filter((name) => name !== '');
  return new ImportError(
    numbers.length > 0 ? 'choice_needed' : 'not_an_export',
    `${sample.name} has no column that is named as an amount; name it with --map amount=COLUMN.`,
    {},
    [{ option: '--map amount=', values, reason: 'No column is named as an amount.' }],
  );
}

/** The error for a table that counts what was used and says nothing of its cost; undefined for any other. */
export function onlyCounts(header: Header, sample: Sample): ImportError | undefined {
  const counts = header.names.filter((name, column) => {
    const cells = filledCells(sample, column);
    return COUNTS.test(name) && cells.length > 0 && cells.every(isAmountCell);
  });
  if (counts.length === 0) return undefined;
  return new ImportError(
    'nothing_to_import',
    `${sample.name} counts ${counts.slice(0, 3).join(', ')} and has no column of money; export it with its cost, or name the column with --map amount=COLUMN.`,
  );
}
