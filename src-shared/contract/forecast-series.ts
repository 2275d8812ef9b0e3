import { oc } from '@orpc/contract';
import { z } from 'zod';
import { LONGEST_HORIZON, LONGEST_SEASON } from '../domain/series-table.ts';
import { answer } from './common.ts';
import { modelInput } from './forecasts.ts';
import { fileInput } from './imports.ts';

const limits = z.tuple([z.number(), z.number()]);

export const seriesForecastSchema = z.object({
  id: z.string(),
  /** The last values before the forecast, at most three times as many as steps ahead; null where one is missing. */
  history: z.array(z.number().nullable()),
  mean: z.array(z.number()),
  /** By level in percent, the limits of each step. */
  intervals: z.record(z.string(), z.array(limits)),
});
export type SeriesForecastAnswer = z.infer<typeof seriesForecastSchema>;

/** Forecasts of any table of series, which has nothing to do with the workspace and is kept nowhere. */
export const forecastSeries = {
  /** `progressId` names the run in `forecastSeries.progress`; it ends when its caller leaves. */
  create: oc
    .route({
      method: 'POST',
      path: '/forecast-series',
      tags: ['Forecasts'],
      summary: 'Forecast every series of a file that was uploaded; nothing is stored',
    })
    .input(
      z.object({
        /** A table with the columns `series_id,t,value`, also gzipped. */
        file: fileInput,
        /** Steps ahead. */
        horizon: z.number().int().min(1).max(LONGEST_HORIZON),
        /** Steps after which a cycle begins again; 1 where none does. */
        season: z.number().int().min(1).max(LONGEST_SEASON),
        levels: z.array(z.number().gt(0).lt(100)).min(1).optional(),
        model: modelInput.optional(),
        progressId: z.string().optional(),
      }),
    )
    .output(
      answer(
        z.object({
          series: z.number(),
          forecast: z.number(),
          rows: z.number(),
          levels: z.array(z.number()),
          /** One sentence for each series without observations, which has no forecast. */
          warnings: z.array(z.string()),
          /** In the order of the series' first rows. */
          forecasts: z.array(seriesForecastSchema),
        }),
      ),
    ),
  progress: oc
    .route({
      method: 'GET',
      path: '/forecast-series/progress/{progressId}',
      tags: ['Forecasts'],
      summary: 'How far a forecast of a file is',
    })
    .input(z.object({ progressId: z.string() }))
    .output(
      answer(
        z
          .object({
            phase: z.enum(['reading', 'forecasting']),
            /** Rows that were read, or series that were forecast. */
            done: z.number(),
            /** Null while it is not known how many there are. */
            total: z.number().nullable(),
          })
          .nullable(),
      ),
    ),
};
