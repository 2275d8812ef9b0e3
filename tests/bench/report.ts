import { spawnSync } from 'node:child_process';
import { toMonth } from '#shared/domain/calendar.ts';
import { fromUnits, toMicros } from '#shared/domain/money.ts';
import { directionOf, type VarianceRow } from '#shared/domain/variance.ts';
import type { VarianceAnalysis } from '#shared/engine/variance/analysis.ts';
import { buildReport } from '#shared/engine/report/build.ts';
import type { ReportInput } from '#shared/engine/report/input.ts';
import { runReport } from '#main/jobs/report/run-report.ts';
import type { ReportFormat } from '#main/reports/render.ts';
import { sampleInput } from '../unit/reports/sample-input.ts';

const DIMENSIONS = ['team', 'service', 'region'] as const;
const FORMATS = ['pdf', 'xlsx', 'csv'] satisfies readonly ReportFormat[];
const MEGABYTE = 1e6;

/** A comparison of so many rows; the figures are pseudo-random, but the same in each run. */
function analysisOf(dimension: string, count: number): VarianceAnalysis {
  const rows = Array.from({ length: count }, (_, index): VarianceRow => {
    const plan = fromUnits(((index * 7919) % 100_003) + 100);
    const actual = fromUnits(((index * 104_729) % 100_019) + 90.25);
    const variance = toMicros(actual - plan);
    return {
      key: { [dimension]: `${dimension} number ${index}` },
      plan,
      actual,
      variance,
      percent: Number((variance * 1_000_000n) / plan) / 10_000,
      direction: directionOf(variance),
      effectsReason: '',
      material: index % 7 === 0,
    };
  });
  return { by: [dimension], total: { ...sampleInput.variance.total, key: {} }, rows, groups: rows };
}

function largeInput(count: number): ReportInput {
  const [main, ...further] = DIMENSIONS.map((dimension) => analysisOf(dimension, count));
  return {
    ...sampleInput,
    detail: 'full',
    to: toMonth('2026-06'),
    variance: main ?? sampleInput.variance,
    furtherVariances: further.map((analysis) => ({ against: sampleInput.against, analysis })),
  };
}

const CASES: Readonly<Record<string, () => ReportInput>> = {
  typical: () => sampleInput,
  '2,000 rows by 3 dimensions': () => largeInput(2_000),
  '10,000 rows by 1 dimension': () => ({
    ...sampleInput,
    detail: 'full',
    variance: analysisOf('team', 10_000),
  }),
};

/** Times of a typical report and of large ones in each format, each on a fresh process, so that its memory is its own. */
export async function runReportBench(): Promise<void> {
  const [name, format] = process.argv.slice(3);
  if (name !== undefined && format !== undefined) return await measure(name, format as ReportFormat);
  for (const [each, type] of Object.keys(CASES).flatMap((key) => FORMATS.map((kind) => [key, kind] as const)))
    spawnSync(process.execPath, [process.argv[1] ?? '', 'report', each, type], { stdio: 'inherit' });
}

async function measure(name: string, format: ReportFormat): Promise<void> {
  const model = buildReport((CASES[name] ?? CASES['typical'] ?? (() => sampleInput))());
  const before = process.cpuUsage();
  const started = performance.now();
  const { bytes, pages } = await runReport(model, format);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  const spent = process.cpuUsage(before);
  const cpu = ((spent.user + spent.system) / 1e6).toFixed(2);
  const memory = Math.round((process.resourceUsage().maxRSS * 1024) / MEGABYTE);
  const size = (bytes.length / MEGABYTE).toFixed(2);
  process.stdout.write(
    `${name}, ${format}: ${seconds} s (${cpu} s of processor), ${pages ?? '–'} pages, ${size} MB, at most ${memory} MB resident\n`,
  );
}
