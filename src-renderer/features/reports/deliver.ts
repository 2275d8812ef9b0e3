import { useCallback } from 'react';
import type { Outputs } from '#shared/contract/contract.ts';
import { madeFrom } from '#shared/contract/reports.ts';
import { useBackend } from '../../client/backend.tsx';
import { bytesText, plainStyle } from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { bytesOf, saveFile } from '../../session/save-file.ts';
import { usePastDay } from '../../session/workspace.ts';

export type ReportFile = Outputs['reports']['render']['data'];

const MEDIA_TYPES: Readonly<Record<ReportFile['format'], string>> = {
  pdf: 'application/pdf',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Hands a report over as it is, byte for byte, and notes that it was handed on. One of an earlier day's knowledge is not noted:
 * the next report would take it for what its readers know.
 */
export function useDeliver(): (file: ReportFile) => void {
  const { client } = useBackend();
  const past = usePastDay();
  return useCallback(
    (file) => {
      saveFile(file.name, new Blob([bytesOf(file.content)], { type: MEDIA_TYPES[file.format] }));
      const pages = file.pages === null ? '' : `, ${file.pages} pages`;
      const said = `${file.name}: ${bytesText(file.bytes)}${pages}, made in ${plainStyle().decimal(file.seconds, 1)} s.`;
      if (past !== null) sayDone(said);
      else client.reports.record(madeFrom(file)).then(() => sayDone(said), sayFailed);
    },
    [client, past],
  );
}
