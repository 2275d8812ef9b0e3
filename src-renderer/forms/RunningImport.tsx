import type { ReactNode } from 'react';
import { Button, Modal } from '@mantine/core';
import type { WorkspaceSwitch } from '../session/switch-workspace.ts';

/** An import that runs in the workspace that would go. */
export function RunningImport({ change }: { readonly change: WorkspaceSwitch }): ReactNode {
  const { held } = change;
  return (
    <Modal opened={held !== undefined} onClose={change.letGo} title="An import is running">
      <div className="stack">
        <p>Stopped now, it leaves no trace in this workspace; the file can be imported again later.</p>
        <div className="row">
          <Button variant="default" data-autofocus onClick={change.letGo}>
            Stay here
          </Button>
          <Button onClick={() => (held === undefined ? undefined : change.go(held, true))}>
            Stop it and go
          </Button>
        </div>
      </div>
    </Modal>
  );
}
