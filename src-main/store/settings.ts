import { DEFAULT_SETTINGS, type Settings } from '#shared/domain/settings.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** The settings of the workspace; what was never set is at its default. */
export function readSettings(reader: Reader): Settings {
  const rows = reader.all<{ key: string; value: string }>('SELECT key, value FROM setting');
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(rows.map(({ key, value }) => [key, readBody(value)])) };
}

/** Sets the named settings and leaves the rest. */
export function putSettings(writer: Writer, change: Partial<Settings>): void {
  for (const [key, value] of Object.entries(change)) {
    if (value !== undefined) writer.put('setting', { key, value: writeBody(value) });
  }
}
