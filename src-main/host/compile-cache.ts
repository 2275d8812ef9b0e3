import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Keeps what the runtime makes of the sources (types taken off, code compiled) in its cache of the system's temporary folder, so
 * that a later start spends half as much on them, and so do its threads. Without such a folder nothing is kept and nothing
 * else changes.
 */
export function keepCompiled(): void {
  // Threads do not inherit the cache but by this variable.
  const folder = (process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache'));
  module.enableCompileCache(folder);
}
