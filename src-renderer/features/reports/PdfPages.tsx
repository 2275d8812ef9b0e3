import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useElementSize, useIntersection } from '@mantine/hooks';
import { bytesOf } from '../../session/save-file.ts';
import { Waiting } from '../../ui/States.tsx';
import { openPdf, type PdfFile } from './pdf-file.ts';

/** Before its place is measured. */
const FIRST_WIDTH = 640;
/** Pages are drawn so far before they come into sight. */
const AHEAD = '800px';

/** The pages of a PDF as they will be printed, and their words for who cannot see them. `content` is the file in base64. */
export function PdfPages({ content, name }: { readonly content: string; readonly name: string }): ReactNode {
  const { file, failure } = usePdf(content);
  const { ref, width } = useElementSize<HTMLOListElement>();
  if (failure !== undefined)
    return (
      <p role="alert" className="state">
        The pages cannot be shown here ({failure}); the file itself can be saved.
      </p>
    );
  if (file === undefined) return <Waiting what="the pages" height={480} />;
  return (
    <div className="pdf-view" tabIndex={0} role="region" aria-label={`Pages of ${name}`}>
      <ol className="pdf-pages" ref={ref}>
        {Array.from({ length: file.pages }, (_, index) => (
          <Page
            key={index}
            file={file}
            number={index + 1}
            width={width === 0 ? FIRST_WIDTH : Math.floor(width)}
          />
        ))}
      </ol>
    </div>
  );
}

interface Opened {
  readonly file?: PdfFile;
  readonly failure?: string;
}

/** The open file of some bytes; while others are read, the one before stays. */
function usePdf(content: string): Opened {
  const [opened, setOpened] = useState<Opened>({});
  useEffect(() => {
    let isWanted = true;
    let file: PdfFile | undefined;
    openPdf(bytesOf(content)).then(
      (read) => {
        file = read;
        if (isWanted) setOpened({ file });
        else file.close();
      },
      (error: unknown) => {
        if (isWanted) setOpened({ failure: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      isWanted = false;
      file?.close();
    };
  }, [content]);
  return opened;
}

function Page({
  file,
  number,
  width,
}: {
  readonly file: PdfFile;
  readonly number: number;
  readonly width: number;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState('');
  const { ref, entry } = useIntersection<HTMLLIElement>({ rootMargin: AHEAD });
  const isInSight = entry?.isIntersecting ?? number === 1;
  useEffect(() => {
    const given = new AbortController();
    // What the file was closed for is not drawn any more.
    file.text(number).then(
      (words) => {
        if (!given.signal.aborted) setText(words);
      },
      () => undefined,
    );
    return () => given.abort();
  }, [file, number]);
  useEffect(() => {
    const sheet = canvas.current;
    if (sheet === null) return;
    if (!isInSight) {
      // Hundreds of pages would hold a gigabyte of pixels.
      sheet.width = 0;
      return;
    }
    const given = new AbortController();
    file.draw(number, sheet, width * window.devicePixelRatio, given.signal).catch(() => undefined);
    return () => given.abort();
  }, [file, number, width, isInSight]);
  const [wide, high] = file.size;
  return (
    <li
      ref={ref}
      className="pdf-page"
      style={{ aspectRatio: `${wide} / ${high}` }}
      aria-label={`Page ${number} of ${file.pages}`}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <div className="pdf-words">{text}</div>
    </li>
  );
}
