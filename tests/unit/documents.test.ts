import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '#main/version.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Paths of the project that a document names in code spans or links. */
function namedPaths(file: string): string[] {
  const spans = [
    ...read(file).matchAll(/`((?:src-main|src-shared|src-renderer|resources|tests)[\w./-]*)`/g),
  ].map((match) => match[1] ?? '');
  const links = [...read(file).matchAll(/\]\((?!http)([^)#]+)\)/g)].map((match) => match[1] ?? '');
  return [...new Set([...spans, ...links])];
}

describe('the documents', () => {
  it.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'])(
    '%s names only what exists',
    (file) => {
      expect(namedPaths(file).filter((path) => !existsSync(join(root, path)))).toEqual([]);
    },
  );

  it('the version in the code is the package’s', () => {
    expect(version).toBe((JSON.parse(read('package.json')) as { version: string }).version);
  });
});
