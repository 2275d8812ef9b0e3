/**
 * Keeps what the runtime makes of the sources (types taken off, code compiled) in its cache of the system's temporary folder, so
 * that a later start need not do it again, and nor need its threads, which do not inherit the cache but by this variable.
 * Without such a folder nothing is kept and nothing else changes.
 *
 * In plain JavaScript, because it comes before the first TypeScript: what takes types off is itself slow to load.
 */
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = (process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache'));
module.enableCompileCache(folder);
