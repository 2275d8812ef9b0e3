import { join } from 'node:path';

/** Where the bundled demonstration lies; this file stands as deep in the sources as its bundle does in what is built. */
export const DEMO_FOLDER = join(import.meta.dirname, '..', '..', 'resources', 'demo');
