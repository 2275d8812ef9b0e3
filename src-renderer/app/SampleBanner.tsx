import type { ReactNode } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useQueries } from '../client/backend.tsx';
import { sayDone, sayFailed } from '../session/notices.ts';
import { usePlace } from '../session/place.ts';
import { usePastReason, useWorkspace } from '../session/workspace.ts';

/** Says that what is shown is the sample, and takes it out with one click. */
export function SampleBanner(): ReactNode {
  const workspace = useWorkspace();
  const { go } = usePlace();
  const pastReason = usePastReason();
  const queryClient = useQueryClient();
  const remove = useMutation(
    useQueries().sample.remove.mutationOptions({
      onSuccess: () => {
        sayDone('The sample is out; the workspace is yours.');
        // What other pages were answered names budgets that are gone, and would be asked for by them.
        queryClient.removeQueries({ type: 'inactive' });
        go('overview', '');
      },
      onError: sayFailed,
    }),
  );
  if (workspace?.sample !== true) return null;
  return (
    <div className="banner quiet-banner">
      <span>Sample data: real rows of the FOCUS sample and a generated history.</span>
      <button
        type="button"
        className="text-button"
        title={pastReason ?? undefined}
        disabled={remove.isPending || pastReason !== null}
        onClick={() => remove.mutate({ name: 'acme' })}
      >
        {remove.isPending ? 'taking it out…' : 'Take it out'}
      </button>
    </div>
  );
}
