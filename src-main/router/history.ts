import { listAudit, verifyAudit } from '../store/audit.ts';
import { listSteps, nextStep, stepBack } from '../store/undo.ts';
import { answerOf, procedures, readerOf, writeFor, type RequestContext } from './context.ts';

const PAGE = 100;

export const audit = {
  list: procedures.audit.list.handler(({ input, context }) => {
    const { limit = PAGE, offset = 0 } = input;
    const { entries, total } = listAudit(readerOf(context), { ...input, limit, offset });
    return {
      data: entries.map((entry) => ({ ...entry, changes: [...entry.changes] })),
      meta: { total, limit, offset },
    };
  }),
  verify: procedures.audit.verify.handler(({ context }) => ({ data: verifyAudit(readerOf(context)) })),
};

function step(context: RequestContext, direction: 'undo' | 'redo', dryRun: boolean | undefined) {
  const next = nextStep(readerOf(context), direction);
  const verb = direction === 'undo' ? 'Undo' : 'Redo';
  const label = `${verb}: ${next?.label ?? ''}`;
  const request = {
    operation: `history.${direction}`,
    label,
    reason: label,
    dryRun,
    undoable: false,
  };
  const { result, changes } = writeFor(context, request, (writer) => stepBack(writer, direction));
  return answerOf(result, dryRun, changes);
}

export const history = {
  list: procedures.history.list.handler(({ input, context }) => {
    const { limit = PAGE, offset = 0 } = input;
    const { steps, total } = listSteps(readerOf(context), limit, offset);
    return { data: steps, meta: { total, limit, offset } };
  }),
  undo: procedures.history.undo.handler(({ input, context }) => step(context, 'undo', input.dryRun)),
  redo: procedures.history.redo.handler(({ input, context }) => step(context, 'redo', input.dryRun)),
};
