import type { ReactNode } from 'react';
import { Select, TagsInput } from '@mantine/core';
import { modelNamed } from '#shared/domain/forecast.ts';
import { LONGEST_HORIZON, LONGEST_SEASON } from '#shared/domain/series-table.ts';
import { bytesText, decimalSign } from '../../../format/style.ts';
import { inLocale } from '../../../format/typed.ts';
import { FileButton } from '../../../forms/FileButton.tsx';
import { Form } from '../../../forms/Form.tsx';
import { FormFoot } from '../../../forms/FormFoot.tsx';
import { NumberField } from '../../../forms/NumberField.tsx';
import { Failure } from '../../../ui/States.tsx';
import { LEVEL_CHOICES } from '../extent.ts';
import { MODEL_CHOICES } from '../model-choices.ts';
import { faultsOf, type SeriesDraft } from './series-draft.ts';
import type { SeriesRunControl } from './use-series-run.ts';

/** The file, how far ahead, what comes again, which intervals and which model: all that the command takes. */
export function SeriesForm({
  control: { file, choose, start },
  draft,
  error,
  onChange,
  onClose,
}: {
  readonly control: SeriesRunControl;
  readonly draft: SeriesDraft;
  /** Why the last try failed. */
  readonly error: unknown;
  readonly onChange: (draft: SeriesDraft) => void;
  readonly onClose: () => void;
}): ReactNode {
  const faults = faultsOf(draft, decimalSign());
  const isReady = file !== undefined && Object.keys(faults).length === 0;
  return (
    <Form onSubmit={() => void (isReady && start(draft))}>
      <p className="prose">
        A CSV table, also gzipped, with the columns <code>series_id</code>, <code>t</code> and{' '}
        <code>value</code>; the rows of a series stand in order of time, an empty value is missing. Each
        series is forecast by itself. Nothing is stored in the workspace.
      </p>
      <div className="row">
        <FileButton
          label={file === undefined ? 'Choose a file…' : 'Choose another file…'}
          name="File of series"
          accept=".csv,.tsv,.txt,.gz"
          // Back from a run: the button that had the focus is gone.
          autoFocus={file !== undefined}
          onChoose={choose}
        />
        <span>{file === undefined ? '' : `${file.name}, ${bytesText(file.size)}`}</span>
      </div>
      <div className="controls">
        <NumberField
          label="Steps ahead"
          value={draft.horizon}
          onChange={(horizon) => onChange({ ...draft, horizon })}
          error={faults.horizon}
          allowDecimal={false}
          allowNegative={false}
          max={LONGEST_HORIZON}
          w={144}
        />
        <NumberField
          label="Steps of a season"
          value={draft.season}
          onChange={(season) => onChange({ ...draft, season })}
          error={faults.season}
          allowDecimal={false}
          allowNegative={false}
          max={LONGEST_SEASON}
          w={144}
        />
        <Select
          label="Model"
          data={MODEL_CHOICES}
          value={draft.model}
          searchable
          onChange={(name) => onChange({ ...draft, model: modelNamed(name ?? 'auto') ?? 'auto' })}
          w={208}
        />
      </div>
      <p className="quiet">
        A season is 12 for months, 7 for days, 24 for hours, 1 where nothing comes again.
      </p>
      <Levels draft={draft} error={faults.levels} onChange={onChange} />
      <Failure error={error} />
      <FormFoot submit="Forecast" isDisabled={!isReady} onCancel={onClose} />
    </Form>
  );
}

function Levels({
  draft,
  error,
  onChange,
}: {
  readonly draft: SeriesDraft;
  readonly error: string | undefined;
  readonly onChange: (draft: SeriesDraft) => void;
}): ReactNode {
  return (
    <TagsInput
      label="Intervals, % of outcomes"
      description={`Enter ends one; any percent, such as ${inLocale('97.5')}`}
      data={LEVEL_CHOICES.map(String)}
      value={[...draft.levels]}
      error={error}
      // Where decimals are written with a comma, it parts no list.
      splitChars={decimalSign() === ',' ? [';', ' '] : [',', ';', ' ']}
      onChange={(levels) => onChange({ ...draft, levels })}
    />
  );
}
