import { useState, type ReactNode } from 'react';
import { Autocomplete, Button, Select, TextInput } from '@mantine/core';
import { MAPPED_TAG_DIMENSIONS } from '#shared/domain/cost.ts';
import { PROFILE_NAMES, profileTitle } from '#shared/domain/import.ts';
import { sentenceCase } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import type { Preview } from './look-into.ts';
import { draftOf, isDelimiter, optionsOf, type ReadingDraft } from './reading-draft.ts';
import { DELIMITERS, ENCODINGS, FURTHER_FIELDS, USUAL_FIELDS } from './reading-words.ts';
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
  { key: 'encoding', label: 'Encoding', data: ENCODINGS, searchable: true },
  {
    key: 'mode',
    label: 'The same months of earlier files',
    data: [
      { value: 'replace', label: 'are replaced' },
      { value: 'append', label: 'stay, it is added' },
    ],
  },
] as const;

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
  const [draft, setDraft] = useState<ReadingDraft>(() => draftOf(options));
  const set = (key: string) => (value: string | null) => setDraft({ ...draft, [key]: value ?? '' });
  const isReadable = isDelimiter(draft['delimiter'] ?? '');
  const columns = [...new Set(preview?.header.filter((column) => column !== '') ?? [])];
  const tagKeys = preview?.tagKeys.map(({ key }) => key) ?? [];
  return (
    <Form className="field-grid" onSubmit={() => onApply(optionsOf(draft))}>
      <FileFields {...{ draft, set }} />
      <ColumnFields {...{ draft, set }} fields={USUAL_FIELDS} columns={columns} />
      {tagKeys.length === 0 ? null : <TagFields {...{ draft, set }} keys={tagKeys} />}
      <FurtherFields {...{ draft, set }} columns={columns} />
      <div className="wide">
        <Button type="submit" variant="default" disabled={!isReadable}>
          Read again
        </Button>
      </div>
    </Form>
  );
}

interface FieldsProps {
  readonly draft: ReadingDraft;
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
      {CHOICES.map(({ key, label, data, ...list }) => (
        <Select
          key={key}
          label={label}
          placeholder="detected"
          clearable
          {...list}
          data={[...data]}
          value={draft[key] ?? null}
          onChange={set(key)}
        />
      ))}
      <Autocomplete
        label="Delimiter"
        placeholder="detected"
        data={DELIMITERS.map(({ name }) => name)}
        value={draft['delimiter'] ?? ''}
        error={isDelimiter(draft['delimiter'] ?? '') ? undefined : 'One character, or one of the list.'}
        onChange={set('delimiter')}
      />
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
  fields,
  columns,
}: FieldsProps & {
  readonly fields: typeof USUAL_FIELDS;
  readonly columns: readonly string[];
}): ReactNode {
  return fields.map(({ field, label }) => (
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

/** The columns that few tables need to be told of; open where one of them is. */
function FurtherFields({
  draft,
  set,
  columns,
}: FieldsProps & { readonly columns: readonly string[] }): ReactNode {
  const [isOpen, setIsOpen] = useState(() =>
    FURTHER_FIELDS.some(({ fields }) => fields.some(({ field }) => `map.${field}` in draft)),
  );
  return (
    <details
      className="wide disclosure"
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>Further columns</summary>
      {FURTHER_FIELDS.map(({ title, fields }) => (
        <fieldset key={title} className="plain-fieldset field-grid">
          <legend className="label">{title}</legend>
          <ColumnFields {...{ draft, set, fields, columns }} />
        </fieldset>
      ))}
    </details>
  );
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
