import { useMutation } from '@tanstack/react-query';
import type { Inputs } from '#shared/contract/contract.ts';
import { useBackend } from '../client/backend.tsx';
import { failureOf } from '../client/failure.ts';
import { sayFailed } from './notices.ts';
import { forgetPlace } from './last-place.ts';
import { forgetUnsaved } from './unsaved.ts';

/** Which workspace is wanted: one that is known by its file, a new one by its name, or a backup in the place of the open one. */
export type WantedWorkspace =
  | { readonly kind: 'open'; readonly file: string }
  | { readonly kind: 'create'; readonly name: string }
  | { readonly kind: 'restore'; readonly backup: WantedBackup };

/** A workspace that is known by its file, or a file that was handed over. */
export type WantedBackup = Pick<Inputs['workspaces']['restore'], 'file' | 'uploadId' | 'name'>;

export interface WorkspaceSwitch {
  readonly go: (wanted: WantedWorkspace, stopImports?: boolean) => void;
  readonly isBusy: boolean;
  /** What was wanted while an import runs: it needs the user's word. */
  readonly held: WantedWorkspace | undefined;
  readonly letGo: () => void;
}

/** Goes to another workspace; the page then starts anew, because nothing of what it shows is true any more. */
export function useWorkspaceSwitch(): WorkspaceSwitch {
  const { client } = useBackend();
  const change = useMutation({
    mutationFn: async ({
      wanted,
      stopImports,
    }: {
      readonly wanted: WantedWorkspace;
      readonly stopImports: boolean;
    }): Promise<void> => {
      if (wanted.kind === 'create') await client.workspaces.create({ name: wanted.name, stopImports });
      else if (wanted.kind === 'open') await client.workspaces.open({ file: wanted.file, stopImports });
      else await client.workspaces.restore({ ...wanted.backup, stopImports });
    },
    onSuccess: () => {
      forgetPlace();
      forgetUnsaved();
      window.location.reload();
    },
    onError: (error) => {
      if (failureOf(error).code !== 'in_use') sayFailed(error);
    },
  });
  const isHeld = change.isError && failureOf(change.error).code === 'in_use';
  return {
    go: (wanted, stopImports = false) => change.mutate({ wanted, stopImports }),
    isBusy: change.isPending,
    held: isHeld ? change.variables.wanted : undefined,
    letGo: change.reset,
  };
}
