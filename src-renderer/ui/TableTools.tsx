import type { ReactNode } from 'react';
import { sayDone, sayFailed } from '../session/notices.ts';
import { csvOf, saveFile } from '../session/save-file.ts';

/** The foot of a chart or table: its twin, copy, CSV. */
export function TableTools({
  name,
  rows,
  twin,
}: {
  /** The file's name without its ending. */
  readonly name: string;
  readonly rows: () => readonly (readonly string[])[];
  readonly twin?: { readonly isShown: boolean; readonly toggle: () => void };
}): ReactNode {
  const copy = (): void => {
    const text = rows()
      .map((row) => row.join('\t'))
      .join('\n');
    navigator.clipboard.writeText(text).then(() => sayDone('Copied as a table.'), sayFailed);
  };
  return (
    <div className="table-tools">
      {twin === undefined ? null : (
        <button type="button" className="text-button" aria-pressed={twin.isShown} onClick={twin.toggle}>
          {twin.isShown ? 'chart' : 'table'}
        </button>
      )}
      <button type="button" className="text-button" onClick={copy}>
        copy
      </button>
      <button
        type="button"
        className="text-button"
        onClick={() => saveFile(`${name}.csv`, new Blob([csvOf(rows())], { type: 'text/csv' }))}
      >
        CSV
      </button>
    </div>
  );
}
