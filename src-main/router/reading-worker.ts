/** Answers questions on a thread and a connection of its own, each from one state of the workspace. */
import { parentPort, workerData } from 'node:worker_threads';
import { answerTasks } from '../jobs/asked-thread.ts';
import { openBeside } from '../store/store.ts';
import { questions } from './questions.ts';
import { CLOSED, type ReadingTask } from './reading-thread.ts';

const store = openBeside(workerData as string, { readOnly: true });

answerTasks((task: ReadingTask): unknown => {
  if (task.kind === 'close') {
    store.close();
    Atomics.store(task.fate, 0, CLOSED);
    Atomics.notify(task.fate, 0);
    parentPort?.close();
    return null;
  }
  const question = questions.get(task.name);
  if (question === undefined) throw new Error(`there is no question "${task.name}"`);
  return store.atOnce((reader) => question.answer(reader, task.input as never));
});
