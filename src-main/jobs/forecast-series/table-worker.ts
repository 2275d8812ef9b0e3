/** The thread of a run: reads the file and has its series forecast by threads of its own, while the host goes on answering. */
import { parentPort, workerData } from 'node:worker_threads';
import { replyOf } from '../reply.ts';
import { answerSeries, type SeriesTask } from './answer.ts';
import type { SeriesMessage } from './aside.ts';

const say = (message: SeriesMessage): void => parentPort?.postMessage(message);
const work = (): ReturnType<typeof answerSeries> =>
  answerSeries(workerData as SeriesTask, (progress) => say({ progress }));
say({ reply: await replyOf(work) });
