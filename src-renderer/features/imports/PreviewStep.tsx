import { useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { profileTitle } from '#shared/domain/import.ts';
import { failureOf } from '../../client/failure.ts';
import { countText, plainStyle, sentenceCase } from '../../format/style.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';
import { StrictField } from './StrictField.tsx';
import { Stopped } from './Stopped.tsx';
import { daysText, totalsText } from './totals.ts';
import type { Look } from './look-into.ts';
import type { ImportRunControl } from './use-import-run.ts';

type Run = Extract<ImportRunControl['run'], { step: 'preview' }>;

/** What the chosen files hold: one export at once, several in a list of which one is looked at. */
export function PreviewStep({
  run,
  control,
}: {
  readonly run: Run;
  readonly control: ImportRunControl;
}): ReactNode {
  const [shown, setShown] = useState(0);
  const look = run.looks[shown] ?? run.looks[0];
  if (look === undefined) return null;
  const isAlone = run.looks.length === 1;
  // An answer for one file is one for all of them, so all are looked into again.
  const whole: ImportRunControl = { ...control, look: (_some, options) => control.look(run.files, options) };
  return (
    <>
      {isAlone ? null : <Files run={run} control={control} shown={shown} onShow={setShown} />}
      {look.preview === undefined ? (
        <Stopped run={{ ...run, ...look, step: 'stopped' }} control={whole} />
      ) : (
        <PreviewPanel
          key={shown}
          look={look}
          preview={look.preview}
          options={run.options}
          control={whole}
          isAlone={isAlone}
        />
      )}
    </>
  );
}

const nameOf = ({ files }: Look): string => files.map(({ name }) => name).join(', ');

const COLUMNS: readonly Column<Look>[] = [
  { key: 'file', head: 'File', text: nameOf, isFill: true },
  {
    key: 'profile',
    head: 'Read as',
    text: ({ preview }) => (preview === undefined ? '–' : sentenceCase(profileTitle(preview.profile))),
  },
  {
    key: 'rows',
    head: 'Rows',
    text: ({ preview }) => (preview === undefined ? '–' : plainStyle().integer(preview.counts.rows)),
    isNumber: true,
  },
  {
    key: 'rejected',
    head: 'Rejected',
    text: ({ preview }) => (preview === undefined ? '–' : plainStyle().integer(preview.counts.rejected)),
    isNumber: true,
    from: 1000,
  },
  {
    key: 'total',
    head: 'Billed',
    text: ({ preview }) => (preview === undefined ? '–' : totalsText(preview.controlTotals)),
    isNumber: true,
  },
  {
    key: 'days',
    head: 'Days',
    text: ({ preview }) => (preview === undefined ? '–' : daysText(preview.firstDay, preview.lastDay)),
    from: 1000,
  },
  {
    key: 'state',
    head: 'State',
    text: (look) => stateOf(look),
    cell: (look) => <span className={look.preview === undefined ? 'adverse' : ''}>{stateOf(look)}</span>,
  },
];

function stateOf({ preview, error }: Look): string {
  if (preview !== undefined) return preview.alreadyImported === null ? 'to be imported' : 'imported already';
  return failureOf(error).code === 'choice_needed' ? 'has a question' : 'cannot be read';
}

/** Files of different exports, imported with one confirmation; what cannot be read stays behind. */
function Files({
  run,
  control,
  shown,
  onShow,
}: {
  readonly run: Run;
  readonly control: ImportRunControl;
  readonly shown: number;
  readonly onShow: (shown: number) => void;
}): ReactNode {
  const ready = run.looks.filter(({ preview }) => preview !== undefined && preview.alreadyImported === null);
  const files = ready.flatMap((look) => look.files);
  const behind = run.looks.length - ready.length;
  return (
    <Panel
      title={`${countText(run.looks.length, 'file', 'files')}, each an export of its own`}
      label={
        behind === 0
          ? 'A row shows what the file holds; nothing is stored yet'
          : `${countText(behind, 'file stays', 'files stay')} behind: open it for the reason and what to do`
      }
      className="flush"
      actions={
        <>
          <Button variant="default" onClick={control.reset}>
            Cancel
          </Button>
          <Button disabled={files.length === 0} onClick={() => void control.start(files, run.options)}>
            Import {countText(files.length, 'file', 'files')}
          </Button>
        </>
      }
    >
      <div className="controls in-panel">
        <StrictField control={control} />
      </div>
      <DataTable
        caption="Chosen files"
        columns={COLUMNS}
        rows={run.looks}
        keyOf={nameOf}
        onOpen={(look) => onShow(run.looks.indexOf(look))}
        selectedKey={run.looks[shown] === undefined ? undefined : nameOf(run.looks[shown])}
      />
    </Panel>
  );
}
