import type { StoredForecast } from '#shared/domain/forecast.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** Freezes a forecast: it is kept as it was made. */
export function putForecast(writer: Writer, forecast: StoredForecast): void {
  const seq = Number(forecast.id.split('-').at(-1));
  writer.put('forecast', {
    id: forecast.id,
    budget_id: forecast.budgetId,
    seq,
    as_of: forecast.asOf,
    body: writeBody(forecast),
  });
}

/** The forecasts of a budget, newest first. */
export function readForecasts(reader: Reader, budgetId: string): StoredForecast[] {
  return reader
    .all<{ body: string }>('SELECT body FROM forecast WHERE budget_id = ? ORDER BY seq DESC', budgetId)
    .map(({ body }) => readBody<StoredForecast>(body));
}

export function readForecast(reader: Reader, id: string): StoredForecast | undefined {
  const row = reader.get<{ body: string }>('SELECT body FROM forecast WHERE id = ?', id);
  return row === undefined ? undefined : readBody<StoredForecast>(row.body);
}

/** The latest plain forecast (of no scenario) of each budget that stands on a day or before it; of those that were stored by a moment. */
export function readLatestForecasts(
  reader: Reader,
  asOf: string,
  budgetIds: readonly string[],
  knownAt = '9999',
): Map<string, StoredForecast> {
  const rows = reader.all<{ budget_id: string; body: string }>(
    `SELECT budget_id, body, max(seq) FROM forecast
     WHERE budget_id IN (SELECT value FROM json_each(?)) AND as_of <= ?
       AND body ->> '$.createdAt' <= ? AND body ->> '$.scenario' IS NULL GROUP BY budget_id`,
    JSON.stringify(budgetIds),
    asOf,
    knownAt,
  );
  return new Map(rows.map(({ budget_id, body }) => [budget_id, readBody<StoredForecast>(body)]));
}

/** The ids of the budgets that a forecast is stored of. */
export function readForecastBudgets(reader: Reader): string[] {
  return reader
    .all<{ budget_id: string }>('SELECT DISTINCT budget_id FROM forecast ORDER BY budget_id')
    .map(({ budget_id }) => budget_id);
}
