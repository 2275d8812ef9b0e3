import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { Client } from '#shared/contract/contract.ts';
import { seriesHeader, seriesRows } from '#shared/domain/series-table.ts';
import type { Backend } from '#main/backend.ts';
import { forecastSeriesAside } from '#main/jobs/forecast-series/aside.ts';
import { forecastSeries } from '#main/jobs/forecast-series/forecast-series.ts';
import { startHttpServer, type RunningServer } from '#main/transport/http/server.ts';
import { DOORS } from '../contract/doors.ts';
import { testBackend } from '../support/workspace.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-series-doors-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function table(series: number, length: number): string {
  const rows = Array.from({ length: series * length }, (_, index) => {
    const [one, step] = [index % series, Math.floor(index / series)];
    return `"s, ${one}",${step + 1},${step === 1 ? '' : 100.25 + one + ((step * 7) % 5)}`;
  });
  return ['series_id,t,value', ...rows, '"empty, ""one""",1,', ''].join('\n');
}

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const ASKED = { horizon: 3, season: 12, levels: [95, 80] };

describe('a file of series', () => {
  let backend: Backend;
  let server: RunningServer;
  /** As the page of the browser host calls. */
  let page: Client;
  beforeEach(async () => {
    backend = testBackend();
    server = await startHttpServer({ backend, port: 0, page: new Map() });
    const headers = { authorization: `Bearer ${server.token}` };
    page = createORPCClient<Client>(new RPCLink({ url: `${server.url}/rpc`, headers }));
  });
  afterEach(() => server.close());

  async function upload(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<string> {
    const answer = await fetch(`${server.url}/upload?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${server.token}`,
        'content-type': 'application/octet-stream',
      },
      body: content,
    });
    return ((await answer.json()) as { uploadId: string }).uploadId;
  }

  it('is forecast as the command does, by its path and as an upload, with what each forecast follows', async () => {
    const text = table(12, 30);
    const path = write('series.csv', text);
    const output = join(folder, 'out.csv');
    const done = await forecastSeries({ input: path, output, ...ASKED });
    const uploadId = await upload('series.csv', text);
    for (const [client, file] of [
      [backend.client('window'), { path }],
      [page, { uploadId }],
    ] as const) {
      const { data } = await client.forecastSeries.create({ file, ...ASKED });
      const { forecasts, levels, ...counts } = data;
      expect(counts).toEqual(done);
      const rows = forecasts.map((forecast) => seriesRows(forecast, levels));
      expect([seriesHeader(levels), ...rows].join('')).toBe(readFileSync(output, 'utf8'));
      expect(forecasts[1]?.history).toEqual(
        Array.from({ length: 9 }, (_, index) => 101.25 + (((index + 21) * 7) % 5)),
      );
    }
    const { data } = await page.forecastSeries.create({ file: { uploadId }, ...ASKED, horizon: 10 });
    expect(data.forecasts[0]?.history[1]).toBeNull();
    expect(data.warnings).toEqual(['The series "empty, "one"" has no observations and gets no forecast.']);
  });

  it('may be gzipped, which its own name says, and takes the usual interval where none is named', async () => {
    const packed = new Uint8Array(gzipSync(table(1, 12)));
    const uploadId = await upload('packed.csv.gz', packed);
    const { data } = await page.forecastSeries.create({ file: { uploadId }, horizon: 1, season: 1 });
    expect(data).toMatchObject({ series: 2, forecast: 1, rows: 1, levels: [95] });
  });

  it('changes nothing in the workspace', async () => {
    const before = backend.store.reader.get('SELECT total_changes() AS count');
    await page.forecastSeries.create({ file: { uploadId: await upload('a.csv', table(2, 9)) }, ...ASKED });
    expect(backend.store.reader.get('SELECT total_changes() AS count')).toEqual(before);
    expect((await page.history.list({})).data).toEqual([]);
  });

  it.each([
    ['series_id,t,value\na,1,5\na,2,five\n', 'unreadable', /^bad\.csv, row 2: "five" in the column value/],
    ['series_id,t\na,1\n', 'unreadable', /^bad\.csv has no column "value"/],
    ['', 'unreadable', /^bad\.csv is empty/],
  ])('that cannot be read is refused by its own name: %j', async (text, code, message) => {
    const file = { uploadId: await upload('bad.csv', text) };
    await expect(page.forecastSeries.create({ file, ...ASKED })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  it('without a row is answered without a forecast', async () => {
    const file = { uploadId: await upload('head.csv', 'series_id,t,value\n') };
    const { data } = await page.forecastSeries.create({ file, ...ASKED });
    expect(data).toMatchObject({ series: 0, forecast: 0, forecasts: [], warnings: [] });
  });

  it('that is too much for one answer is refused before it is forecast, with what to do', async () => {
    const file = { uploadId: await upload('many.csv', table(11, 2)) };
    await expect(page.forecastSeries.create({ file, horizon: 10_000, season: 1 })).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringMatching(
        /^many\.csv: 11 series of 10,000 steps make 110,000 rows, more than the 100,000 .*headroom forecast-series/,
      ) as string,
    });
  });

  it('is refused with a season that no table can hold', async () => {
    const file = { uploadId: await upload('few.csv', table(1, 9)) };
    const asked = { ...ASKED, file, season: 100_001 };
    await expect(page.forecastSeries.create(asked)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('is not read by its path for a web page, and an upload that is gone is asked for again', async () => {
    const path = write('mine.csv', table(1, 9));
    await expect(page.forecastSeries.create({ file: { path }, ...ASKED })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(page.forecastSeries.create({ file: { uploadId: 'x' }, ...ASKED })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('ends its thread as its caller leaves, and begins nothing for one that left before', async () => {
    const terminate = vi.spyOn(Worker.prototype, 'terminate');
    const path = write('left.csv', table(400, 150));
    const task = { file: { path, name: 'left.csv' }, ...ASKED, model: 'auto' as const };
    for (const signal of [AbortSignal.abort(), AbortSignal.timeout(50)])
      await expect(forecastSeriesAside(task, signal, () => undefined)).rejects.toMatchObject({
        code: 'cancelled',
      });
    expect(terminate).toHaveBeenCalledTimes(2);
    terminate.mockRestore();
  });

  it('tells how far it is, ends when its caller leaves, whatever the door, and can be run again', async () => {
    const { client: window, close } = await DOORS['over a message port']!(backend);
    const path = write('long.csv', table(400, 150));
    const uploadId = await upload('long.csv', readFileSync(path, 'utf8'));
    const short = { file: { uploadId: await upload('short.csv', table(1, 9)) }, ...ASKED };
    for (const [client, file] of [
      [window, { path }],
      [page, { uploadId }],
    ] as const) {
      const caller = new AbortController();
      const asked = { file, ...ASKED, progressId: 'run' };
      const left = client.forecastSeries.create(asked, { signal: caller.signal });
      const progress = async () => (await page.forecastSeries.progress({ progressId: 'run' })).data;
      await expect.poll(progress, { timeout: 60_000 }).toMatchObject({ phase: 'forecasting', total: 400 });
      const other = await page.forecastSeries.create({ ...short, progressId: 'other' });
      expect(other.data.forecast).toBe(1);
      expect(await progress()).not.toBeNull();
      caller.abort();
      await expect(left).rejects.toThrow();
      await expect.poll(progress, { timeout: 5_000 }).toBeNull();
      const again = await page.forecastSeries.create({ ...short, progressId: 'run' });
      expect(again.data.forecast).toBe(1);
    }
    await close();
  });
});
