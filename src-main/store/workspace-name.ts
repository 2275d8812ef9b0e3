import { basename } from 'node:path';

/**
 * What a workspace is called: its file without folder and ending.
 *
 * @example workspaceName('/home/ada/acme.headroom') // 'acme'
 */
export function workspaceName(file: string): string {
  return basename(file).replace(/\.[^.]+$/, '');
}
