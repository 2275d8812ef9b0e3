import { useRef, type ReactNode } from 'react';
import { Button } from '@mantine/core';

/** A button that asks for one file. */
export function FileButton({
  onChoose,
  ...button
}: Omit<FilesButtonProps, 'isMultiple' | 'onChoose'> & {
  readonly onChoose: (file: File) => void;
}): ReactNode {
  return <FilesButton {...button} isMultiple={false} onChoose={([file]) => onChoose(file)} />;
}

interface FilesButtonProps {
  readonly label: string;
  /** What the field of the file is called. */
  readonly name: string;
  /** Endings of the files that are offered: `.json,.csv`. */
  readonly accept?: string;
  readonly isMultiple?: boolean;
  readonly isBusy?: boolean;
  /** Takes the focus when it appears. */
  readonly autoFocus?: boolean;
  readonly onChoose: (files: readonly [File, ...File[]]) => void;
}

/** A button that asks for files. */
export function FilesButton({
  label,
  name,
  accept,
  isMultiple = true,
  isBusy = false,
  autoFocus = false,
  onChoose,
}: FilesButtonProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="row">
      <input
        ref={input}
        type="file"
        aria-label={name}
        accept={accept}
        multiple={isMultiple}
        hidden
        onChange={(event) => {
          const [first, ...others] = event.currentTarget.files ?? [];
          if (first !== undefined) onChoose([first, ...others]);
          event.currentTarget.value = '';
        }}
      />
      <Button variant="default" autoFocus={autoFocus} loading={isBusy} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </div>
  );
}
