import { runNode } from './run.ts';

/** Below this many modules the layer check has not read the project, whatever it says. */
const SANE_MODULES = 200;

interface Gate {
  readonly name: string;
  readonly script: string;
  readonly words: readonly string[];
  /** What is wrong although the tool is content. */
  readonly doubt?: (output: string) => string | undefined;
}

/** The longest first, so that the others run beside it. */
const GATES: readonly Gate[] = [
  { name: 'lint', script: 'node_modules/eslint/bin/eslint.js', words: ['.', '--max-warnings', '0'] },
  { name: 'types', script: 'node_modules/typescript/bin/tsc', words: ['--build'] },
  {
    name: 'layers',
    script: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    words: [
      '--config',
      '.dependency-cruiser.js',
      '--output-type',
      'err-long',
      'src-shared',
      'src-main',
      'src-renderer',
      'tests',
    ],
    doubt: tooFewModules,
  },
  {
    name: 'format',
    script: 'node_modules/prettier/bin/prettier.cjs',
    words: ['--check', '--log-level', 'warn', '.'],
  },
  { name: 'unused', script: 'node_modules/knip/bin/knip.js', words: ['--no-progress'] },
];

function tooFewModules(output: string): string | undefined {
  const modules = Number(/\((\d+) modules/.exec(output)?.[1] ?? '0');
  return modules < SANE_MODULES ? `it read ${modules} modules, which cannot be all of them` : undefined;
}

/** `npm run check`: every gate, two at a time; says all that is wrong and ends with status 1 where anything is. */
async function check(): Promise<number> {
  const waiting = [...GATES].reverse();
  let failed = 0;
  const work = async (): Promise<void> => {
    for (let gate = waiting.pop(); gate !== undefined; gate = waiting.pop()) {
      const { status, output, seconds } = await runNode(gate.script, gate.words, { show: false });
      const doubt = status === 0 ? gate.doubt?.(output) : undefined;
      const passed = status === 0 && doubt === undefined;
      process.stdout.write(`${passed ? 'ok    ' : 'FAILED'} ${gate.name} (${seconds.toFixed(1)} s)\n`);
      if (passed) continue;
      failed += 1;
      process.stdout.write(`${doubt ?? output.trim()}\n`);
    }
  };
  await Promise.all([work(), work()]);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await check();
