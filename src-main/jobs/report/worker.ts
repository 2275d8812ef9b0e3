/** Sets a report on a thread of its own: hundreds of pages take seconds, in which the page must go on. */
import { renderReport } from '../../reports/render.ts';
import { answerTask } from '../aside.ts';
import type { ReportTask } from './run-report.ts';

await answerTask(({ model, format }: ReportTask) => renderReport(model, format));
