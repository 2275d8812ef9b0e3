import { spawn } from 'node:child_process';

/** Whether a window can be shown to somebody. */
export function hasDisplay(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY']);
}

/** The command that opens an address in the user's own browser. */
export function openCommand(url: string, platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return [platform === 'darwin' ? 'open' : 'xdg-open', url];
}

/** Opens the address in the user's browser; answers whether there was a display to try it on. */
export function openInBrowser(url: string): boolean {
  if (!hasDisplay()) return false;
  const [command, ...words] = openCommand(url, process.platform);
  const child = spawn(command, words, { stdio: 'ignore', detached: true });
  // The address is printed as well, so a system without an opener loses nothing.
  child.on('error', () => undefined);
  child.unref();
  return true;
}
