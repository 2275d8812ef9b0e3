import { useState, type ReactNode } from 'react';
import { Button, Collapse, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { profileTitle } from '#shared/domain/import.ts';
import { wordsOf } from '#shared/domain/words.ts';
import { NO_CURRENCY } from '#shared/domain/money.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText, microsOf, monthText, sentenceCase, styleOf } from '../../format/style.ts';
import { importAddress } from '../../session/import-place.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Examples, Rejections } from './PreviewTables.tsx';
import { StrictField } from './StrictField.tsx';
import { ReadingOptionsForm } from './ReadingOptionsForm.tsx';
import { consequencesText } from './consequences.ts';
import { daysText, rowsText, totalsText } from './totals.ts';
import type { Look, Preview } from './look-into.ts';
import type { ImportRunControl, Mode, ReadingOptions } from './use-import-run.ts';

/** Delimiters in words; anything else stands as it is. */
const DELIMITER_WORDS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

/** Orders of day, month and year in words. */
const DATE_WORDS: Readonly<Record<string, string>> = {
  dmy: 'day first',
  mdy: 'month first',
  ymd: 'year first',
};

/** What files hold and what importing them would do; nothing is stored until it is confirmed. */
export function PreviewPanel({
  look,
  preview,
  options,
  control,
  isAlone,
}: {
  readonly look: Look;
  readonly preview: Preview;
  readonly options: ReadingOptions;
  readonly control: ImportRunControl;
  /** Whether it is confirmed here; several exports are confirmed together. */
  readonly isAlone: boolean;
}): ReactNode {
  const { files } = look;
  const [isAdjusting, setIsAdjusting] = useState(false);
  const [mode, setMode] = useState<Mode>(options.mode ?? 'auto');
  const { counts } = preview;
  return (
    <Panel
      title={`${files.map(({ name }) => name).join(', ')}: ${totalsText(preview.controlTotals)} in ${countText(counts.accepted, 'row', 'rows')}`}
      label={`${sentenceCase(profileTitle(preview.profile))} · ${preview.reason}`}
      actions={
        <>
          {isAlone ? (
            <Button variant="default" onClick={control.reset}>
              Cancel
            </Button>
          ) : null}
          <Button variant="default" aria-expanded={isAdjusting} onClick={() => setIsAdjusting(!isAdjusting)}>
            Adjust
          </Button>
          {isAlone ? (
            <Button
              autoFocus
              onClick={() => void control.start(files, { ...options, mode })}
              disabled={preview.alreadyImported !== null}
            >
              Import
            </Button>
          ) : null}
        </>
      }
    >
      <div className="stack">
        {preview.alreadyImported === null ? null : (
          <p role="alert" className="strong">
            The same file is imported already; there is nothing to add.{' '}
            <Link href={importAddress(preview.alreadyImported)}>Show that import</Link>
          </p>
        )}
        <PreviewFacts preview={preview} options={options} mode={mode} isStrict={control.isStrict} />
        {preview.controlTotals[NO_CURRENCY] === undefined ? null : (
          <CurrencyQuestion onAnswer={(currency) => void control.look(files, { ...options, currency })} />
        )}
        {preview.warnings.map((warning) => (
          <p key={warning} className="prose">
            {warning}
          </p>
        ))}
        <Replacements
          preview={preview}
          mode={mode}
          replacing={options.mode ?? 'auto'}
          onMode={isAlone ? setMode : undefined}
        />
        <Collapse expanded={isAdjusting}>
          <div className="stack">
            <ReadingOptionsForm
              options={options}
              preview={preview}
              onApply={(next) => void control.look(files, next)}
            />
            {isAlone ? <StrictField control={control} /> : null}
          </div>
        </Collapse>
        <Examples preview={preview} />
        <Rejections preview={preview} />
      </div>
    </Panel>
  );
}

/** A file that names no currency is imported under none, unless somebody knows it. */
function CurrencyQuestion({ onAnswer }: { readonly onAnswer: (currency: string) => void }): ReactNode {
  const { settings } = useQueries();
  const currency = useQuery(settings.get.queryOptions({ input: {} })).data?.data.currency;
  return (
    <div className="row notice" role="group" aria-label="Currency of the amounts">
      <span className="strong">The file names no currency, so no budget would count it.</span>
      {currency === undefined ? null : (
        <Button variant="default" onClick={() => onAnswer(currency)}>
          The amounts are in {currency}
        </Button>
      )}
      <span className="quiet">Another one can be written under Adjust.</span>
    </div>
  );
}

function PreviewFacts({
  preview,
  options,
  mode,
  isStrict,
}: {
  readonly preview: Preview;
  readonly options: ReadingOptions;
  readonly mode: Mode;
  readonly isStrict: boolean;
}): ReactNode {
  const { counts } = preview;
  return (
    <dl className="facts">
      <dt>Rows</dt>
      <dd>{rowsText(counts)}</dd>
      <dt>What becomes of them</dt>
      <dd>{consequencesText(preview, mode, isStrict)}</dd>
      <dt>Billed</dt>
      <dd className="strong">{totalsText(preview.controlTotals)}</dd>
      <dt>Days</dt>
      <dd>{daysText(preview.firstDay, preview.lastDay)}</dd>
      <dt>Read as</dt>
      <dd>
        {preview.encoding}, {DELIMITER_WORDS[preview.delimiter] ?? preview.delimiter}, decimal{' '}
        {preview.decimal === ',' ? 'comma' : 'point'}, dates{' '}
        {DATE_WORDS[preview.dateOrder] ?? preview.dateOrder}
        {tagsText(options)}
        {preview.remembered ? ' (as remembered for this header)' : ''}
      </dd>
      <dt>Columns used</dt>
      <dd>
        <Listed names={preview.columnsUsed.map(({ column, field }) => `${column} as ${wordsOf(field)}`)} />
      </dd>
      <dt>Columns ignored</dt>
      <dd>{preview.columnsIgnored.length === 0 ? 'none' : <Listed names={preview.columnsIgnored} />}</dd>
    </dl>
  );
}

/** `, team from the tag squad`: what was chosen to be read from a tag. */
function tagsText({ tags }: ReadingOptions): string {
  return Object.entries(tags ?? {})
    .map(([dimension, key]) => `, ${wordsOf(dimension)} from the tag ${key}`)
    .join('');
}

/** How many columns, and on a click which. */
function Listed({ names }: { readonly names: readonly string[] }): ReactNode {
  return (
    <details className="inline-details">
      <summary>{names.length}</summary>
      {names.join(', ')}
    </details>
  );
}

function Replacements({
  preview,
  mode,
  replacing,
  onMode,
}: {
  readonly preview: Preview;
  readonly mode: Mode;
  /** The mode in which the file takes the place of earlier ones. */
  readonly replacing: Mode;
  readonly onMode: ((mode: Mode) => void) | undefined;
}): ReactNode {
  if (preview.replaces.length === 0) return null;
  return (
    <div className="stack">
      <p className="prose">
        {preview.replaces
          .map(({ files, months }) => `${months.map(monthText).join(', ')} of ${files.join(', ')}`)
          .join('; ')}{' '}
        {mode === 'append' ? 'stays, and this file is added to it' : 'is replaced and can be brought back'}.
        {preview.replaces.every(({ differences }) => differences.length === 0)
          ? ' The billed amounts are the same.'
          : ''}
      </p>
      {onMode === undefined ? null : (
        <div className="row">
          <SegmentedControl
            aria-label="Replace or add"
            value={mode}
            onChange={onMode}
            data={[
              { value: replacing, label: 'Replace' },
              { value: 'append', label: 'Add to it' },
            ]}
          />
        </div>
      )}
      <ul className="stack tight">
        {preview.replaces.flatMap(({ importId, differences }) =>
          differences.map(({ month, service, change }) => (
            <li key={`${importId} ${month} ${service}`}>
              {monthText(month)}, {service === '' ? '(no service)' : service}:{' '}
              {styleOf(change.currency).signedAmount(microsOf(change))} {change.currency}
            </li>
          )),
        )}
      </ul>
    </div>
  );
}
