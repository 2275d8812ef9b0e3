import type { ReportModel } from '#shared/engine/report/model.ts';
import type { RenderedReport, ReportFormat } from '../../reports/render.ts';

export interface ReportTask {
  readonly model: ReportModel;
  readonly format: ReportFormat;
}

export type ReportMessage =
  | { readonly kind: 'done'; readonly report: RenderedReport }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };
