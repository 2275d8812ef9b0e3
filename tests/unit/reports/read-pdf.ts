import { inflateSync } from 'node:zlib';

/** A piece of marked content: the kind of its structure element (`TD`, `H2`, `Artifact`) and its text. */
export interface PdfPiece {
  readonly page: number;
  readonly kind: string;
  readonly text: string;
}

/**
 * Reads the text of a PDF that the report writer made, piece by piece, by the fonts' own maps to Unicode. An independent reader
 * of exactly what is in the file: it knows nothing of the report model.
 */
export function readPdf(bytes: Uint8Array): { readonly pages: number; readonly pieces: readonly PdfPiece[] } {
  const objects = readObjects(Buffer.from(bytes).toString('latin1'));
  const kids =
    /\/Kids \[([^\]]*)\]/u.exec(
      [...objects.values()].find((body) => body.includes('/Type /Pages')) ?? '',
    )?.[1] ?? '';
  const pages = [...kids.matchAll(/(\d+) 0 R/gu)].map((match) => objects.get(Number(match[1])) ?? '');
  const fonts = new Map<string, Map<string, string>>();
  return {
    pages: pages.length,
    pieces: pages.flatMap((page, index) => {
      const resources = objects.get(reference(page, 'Resources')) ?? page;
      const names = /\/Font <<([^>]*)>>/u.exec(resources)?.[1] ?? '';
      const used = new Map(
        [...names.matchAll(/\/(\w+) (\d+) 0 R/gu)].map(([, name = '', id = '']) => {
          const map = fonts.get(id) ?? readMap(objects, objects.get(Number(id)) ?? '');
          fonts.set(id, map);
          return [name, map];
        }),
      );
      return readPieces(contentOf(objects, page), used, index + 1);
    }),
  };
}

function readObjects(file: string): Map<number, string> {
  const objects = new Map<number, string>();
  for (const match of file.matchAll(/(?:^|\n)(\d+) 0 obj\n/gu)) {
    const start = match.index + match[0].length;
    objects.set(Number(match[1]), file.slice(start, file.indexOf('\nendobj', start)));
  }
  return objects;
}

function reference(body: string, key: string): number {
  return Number(new RegExp(`/${key} (\\d+) 0 R`, 'u').exec(body)?.[1] ?? -1);
}

/** A page's content may be several streams, read as one. */
function contentOf(objects: Map<number, string>, page: string): string {
  const list = /\/Contents \[?((?:\d+ 0 R ?)+)/u.exec(page)?.[1] ?? '';
  return [...list.matchAll(/(\d+) 0 R/gu)]
    .map(([, id]) => streamOf(objects.get(Number(id)) ?? ''))
    .join('\n');
}

function streamOf(body: string): string {
  const start = body.indexOf('stream\n') + 7;
  return inflateSync(Buffer.from(body.slice(start, body.lastIndexOf('\nendstream')), 'latin1')).toString(
    'latin1',
  );
}

function readMap(objects: Map<number, string>, font: string): Map<string, string> {
  const map = new Map<string, string>();
  const cmap = streamOf(objects.get(reference(font, 'ToUnicode')) ?? '');
  for (const [, from = '', , list = ''] of cmap.matchAll(/<(\w{4})> <(\w{4})> \[([^\]]*)\]/gu)) {
    [...list.matchAll(/<([\w ]*)>/gu)].forEach(([, code = ''], index) => {
      const units = (code.replaceAll(' ', '').match(/.{4}/gu) ?? []).map((hex) => Number.parseInt(hex, 16));
      map.set(
        (Number.parseInt(from, 16) + index).toString(16).padStart(4, '0'),
        String.fromCharCode(...units),
      );
    });
  }
  return map;
}

function readPieces(
  content: string,
  fonts: ReadonlyMap<string, Map<string, string>>,
  page: number,
): PdfPiece[] {
  const pieces: PdfPiece[] = [];
  const open: { kind: string; text: string; isPiece: boolean }[] = [];
  let font: Map<string, string> | undefined;
  const add = (text: string): void => {
    const piece = open.findLast(({ isPiece }) => isPiece);
    if (piece !== undefined) piece.text += text;
  };
  const tokens = /\/(\w+) <<([^]*?)>> BDC|\/(\w+) BMC|\nEMC|\/(\w+) [\d.]+ Tf|\[((?:<\w*>|[-\d. ]+)*)\] TJ/gu;
  for (const [token, tag, options = '', plain, fontName, glyphs] of content.matchAll(tokens)) {
    if (fontName !== undefined) font = fonts.get(fontName);
    else if (glyphs !== undefined)
      for (const [, run = ''] of glyphs.matchAll(/<(\w*)>/gu))
        for (const glyph of run.match(/.{4}/gu) ?? []) add(font?.get(glyph) ?? '');
    else if (token === '\nEMC') {
      const piece = open.pop();
      if (piece?.isPiece === true) pieces.push({ page, kind: piece.kind, text: piece.text });
    } else {
      const kind = tag ?? plain ?? '';
      const actual = /\/ActualText <([0-9a-f]*)>|\/ActualText \(((?:\\[^]|[^\\)])*)\)/iu.exec(options);
      if (kind === 'Span' && actual !== null) add(actualText(actual[1], actual[2]));
      open.push({ kind, text: '', isPiece: kind !== 'Span' });
    }
  }
  return pieces;
}

/** What stands for signs that steer; any other letter after a backslash is itself. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A text string of PDF: UTF-16 with a mark, else Latin-1. */
function actualText(hex: string | undefined, plain = ''): string {
  const bytes =
    hex === undefined
      ? Buffer.from(
          plain.replaceAll(/\\([^])/gu, (_, letter: string) => ESCAPES[letter] ?? letter),
          'latin1',
        )
      : Buffer.from(hex, 'hex');
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
    : bytes.toString('latin1');
}
