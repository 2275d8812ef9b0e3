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
/** The contract's schemas are a third of what pages share; the few pages that check by them fetch them themselves. */
const NO_SCHEMA = /^(?!.*(?:node_modules[\\/]zod[\\/]|src-shared[\\/]contract[\\/]))/;
/** The faces of what is drawn first, in languages written in the commoner Latin letters. */
const FIRST_FACES = /-latin-[456]00-normal-[\w-]+\.woff2$/;

/** What is needed whatever page is opened first, the parts that pages share and the faces: fetched beside the frame. */
const early: Plugin = {
  name: 'early',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.values(bundle).flatMap((output) => {
        const attrs = { crossorigin: true, href: `./${output.fileName}` };
        if (output.type === 'chunk' && output.name === PARTS)
          return [{ tag: 'link', attrs: { rel: 'modulepreload', ...attrs }, injectTo: 'head' as const }];
        if (FIRST_FACES.test(output.fileName))
          return [
            { tag: 'link', attrs: { rel: 'preload', as: 'font', ...attrs }, injectTo: 'head' as const },
          ];
        return [];
      }),
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
    plugins: [react(), early],
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
              { name: PARTS, minShareCount: 3, test: NO_SCHEMA },
            ],
          },
        },
      },
    },
  },
});
