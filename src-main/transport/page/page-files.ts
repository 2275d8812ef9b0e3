import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
  /** Its name follows from its content, so whoever has it need not ask again. */
  readonly lasts?: boolean;
}

/** Where the builder puts what it names after its content. */
const LASTING = 'assets';

/**
 * The built page as a fixed map from address to content, read once. A request is looked up in it and never joined to a path,
 * so no address can reach another file. Kinds of file without a known type are left out.
 *
 * Throws the error of the file system when the folder cannot be read.
 */
export function readPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const steps = relative(folder, path).split(sep);
    files.set(`/${steps.join('/')}`, { type, content: readFileSync(path), lasts: steps[0] === LASTING });
  }
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}

/** The file as it is sent under a policy with this nonce: only the page itself knows the nonce. */
export function withNonce(file: PageFile, nonce: string): Buffer {
  if (!file.type.startsWith('text/html')) return file.content;
  return Buffer.from(file.content.toString('utf8').replaceAll('__NONCE__', nonce));
}
