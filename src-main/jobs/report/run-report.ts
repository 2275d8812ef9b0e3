import { Worker } from 'node:worker_threads';
import type { ReportModel } from '#shared/engine/report/model.ts';
import type { RenderedReport, ReportFormat } from '../../reports/render.ts';
import type { ReportMessage, ReportTask } from './messages.ts';

/**
 * Most of what setting a report makes is needed for a moment only; a small nursery is swept often, so that hundreds of pages need no
 * more memory than a few.
 */
const YOUNG_MEGABYTES = 12;

/** Writes a report in a format on a worker thread. */
export function runReport(model: ReportModel, format: ReportFormat): Promise<RenderedReport> {
  return new Promise((resolve, reject) => {
    const task: ReportTask = { model, format };
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    let outcome: (() => void) | undefined;
    worker.on('message', (message: ReportMessage) => {
      outcome = (): void => {
        if (message.kind === 'done') resolve(message.report);
        else reject(new Error(message.message, { cause: message.stack }));
      };
    });
    worker.on('error', (error) => {
      outcome = (): void => {
        reject(error instanceof Error ? error : new Error(String(error)));
      };
    });
    worker.on('exit', () => {
      if (outcome === undefined) reject(new Error('the report ended without an answer'));
      else outcome();
    });
  });
}
