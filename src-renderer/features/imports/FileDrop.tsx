import { useRef, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Upload } from 'lucide-react';

const ENDINGS = '.csv,.tsv,.txt,.gz,.zip';

/** The place files are chosen or dropped; dropping works anywhere in the window too. */
export function FileDrop({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <section className="drop-zone" aria-label="Choose an export">
      <Upload size={20} strokeWidth={1.5} aria-hidden="true" />
      <p className="title">Drop cost exports here</p>
      <p className="quiet prose">
        FOCUS, AWS, Azure, Google Cloud, Oracle, DigitalOcean and OpenAI exports and ledgers: CSV, TSV, also
        zipped. Files of one export, given together, become one import.
      </p>
      <Button onClick={() => input.current?.click()}>Choose files</Button>
      <input
        ref={input}
        type="file"
        multiple
        accept={ENDINGS}
        className="hidden"
        aria-label="Export files"
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          onFiles(files);
        }}
      />
    </section>
  );
}
