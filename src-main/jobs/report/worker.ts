/** Sets a report on a thread of its own: hundreds of pages take seconds, in which the page must go on. */
import { parentPort, workerData } from 'node:worker_threads';
import { renderReport } from '../../reports/render.ts';
import type { ReportMessage, ReportTask } from './messages.ts';

const { model, format } = workerData as ReportTask;
const say = (message: ReportMessage): void => parentPort?.postMessage(message);

try {
  say({ kind: 'done', report: await renderReport(model, format) });
} catch (error) {
  const failure = error instanceof Error ? error : new Error(String(error));
  say({ kind: 'failed', message: failure.message, stack: failure.stack ?? '' });
}
