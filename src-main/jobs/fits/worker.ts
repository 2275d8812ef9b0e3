/** Fits models on a thread of its own: a tree takes a tenth of a second, in which the page must go on. */
import { answerTasks } from '../asked-thread.ts';
import { fit } from './fit.ts';

answerTasks(fit);
