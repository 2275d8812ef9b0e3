import type { ReportModel } from '#shared/engine/report/model.ts';
import type { RenderedReport, ReportFormat } from '../../reports/render.ts';
import { runAside } from '../aside.ts';

export interface ReportTask {
  readonly model: ReportModel;
  readonly format: ReportFormat;
}

/**
 * Most of what setting a report makes is needed for a moment only; a small nursery is swept often, so that hundreds of pages need no
 * more memory than a few.
 */
const YOUNG_MEGABYTES = 12;

/** Writes a report in a format on a worker thread. */
export function runReport(model: ReportModel, format: ReportFormat): Promise<RenderedReport> {
  const task: ReportTask = { model, format };
  return runAside(new URL('./worker.ts', import.meta.url), task, {
    maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
  });
}
