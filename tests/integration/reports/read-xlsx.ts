import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

export type SheetValue = string | number | null;

/** Reads the cells of every sheet of a workbook by the file format itself: texts as text, numbers (and days) as numbers. */
export async function readXlsx(bytes: Uint8Array): Promise<Map<string, SheetValue[][]>> {
  const files = await unzip(Buffer.from(bytes));
  const strings = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>([^]*?)<\/si>/gu)].map(
    ([, item = '']) =>
      unescape([...item.matchAll(/<t[^>]*>([^<]*)<\/t>/gu)].map(([, text = '']) => text).join('')),
  );
  const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/gu)];
  return new Map(
    names.map(([, name = ''], index) => [
      unescape(name),
      readSheet(files.get(`xl/worksheets/sheet${index + 1}.xml`) ?? '', strings),
    ]),
  );
}

function readSheet(xml: string, strings: readonly string[]): SheetValue[][] {
  return [...xml.matchAll(/<row [^>]*?(?:\/>|>([^]*?)<\/row>)/gu)].map(([, row = '']) => {
    const cells: SheetValue[] = [];
    for (const [, column = 'A', attributes = '', content = ''] of row.matchAll(
      /<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>([^]*?)<\/c>)/gu,
    )) {
      const value = /<v>([^<]*)<\/v>/u.exec(content)?.[1];
      while (cells.length < columnNumber(column)) cells.push(null);
      cells.push(
        value === undefined
          ? null
          : attributes.includes('t="s"')
            ? (strings[Number(value)] ?? '')
            : Number(value),
      );
    }
    return cells;
  });
}

function columnNumber(name: string): number {
  return [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

function unzip(bytes: Buffer): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, string>();
    fromBuffer(bytes, { lazyEntries: true }, (error, zip: ZipFile | undefined) => {
      if (zip === undefined) return reject(error ?? new Error('not a zip file'));
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (failure, stream) => {
          if (stream === undefined) return reject(failure ?? new Error('no stream'));
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            files.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
            zip.readEntry();
          });
        });
      });
      zip.on('end', () => resolve(files));
      zip.on('error', reject);
      zip.readEntry();
    });
  });
}
