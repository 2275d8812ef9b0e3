import { useMutation } from '@tanstack/react-query';
import { useQueries } from '../client/backend.tsx';
import { sayDone, sayFailed } from './notices.ts';
import { usePastReason } from './workspace.ts';

/** Writes that follow each other by key stroke wait for one another, so that each finds what the one before made. */
export const EDITS_IN_TURN = { id: 'edits' };

/** Undo and redo with the name of the step; live changes let the pages ask again. Where nothing is changed, they say so. */
export function useUndo(): { readonly undo: () => void; readonly redo: () => void; isBusy: boolean } {
  const queries = useQueries();
  const pastReason = usePastReason();
  const refuse = (): void => sayFailed(new Error(pastReason ?? ''));
  const undo = useMutation(
    queries.history.undo.mutationOptions({
      scope: EDITS_IN_TURN,
      onSuccess: (answer) => sayDone(`Undone: ${answer.data.label}`),
      onError: sayFailed,
    }),
  );
  const redo = useMutation(
    queries.history.redo.mutationOptions({
      scope: EDITS_IN_TURN,
      onSuccess: (answer) => sayDone(`Redone: ${answer.data.label}`),
      onError: sayFailed,
    }),
  );
  return {
    undo: pastReason === null ? () => undo.mutate({}) : refuse,
    redo: pastReason === null ? () => redo.mutate({}) : refuse,
    isBusy: undo.isPending || redo.isPending,
  };
}
