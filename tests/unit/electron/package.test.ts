import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

describe('the package', () => {
  const root = join(import.meta.dirname, '..', '..', '..');
  const { build } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly build: Readonly<Record<string, unknown>>;
  };

  test('closes the fuses that would run other code, and rebuilds nothing', () => {
    expect(build['electronFuses']).toEqual({
      runAsNode: false,
      enableCookieEncryption: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(build).toMatchObject({ npmRebuild: false, publish: null, asarUnpack: ['**/*.node'] });
  });

  test('has the native part for every system in it', () => {
    const folderOfPackage = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));
    const files = readFileSync(join(folderOfPackage, 'package.json'), 'utf8');
    expect(files).toContain('prebuilds');
    expect(JSON.stringify(build['files'])).not.toContain('prebuilds');
  });
});
