import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';

const EXPORTS = new Set(['.csv', '.tsv', '.txt', '.gz', '.zip']);
const WORKSPACES = new Set(['.headroom']);

/** What the words of a start ask for. They come from outside and are believed only where such a file exists. */
export interface Asked {
  readonly exports: readonly string[];
  readonly workspace: string | undefined;
}

/** Files named by `open with`, by the command line or by a second start. `--workspace FILE` may name one that is not there yet. */
export function askedFor(words: readonly string[], folder: string): Asked {
  const at = words.indexOf('--workspace');
  const named = at === -1 ? undefined : words[at + 1];
  const files = words
    .filter((word, index) => !word.startsWith('-') && (at === -1 || index !== at + 1))
    .map((word) => resolve(folder, word))
    .filter(isFile);
  const opened = files.find((file) => WORKSPACES.has(extname(file).toLowerCase()));
  return {
    exports: files.filter((file) => EXPORTS.has(extname(file).toLowerCase())),
    workspace: named === undefined ? opened : resolve(folder, named),
  };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
