import type { Command, WorkspaceFree } from '../command.ts';
import { forecastSeries } from '../../jobs/forecast-series/forecast-series.ts';
import { listFlag, numberFlag, pathIn, requiredFlag, requiredWord, usageError } from '../usage.ts';
import { FORECAST_MODELS, modelNamed } from '#shared/domain/forecast.ts';

function requiredCount(invocation: WorkspaceFree, name: string): number {
  const value = numberFlag(invocation, name);
  if (value === undefined || !Number.isInteger(value) || value < 1)
    throw usageError(`Give --${name} as a whole number from 1.`);
  return value;
}

async function run(invocation: WorkspaceFree) {
  const { flags, folder, progress, dryRun } = invocation;
  const asked = flags.text('model') ?? 'auto';
  const model = modelNamed(asked);
  if (model === undefined) throw usageError(`--model takes ${FORECAST_MODELS.join(', ')}, not "${asked}".`);
  const levels = (listFlag(invocation, 'level') ?? ['95']).map(Number);
  if (levels.some((level) => !(level > 0 && level < 100)))
    throw usageError('--level takes percents between 0 and 100, such as 80,95.');
  const output = pathIn(folder, requiredFlag(invocation, 'out'));
  const data = await forecastSeries(
    {
      input: pathIn(folder, requiredWord(invocation, 0, 'file with the series')),
      output,
      horizon: requiredCount(invocation, 'horizon'),
      season: requiredCount(invocation, 'season'),
      levels,
      model,
      dryRun,
    },
    (at) => progress(at.phase === 'reading' ? `${at.done} rows read` : `${at.done} of ${at.total} series`),
  );
  return {
    data: { ...data, output },
    meta: dryRun ? { dryRun } : undefined,
    text: `${data.forecast} of ${data.series} series forecast into ${output}.${data.warnings.map((warning) => `\n${warning}`).join('')}`,
  };
}

const text = { type: 'string' } as const;

export const forecastSeriesCommands: readonly Command[] = [
  {
    name: ['forecast-series'],
    usage: 'forecast-series FILE.csv --horizon H --season M [--level 95] [--model auto] --out OUT.csv',
    summary: 'Forecast any table series_id,t,value, without a workspace',
    options: { horizon: text, season: text, level: text, model: text, out: text },
    access: 'none',
    run,
  },
];
