import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How long the first look at the download may take. */
const PROBE_MS = 5000;

/**
 * The Electron program of this folder, found by its files: importing the package outside of Electron would start a download.
 * Undefined where the runtime is not installed.
 */
export function findElectron(root: string): string | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}

/** Whether the place that Electron's runtime comes from answers, within five seconds. */
export async function canDownloadElectron(root: string): Promise<boolean> {
  const manifest = join(root, 'node_modules', 'electron', 'package.json');
  if (!existsSync(manifest)) return false;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  const mirror = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const answer = await fetch(`${mirror}v${version}/SHASUMS256.txt`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_MS),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Downloads the runtime by Electron's own installer; answers its program, or undefined where that failed. */
export function downloadElectron(root: string): string | undefined {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  spawnSync(process.execPath, [installer], { cwd: root, stdio: 'inherit' });
  return findElectron(root);
}
