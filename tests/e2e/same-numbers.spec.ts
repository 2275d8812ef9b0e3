import { join } from 'node:path';
import { build } from 'vite';
import { engineNumbers } from '../support/engine-numbers.ts';
import { expect, test } from './application.ts';

const ENTRY = join(import.meta.dirname, '..', 'support', 'engine-numbers.ts');

/** The engine with what asks it, as one script that sets `engine`. */
async function engineScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry: ENTRY, formats: ['iife'], name: 'engine' } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error('nothing was built');
  return chunk.code;
}

test('the engine gives the same numbers in the page and in Node, to the last bit', async ({
  application,
}) => {
  const inNode = engineNumbers();
  expect(engineNumbers()).toBe(inNode);
  const script = await engineScript();
  const inPage = await application.page.evaluate<string>(
    `(() => { ${script}; return engine.engineNumbers(); })()`,
  );
  expect(JSON.parse(inPage)).toEqual(JSON.parse(inNode));
  expect(inPage).toBe(inNode);
});
