import type { ReactNode } from 'react';
import { Pencil, X } from 'lucide-react';

/** What can be done with a line of a list. */
export function LineTools({
  name,
  onEdit,
  onRemove,
}: {
  /** What the line is about. */
  readonly name: string;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}): ReactNode {
  return (
    <>
      <button type="button" className="tree-toggle" aria-label={`Edit ${name}`} onClick={onEdit}>
        <Pencil size={13} aria-hidden="true" />
      </button>
      <button type="button" className="tree-toggle" aria-label={`Remove ${name}`} onClick={onRemove}>
        <X size={13} aria-hidden="true" />
      </button>
    </>
  );
}
