import { useState, type ReactNode } from 'react';
import { Autocomplete, Button, Select, TextInput } from '@mantine/core';
import { MAPPED_TAG_DIMENSIONS } from '#shared/domain/cost.ts';
import { PROFILE_NAMES, profileTitle } from '#shared/domain/import.ts';
import { sentenceCase } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import type { Preview } from './look-into.ts';
import type { ReadingOptions } from './use-import-run.ts';

const DIMENSION_NAMES = {
  team: 'Team',
  project: 'Project',
  environment: 'Environment',
  costCenter: 'Cost centre',
} as const;
/** What a file is detected to be unless one of these is chosen. */
const CHOICES = [
  {
    key: 'profile',
    label: 'Read as',
    data: PROFILE_NAMES.map((value) => ({ value, label: sentenceCase(profileTitle(value)) })),
  },
  {
    key: 'dateOrder',
    label: 'Order of dates',
    data: [
      { value: 'ymd', label: 'year, month, day' },
      { value: 'dmy', label: 'day, month, year' },
      { value: 'mdy', label: 'month, day, year' },
    ],
  },
  {
    key: 'decimal',
    label: 'Decimal mark',
    data: [
      { value: '.', label: 'point (1,234.50)' },
      { value: ',', label: 'comma (1.234,50)' },
    ],
  },
  {
    key: 'encoding',
    label: 'Encoding',
    data: ['utf-8', 'utf-16le', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'shift_jis', 'gb18030'],
  },
  {
    key: 'delimiter',
    label: 'Delimiter',
    data: [
      { value: ',', label: 'comma' },
      { value: ';', label: 'semicolon' },
      { value: '\t', label: 'tab' },
      { value: '|', label: 'bar' },
    ],
  },
] as const;
/** What a table of no known provider can be told about. */
const MAP_FIELDS = [
  { field: 'date', label: 'Day' },
  { field: 'amount', label: 'Amount' },
  { field: 'currency', label: 'Currency' },
  { field: 'service', label: 'Service' },
  { field: 'account', label: 'Account' },
  { field: 'region', label: 'Region' },
  { field: 'team', label: 'Team' },
  { field: 'project', label: 'Project' },
] as const;

type Draft = Record<string, string>;

/** How to read a file where the file alone does not say; what is left empty is detected. */
export function ReadingOptionsForm({
  options,
  preview,
  onApply,
}: {
  readonly options: ReadingOptions;
  readonly preview: Preview | undefined;
  readonly onApply: (options: ReadingOptions) => void;
}): ReactNode {
  const [draft, setDraft] = useState<Draft>(() => draftOf(options));
  const set = (key: string) => (value: string | null) => setDraft({ ...draft, [key]: value ?? '' });
  const columns = [...new Set(preview?.header.filter((column) => column !== '') ?? [])];
  const tagKeys = preview?.tagKeys.map(({ key }) => key) ?? [];
  return (
    <Form className="field-grid" onSubmit={() => onApply(optionsOf(draft))}>
      <FileFields {...{ draft, set }} />
      <ColumnFields {...{ draft, set }} columns={columns} />
      {tagKeys.length === 0 ? null : <TagFields {...{ draft, set }} keys={tagKeys} />}
      <div className="wide">
        <Button type="submit" variant="default">
          Read again
        </Button>
      </div>
    </Form>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly set: (key: string) => (value: string | null) => void;
}

/** How money and days of the file are written, and what it leaves out. */
function FileFields({ draft, set }: FieldsProps): ReactNode {
  return (
    <>
      <TextInput
        label="Currency"
        placeholder="as the file says"
        value={draft['currency'] ?? ''}
        onChange={(event) => set('currency')(event.currentTarget.value.toUpperCase())}
        maxLength={3}
      />
      {CHOICES.map(({ key, label, data }) => (
        <Select
          key={key}
          label={label}
          placeholder="detected"
          clearable
          data={[...data]}
          value={draft[key] ?? null}
          onChange={set(key)}
        />
      ))}
      <TextInput
        label="Year"
        placeholder="where dates have none"
        value={draft['year'] ?? ''}
        onChange={(event) => set('year')(event.currentTarget.value)}
        inputMode="numeric"
      />
      <TextInput
        type="date"
        label="One day for all rows"
        value={draft['date'] ?? ''}
        onChange={(event) => set('date')(event.currentTarget.value)}
      />
    </>
  );
}

function ColumnFields({
  draft,
  set,
  columns,
}: FieldsProps & { readonly columns: readonly string[] }): ReactNode {
  return MAP_FIELDS.map(({ field, label }) => (
    <Autocomplete
      key={field}
      label={`${label} from column`}
      placeholder="detected"
      data={[...columns]}
      value={draft[`map.${field}`] ?? ''}
      onChange={set(`map.${field}`)}
    />
  ));
}

/** Which tags say the team, the project and so on. */
function TagFields({ draft, set, keys }: FieldsProps & { readonly keys: readonly string[] }): ReactNode {
  return MAPPED_TAG_DIMENSIONS.map((dimension) => (
    <Select
      key={dimension}
      label={`${DIMENSION_NAMES[dimension]} from tag`}
      placeholder="detected"
      clearable
      searchable
      data={[...keys]}
      value={draft[`tags.${dimension}`] ?? null}
      onChange={set(`tags.${dimension}`)}
    />
  ));
}

function draftOf(options: ReadingOptions): Draft {
  const { map, tags, year, ...plain } = options;
  const draft: Draft = {};
  for (const [key, value] of Object.entries(plain)) if (typeof value === 'string') draft[key] = value;
  for (const [field, column] of Object.entries(map ?? {})) draft[`map.${field}`] = column;
  for (const [dimension, key] of Object.entries(tags ?? {})) draft[`tags.${dimension}`] = key;
  if (typeof year === 'number' || typeof year === 'string') draft['year'] = String(year);
  return draft;
}

function optionsOf(draft: Draft): ReadingOptions {
  const given = Object.entries(draft).filter(([, value]) => value !== '');
  const under = (prefix: string): Record<string, string> =>
    Object.fromEntries(
      given
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value]),
    );
  const plain = Object.fromEntries(given.filter(([key]) => !key.includes('.')));
  const map = under('map.');
  const tags = under('tags.');
  return {
    ...(plain as ReadingOptions),
    ...(Object.keys(map).length === 0 ? {} : { map }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  };
}
