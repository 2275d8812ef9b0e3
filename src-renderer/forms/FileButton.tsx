import { useRef, type ReactNode } from 'react';
import { Button } from '@mantine/core';

/** A button that asks for a file. */
export function FileButton({
  label,
  name,
  accept,
  isBusy = false,
  autoFocus = false,
  onChoose,
}: {
  readonly label: string;
  /** What the field of the file is called. */
  readonly name: string;
  /** Endings of the files that are offered: `.json,.csv`. */
  readonly accept: string;
  readonly isBusy?: boolean;
  /** Takes the focus when it appears. */
  readonly autoFocus?: boolean;
  readonly onChoose: (file: File) => void;
}): ReactNode {
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className="row">
      <input
        ref={file}
        type="file"
        aria-label={name}
        accept={accept}
        hidden
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen !== undefined) onChoose(chosen);
          event.currentTarget.value = '';
        }}
      />
      <Button variant="default" autoFocus={autoFocus} loading={isBusy} onClick={() => file.current?.click()}>
        {label}
      </Button>
    </div>
  );
}
