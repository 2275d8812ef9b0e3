import { reportCsv } from '#shared/engine/report/csv.ts';
import type { ReportModel } from '#shared/engine/report/model.ts';
import { renderPdf } from './render-pdf.ts';
import { renderXlsx } from './render-xlsx.ts';

export type ReportFormat = 'pdf' | 'xlsx' | 'csv';

export interface RenderedReport {
  readonly bytes: Uint8Array;
  /** Null for what has no pages. */
  readonly pages: number | null;
}

/** Writes a report in a format; all formats show the same figures, because they are written from the same model. */
export async function renderReport(model: ReportModel, format: ReportFormat): Promise<RenderedReport> {
  switch (format) {
    case 'pdf':
      return await renderPdf(model);
    case 'xlsx':
      return { bytes: await renderXlsx(model), pages: null };
    case 'csv':
      // The mark tells spreadsheets that the file is UTF-8.
      return { bytes: new TextEncoder().encode(`\ufeff${reportCsv(model)}`), pages: null };
  }
}
