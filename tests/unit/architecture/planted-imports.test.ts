import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const CRUISER = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
const COMPILER = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A small project under the real rules, with these files in it. */
function plant(files: Readonly<Record<string, string>>): void {
  folder = mkdtempSync(join(tmpdir(), 'headroom-planted-'));
  for (const name of ['.dependency-cruiser.js', 'package.json', 'tsconfig.base.json'])
    cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function cruise(...folders: readonly string[]): { readonly status: number | null; readonly output: string } {
  const words = [CRUISER, '--config', '.dependency-cruiser.js', '--output-type', 'err', ...folders];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

const BACKEND = "export const backend = 'backend';\n";

test('an import from the page to the backend fails the layer check', () => {
  plant({
    'src-main/backend.ts': BACKEND,
    'src-renderer/planted.ts': "import { backend } from '#main/backend.ts';\nexport const page = backend;\n",
  });
  const { status, output } = cruise('src-main', 'src-renderer');
  expect(output).toContain('page-knows-no-backend');
  expect(status).not.toBe(0);
});

test('a module of Node in the pure part fails the layer check and the compiler', () => {
  plant({
    'src-shared/planted.ts':
      "import { readFileSync } from 'node:fs';\nexport const text = readFileSync('x', 'utf8');\n",
  });
  cpSync(join(ROOT, 'src-shared', 'tsconfig.json'), join(folder, 'src-shared', 'tsconfig.json'));
  const { status, output } = cruise('src-shared');
  expect(output).toContain('shared-has-no-node');
  expect(status).not.toBe(0);
  const compiled = spawnSync(process.execPath, [COMPILER, '--build', 'src-shared'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(compiled.stdout).toContain("'node:fs'");
  expect(compiled.status).not.toBe(0);
});

test('Electron outside of the shell fails the layer check, even as a type', () => {
  plant({ 'src-main/host/planted.ts': "import type { App } from 'electron';\nexport type Planted = App;\n" });
  const { status, output } = cruise('src-main');
  expect(output).toContain('one-door-for-electron');
  expect(status).not.toBe(0);
});

test('a package without an assigned place fails the layer check', () => {
  plant({ 'src-main/host/planted.ts': "import { expect } from 'vitest';\nexport const planted = expect;\n" });
  const { status, output } = cruise('src-main');
  expect(output).toContain('every-package-has-a-door');
  expect(status).not.toBe(0);
});

test('the same small project passes while it keeps the rules', () => {
  plant({
    'src-main/backend.ts': "import { word } from '#shared/word.ts';\nexport const backend = word;\n",
    'src-shared/word.ts': "export const word = 'word';\n",
  });
  const { status, output } = cruise('src-main', 'src-shared');
  expect(output).toContain('no dependency violations');
  expect(status).toBe(0);
});
