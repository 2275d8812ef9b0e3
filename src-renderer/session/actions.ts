import { useMutation } from '@tanstack/react-query';
import { useQueries } from '../client/backend.tsx';
import { sayDone, sayFailed } from './notices.ts';

/** Writes that follow each other by key stroke wait for one another, so that each finds what the one before made. */
export const EDITS_IN_TURN = { id: 'edits' };

/** Undo and redo with the name of the step; live changes let the pages ask again. */
export function useUndo(): { readonly undo: () => void; readonly redo: () => void; isBusy: boolean } {
  const queries = useQueries();
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
    undo: () => undo.mutate({}),
    redo: () => redo.mutate({}),
    isBusy: undo.isPending || redo.isPending,
  };
}
