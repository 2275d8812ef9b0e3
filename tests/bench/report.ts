import { toMonth } from '#shared/domain/calendar.ts';
import { fromUnits, toMicros } from '#shared/domain/money.ts';
import { directionOf, type VarianceRow } from '#shared/domain/variance.ts';
import type { VarianceAnalysis } from '#shared/engine/variance/analysis.ts';
import { buildReport } from '#shared/engine/report/build.ts';
import type { ReportInput } from '#shared/engine/report/input.ts';
import { renderReport, type ReportFormat } from '#main/reports/render.ts';
import { sampleInput } from '../unit/reports/sample-input.ts';

const DIMENSIONS = ['team', 'service', 'region'] as const;
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

/** Times of a typical report and of one with 2,000 rows by three dimensions, in each format, and the memory at the end. */
export async function runReportBench(): Promise<void> {
  for (const [name, input] of [
    ['typical', sampleInput],
    ['2,000 rows by 3 dimensions', largeInput(2_000)],
    [
      '10,000 rows by 1 dimension',
      { ...sampleInput, detail: 'full' as const, variance: analysisOf('team', 10_000) },
    ],
  ] as const) {
    for (const format of ['pdf', 'xlsx', 'csv'] satisfies ReportFormat[]) {
      const started = performance.now();
      const { bytes, pages } = await renderReport(buildReport(input), format);
      const seconds = ((performance.now() - started) / 1000).toFixed(2);
      const memory = Math.round(process.memoryUsage.rss() / MEGABYTE);
      const size = (bytes.length / MEGABYTE).toFixed(2);
      process.stdout.write(
        `${name}, ${format}: ${seconds} s, ${pages ?? '–'} pages, ${size} MB, ${memory} MB resident\n`,
      );
    }
  }
}
