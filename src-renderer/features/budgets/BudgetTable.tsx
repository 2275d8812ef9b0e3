import type { ReactNode } from 'react';
import { NumberInput, Select, TextInput } from '@mantine/core';
import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import { countText, moneyText, monthText } from '../../format/style.ts';
import { MONTHS_OF_YEAR } from '../../forms/months-of-year.ts';

type Table = Outputs['budgets']['importTable']['data'];

/** How a table of budgets is read, as it is typed; blank is found out from the table or the workspace. */
export interface Reading {
  readonly rootName: string;
  readonly rootId: string;
  readonly currency: string;
  readonly unit: number | string;
  readonly decimal: '.' | ',' | null;
  readonly fiscalYearStart: string | null;
}
export const NO_READING: Reading = {
  ...{ rootName: '', rootId: '', currency: '', unit: '' },
  ...{ decimal: null, fiscalYearStart: null },
};

type ReadingInput = Pick<
  Inputs['budgets']['importTable'],
  'rootName' | 'rootId' | 'currency' | 'unit' | 'decimal' | 'fiscalYearStart'
>;

/** What is stated of a table, without what was left blank. */
export function readingOf({
  rootName,
  rootId,
  currency,
  unit,
  decimal,
  fiscalYearStart,
}: Reading): ReadingInput {
  return {
    ...(rootName.trim() === '' ? {} : { rootName: rootName.trim() }),
    ...(rootId.trim() === '' ? {} : { rootId: rootId.trim() }),
    ...(currency.trim() === '' ? {} : { currency: currency.trim() }),
    ...(unit === '' ? {} : { unit: Number(unit) }),
    ...(decimal === null ? {} : { decimal }),
    ...(fiscalYearStart === null ? {} : { fiscalYearStart: Number(fiscalYearStart) }),
  };
}

/** What a table does not say of itself. */
export function TableReading({
  reading,
  onChange,
}: {
  readonly reading: Reading;
  readonly onChange: (reading: Reading) => void;
}): ReactNode {
  const set = (part: Partial<Reading>): void => onChange({ ...reading, ...part });
  return (
    <div className="field-grid">
      <TextInput
        label="Name of the root"
        placeholder="that of the file"
        value={reading.rootName}
        onChange={(event) => set({ rootName: event.currentTarget.value })}
      />
      <TextInput
        label="Id of the root"
        placeholder="made from its name"
        value={reading.rootId}
        onChange={(event) => set({ rootId: event.currentTarget.value })}
      />
      <TextInput
        label="Currency"
        placeholder="the workspace's"
        maxLength={3}
        value={reading.currency}
        onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
      />
      <NumberInput
        label="One unit of a cell is"
        placeholder="1, or 1000"
        min={1}
        allowDecimal={false}
        value={reading.unit}
        onChange={(unit) => set({ unit })}
      />
      <DecimalSign value={reading.decimal} onChange={(decimal) => set({ decimal })} />
      <Select
        label="Its years start in"
        placeholder="the workspace's month"
        clearable
        data={MONTHS_OF_YEAR}
        value={reading.fiscalYearStart}
        onChange={(fiscalYearStart) => set({ fiscalYearStart })}
      />
    </div>
  );
}

/** By which sign the amounts of a table have their fractions, where it is not to be found out. */
export function DecimalSign({
  value,
  onChange,
}: {
  readonly value: Reading['decimal'];
  readonly onChange: (decimal: Reading['decimal']) => void;
}): ReactNode {
  return (
    <Select
      label="Decimal sign"
      placeholder="as found"
      clearable
      data={[
        { value: '.', label: 'point' },
        { value: ',', label: 'comma' },
      ]}
      value={value}
      onChange={onChange}
    />
  );
}

const MOST_CELLS = 10;

/** What a table was read as: its budgets, and what of it was not taken. */
export function TableReport({ table }: { readonly table: Table }): ReactNode {
  const { budgets, rows, total, months, startMonth, levels, unreadableCells, unreadableCount } = table;
  return (
    <section aria-label="What the table holds" className="stack tight">
      <p>
        {countText(budgets, 'budget', 'budgets')} from {countText(rows, 'row', 'rows')}, {moneyText(total)}{' '}
        over {countText(months, 'month', 'months')} from {monthText(startMonth)}.
        {levels.length === 0 ? null : ` Levels: ${levels.join(' › ')}.`}
      </p>
      {table.blankCells === 0 ? null : (
        <p className="quiet">{countText(table.blankCells, 'cell is blank', 'cells are blank')}.</p>
      )}
      {table.ignoredColumns.length === 0 ? null : (
        <p className="quiet">Not read: {table.ignoredColumns.join(', ')}.</p>
      )}
      {unreadableCount === 0 ? null : (
        <p role="note" className="adverse">
          {countText(unreadableCount, 'cell cannot be read', 'cells cannot be read')}:{' '}
          {unreadableCells
            .slice(0, MOST_CELLS)
            .map(({ row, column, text }) => `row ${row}, ${column}: “${text}”`)
            .join('; ')}
          .
        </p>
      )}
      {table.warnings.map((warning) => (
        <p key={warning} role="note">
          {warning}
        </p>
      ))}
    </section>
  );
}
