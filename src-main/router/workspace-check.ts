import { checkStore, type Health } from '../store/doctor.ts';
import type { Question } from './question.ts';

/** Whether a workspace is whole, and what is wrong with it: every fact and every recorded change is looked at. */
export const workspaceCheck: Question<Record<string, never>, Health> = {
  name: 'check',
  isLong: true,
  answer: (reader) => checkStore(reader),
};
