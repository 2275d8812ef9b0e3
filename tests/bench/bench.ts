/**
 * `npm run bench -- import|forecast|budgets|report|ui`: measures in one run against a named peer, because times of one machine on one
 * day say little. Prints what it measured; judges nothing.
 */
const BENCHES: Readonly<Record<string, () => Promise<unknown>>> = {
  import: async () => (await import('./import/bench.ts')).runImportBench(),
  forecast: async () => (await import('./forecast.ts')).runForecastBench(),
  budgets: async () => (await import('./budgets.ts')).runBudgetBench(),
  report: async () => (await import('./report.ts')).runReportBench(),
  ui: async () => (await import('./ui.ts')).runUiBench(),
};

const [name = ''] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write(`Name one of: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  await bench();
}
