import { globSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;

/** Every worker is an entry of its own; all entries and chunks lie side by side, so that one finds another by its bare name. */
export const workers = Object.fromEntries(
  globSync('src-main/**/*worker.ts', { cwd: root }).map((file) => [
    workerName(join(root, file)),
    resolve(root, file),
  ]),
);

function workerName(file: string): string {
  return relative(join(root, 'src-main'), file).replace(/\.ts$/, '').split(sep).join('-');
}

/** Points `new URL('./…worker.ts', import.meta.url)`, which plain Node runs as it stands, to the built worker. */
export const builtWorkers: Plugin = {
  name: 'built-workers',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('.ts')) return null;
    const found = /new URL\('(\.{1,2}\/[^']*worker\.ts)', import\.meta\.url\)/g;
    if (!found.test(code)) return null;
    return code.replaceAll(found, (_, path: string) => {
      const name = workerName(resolve(dirname(id), path));
      return `new URL('./${name}.js', import.meta.url)`;
    });
  },
};

const PARTS = 'parts';

/** Whatever page is opened first, it needs the parts that pages share: the browser fetches them beside the frame. */
const earlyParts: Plugin = {
  name: 'early-parts',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.values(bundle)
        .filter((output) => output.type === 'chunk' && output.name === PARTS)
        .map(({ fileName }) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${fileName}` },
          injectTo: 'head' as const,
        })),
  },
};

export default defineConfig({
  main: {
    plugins: [builtWorkers],
    build: {
      outDir: 'out/main',
      minify: false,
      rolldownOptions: {
        input: { index: resolve(root, 'src-main/electron/main.ts'), ...workers },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload may require nothing but electron: everything else is bundled, as CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: resolve(root, 'src-main/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    base: './',
    plugins: [react(), earlyParts],
    build: {
      outDir: 'out/renderer',
      minify: true,
      target: 'es2024',
      // The strict policy allows no data: addresses for fonts and no inline script.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 700,
      rolldownOptions: {
        input: resolve(root, 'src-renderer/index.html'),
        // What every start loads comes in one piece, and so does what pages share: one request is answered sooner than thirty.
        output: {
          codeSplitting: {
            groups: [
              { name: 'frame', tags: ['$initial'] },
              { name: PARTS, minShareCount: 3 },
            ],
          },
        },
      },
    },
  },
});
