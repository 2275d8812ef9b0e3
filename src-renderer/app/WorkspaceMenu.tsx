import { useRef, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Menu, Modal, TextInput } from '@mantine/core';
import { Check, ChevronDown, Database, FilePlus2, FolderOpen } from 'lucide-react';
import { useBackend, useQueries } from '../client/backend.tsx';
import { momentText } from '../format/style.ts';
import { Form } from '../forms/Form.tsx';
import { FormFoot } from '../forms/FormFoot.tsx';
import { RunningImport } from '../forms/RunningImport.tsx';
import { sayFailed } from '../session/notices.ts';
import { useWorkspaceSwitch, type WorkspaceSwitch } from '../session/switch-workspace.ts';
import { useWorkspace } from '../session/workspace.ts';

const SHOWN = 12;

/** The open workspace and the way to another: one opened before, one that lies beside it, or a new one. */
export function WorkspaceMenu(): ReactNode {
  const workspace = useWorkspace();
  const [isOpen, setIsOpen] = useState(false);
  const [isNaming, setIsNaming] = useState(false);
  const change = useWorkspaceSwitch();
  const known = useQuery({
    ...useQueries().workspaces.list.queryOptions({ input: {} }),
    enabled: isOpen,
    staleTime: 0,
  }).data?.data;
  const name = workspace?.name ?? 'Workspace';
  return (
    <>
      <Menu position="bottom-start" width={340} opened={isOpen} onChange={setIsOpen}>
        <Menu.Target>
          <button type="button" className="bar-button workspace-button" aria-label={`Workspace: ${name}`}>
            <Database size={14} aria-hidden="true" className="below-1000" />
            <span className="strong from-1000">{name}</span>
            <ChevronDown size={14} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Workspaces</Menu.Label>
          {known?.slice(0, SHOWN).map((one) => (
            <Menu.Item
              key={one.file}
              title={one.file}
              leftSection={one.isOpen ? <Check size={14} aria-label="open" /> : <span className="menu-gap" />}
              disabled={change.isBusy}
              onClick={() => {
                if (!one.isOpen) change.go({ kind: 'open', file: one.file });
              }}
            >
              <span className="menu-lines">
                <span>{one.name}</span>
                <span className="label ellipsis">
                  {one.openedAt === null
                    ? folderOf(one.file)
                    : `${momentText(one.openedAt)} · ${folderOf(one.file)}`}
                </span>
              </span>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<FilePlus2 size={14} />} onClick={() => setIsNaming(true)}>
            New workspace…
          </Menu.Item>
          <OpenFile change={change} />
        </Menu.Dropdown>
      </Menu>
      <NameDialog isOpen={isNaming} onClose={() => setIsNaming(false)} change={change} />
      <RunningImport change={change} />
    </>
  );
}

function folderOf(file: string): string {
  return file.replace(/[\\/][^\\/]*$/, '');
}

/** Any workspace on this machine, where the page may learn paths: in the window. */
function OpenFile({ change }: { readonly change: WorkspaceSwitch }): ReactNode {
  const { offerFile, namesPaths } = useBackend();
  const input = useRef<HTMLInputElement>(null);
  if (!namesPaths) return null;
  const open = (file: File | undefined): void => {
    if (file === undefined) return;
    offerFile(file).then(({ path }) => {
      if (path !== undefined) change.go({ kind: 'open', file: path });
    }, sayFailed);
  };
  return (
    <>
      <Menu.Item
        leftSection={<FolderOpen size={14} />}
        closeMenuOnClick={false}
        onClick={() => input.current?.click()}
      >
        Open a file…
      </Menu.Item>
      <input
        ref={input}
        type="file"
        accept=".headroom"
        className="hidden"
        aria-label="Workspace file"
        tabIndex={-1}
        onChange={(event) => open(event.currentTarget.files?.[0])}
      />
    </>
  );
}

function NameDialog({
  isOpen,
  onClose,
  change,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly change: WorkspaceSwitch;
}): ReactNode {
  const [name, setName] = useState('');
  return (
    <Modal opened={isOpen} onClose={onClose} title="New workspace">
      <Form
        onSubmit={() => {
          onClose();
          change.go({ kind: 'create', name: name.trim() });
        }}
      >
        <TextInput
          label="Name"
          description="It becomes a file beside the open one; nothing of that is changed."
          value={name}
          required
          maxLength={80}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FormFoot submit="Make and open it" isDisabled={name.trim() === ''} onCancel={onClose} />
      </Form>
    </Modal>
  );
}
