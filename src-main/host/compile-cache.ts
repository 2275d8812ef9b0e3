import module from 'node:module';

/**
 * Keeps what the runtime makes of the sources (types taken off, code compiled) in its cache of the system's temporary folder, so
 * that a later start spends half as much on them. Without such a folder nothing is kept and nothing else changes.
 */
export function keepCompiled(): void {
  module.enableCompileCache();
}
