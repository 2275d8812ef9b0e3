import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { builtWorkers, workers } from './electron.vite.config.ts';

const root = import.meta.dirname;

/**
 * Command line and browser host as a few files, which load in half the time that the sources take. They stand apart from the
 * desktop's bundle, which holds no server. Packages that every start loads are taken in; the others stay where they are.
 */
export default defineConfig({
  plugins: [builtWorkers],
  ssr: { noExternal: true, external: ['better-sqlite3', 'nodemailer', 'pdfkit', 'write-excel-file'] },
  build: {
    ssr: true,
    outDir: 'out/host',
    emptyOutDir: true,
    target: 'node22',
    rolldownOptions: {
      input: {
        'command-line': resolve(root, 'src-main/cli/run-command-line.ts'),
        'start-application': resolve(root, 'src-main/host/start-application.ts'),
        ...workers,
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
