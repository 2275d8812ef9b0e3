import { lazy, Suspense, type ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Outputs } from '#shared/contract/contract.ts';
import { bytesText, plainStyle } from '../../format/style.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ErrorState, Waiting } from '../../ui/States.tsx';

/** The reader of PDFs is the largest part of the page, and comes when a report is looked at. */
const PdfPages = lazy(async () => ({ default: (await import('./PdfPages.tsx')).PdfPages }));

/** The very file that will be saved, page by page. */
export function ReportPreview({
  rendered,
  isBehind,
}: {
  readonly rendered: UseQueryResult<Outputs['reports']['render']>;
  /** Whether the pages still show earlier choices. */
  readonly isBehind: boolean;
}): ReactNode {
  const file = rendered.data?.data;
  return (
    <Panel
      title={file?.name ?? 'The report'}
      label={
        <span role="status">
          {isBehind || file === undefined
            ? rendered.isError
              ? 'Not set'
              : 'Setting the pages…'
            : `The file as it will be saved: ${file.pages ?? 0} pages, ${bytesText(file.bytes)}, set in ${plainStyle().decimal(file.seconds, 1)} s`}
        </span>
      }
      className="flush"
    >
      {rendered.isError ? (
        <ErrorState error={rendered.error} onRetry={() => void rendered.refetch()} />
      ) : file === undefined ? (
        <Waiting what="the report" height={480} />
      ) : (
        <Suspense fallback={<Waiting what="the pages" height={480} />}>
          <PdfPages content={file.content} name={file.name} />
        </Suspense>
      )}
    </Panel>
  );
}
