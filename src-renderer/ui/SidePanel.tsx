import type { ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';

/** One thing of a page's list, open beside it. */
export function SidePanel({
  name,
  title,
  onClose,
  children,
}: {
  /** What the panel is called by those who do not see where it stands. */
  readonly name: string;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <aside className="side-panel" aria-label={name}>
      <header className="row spread">
        <h2 className="title">{title}</h2>
        <CloseSidePanel onClose={onClose} />
      </header>
      {children}
    </aside>
  );
}

export function CloseSidePanel({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <ActionIcon aria-label="Close the side panel" onClick={onClose}>
      <X size={16} />
    </ActionIcon>
  );
}
