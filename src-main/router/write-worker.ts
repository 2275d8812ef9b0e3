/** The thread of a write that concerns every budget: of fifty thousand it takes seconds, in which other requests go on. */
import { answerTask } from '../jobs/aside.ts';
import { putEvaluatedDay } from '../store/alerts.ts';
import { readSettings } from '../store/settings.ts';
import { openBeside } from '../store/store.ts';
import { addConsequences } from './consequences.ts';
import { allDue, causesOf } from './due-budgets.ts';
import { applySettings } from './settings-edit.ts';
import type { AsideAnswer, AsideTask } from './write-aside.ts';

function write({ workspace, today, options, edit }: AsideTask): AsideAnswer {
  const store = openBeside(workspace, { readOnly: false });
  try {
    addConsequences(store, () => today);
    let committed: Omit<AsideAnswer, 'changes'> | undefined;
    store.addConsequence((writer) => {
      const { changes, moved, quiet } = writer;
      const due = allDue(writer);
      // Until the host has held them against their rules: should it end before that, the next start does.
      if (causesOf({ operation: options.operation, changes }).length > 0) putEvaluatedDay(writer, null);
      const settings = readSettings(writer);
      committed = { settings, write: { operation: options.operation, changes, moved, quiet, due } };
    });
    const { changes } = store.write(options, (writer) => edit !== null && applySettings(writer, edit));
    // What is in the log is in the file then, and the next writer, whom somebody may wait for, need not put it there.
    store.checkpoint();
    if (committed === undefined) throw new Error('the write had no consequences');
    return { ...committed, changes };
  } finally {
    store.close();
  }
}

await answerTask(write);
