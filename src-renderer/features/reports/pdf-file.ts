import { getDocument, PDFWorker } from 'pdfjs-dist';
import Reader from 'pdfjs-dist/build/pdf.worker.min.mjs?worker';

/** A PDF that is open for drawing; pages are counted from 1. */
export interface PdfFile {
  readonly pages: number;
  /** Width and height of its pages in points. */
  readonly size: readonly [number, number];
  /** Draws a page as wide as so many pixels. A page that was given up meanwhile is not drawn. */
  readonly draw: (
    page: number,
    canvas: HTMLCanvasElement,
    pixels: number,
    signal: AbortSignal,
  ) => Promise<void>;
  /** The words of a page, line by line. */
  readonly text: (page: number) => Promise<string>;
  readonly close: () => void;
}

/** One thread reads all files, one after the other. */
let thread: PDFWorker | undefined;

/**
 * Opens a PDF. Its letters are drawn as outlines, because the policy of the page lets nothing add a font to it; what a file would
 * fetch from elsewhere is not fetched.
 *
 * @example const file = await openPdf(bytes); await file.draw(1, canvas, 800, signal)
 */
export async function openPdf(bytes: Uint8Array): Promise<PdfFile> {
  thread ??= PDFWorker.create({ port: new Reader() });
  const task = getDocument({
    data: bytes,
    worker: thread,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    disableWorkerRendering: true,
  });
  const pdf = await task.promise;
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  const close = (): void => void task.destroy();
  return {
    pages: pdf.numPages,
    size: [first.width, first.height],
    draw: async (number, canvas, pixels, signal) => {
      const page = await pdf.getPage(number);
      const viewport = page.getViewport({ scale: pixels / first.width });
      // What is on the screen stays there until the page is complete.
      const sheet = document.createElement('canvas');
      sheet.width = Math.round(viewport.width);
      sheet.height = Math.round(viewport.height);
      if (signal.aborted) return;
      const drawing = page.render({ canvas: sheet, viewport });
      signal.addEventListener('abort', () => drawing.cancel());
      await drawing.promise;
      canvas.width = sheet.width;
      canvas.height = sheet.height;
      canvas.getContext('2d')?.drawImage(sheet, 0, 0);
    },
    text: async (number) => {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    },
    close,
  };
}
