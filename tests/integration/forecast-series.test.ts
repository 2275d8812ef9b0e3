import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forecastSeries } from '#main/jobs/forecast-series/forecast-series.ts';
import type { SeriesProgress } from '#main/jobs/forecast-series/run-series.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-series-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function table(ids: readonly string[], length: number): string {
  const rows = ids.flatMap((id, series) =>
    Array.from({ length }, (_, index) => `${id},${index + 1},${100 + series + ((index * 7) % 5)},train`),
  );
  return ['series_id,t,value,split', ...rows, ''].join('\n');
}

async function run(input: string, options: Partial<Parameters<typeof forecastSeries>[0]> = {}) {
  const output = join(folder, 'out.csv');
  const result = await forecastSeries({ input, output, horizon: 3, season: 12, workers: 2, ...options });
  return { result, lines: readFileSync(output, 'utf8').trimEnd().split('\n') };
}

const ids = Array.from({ length: 20 }, (_, index) => `s${index}`);

describe('forecasting a table of series', () => {
  it('writes a row for every series and step in the order of the table, a pair of columns for each level', async () => {
    const { result, lines } = await run(write('plain.csv', table(ids, 30)), { levels: [95, 80] });
    expect(result).toEqual({ series: 20, forecast: 20, rows: 60, warnings: [] });
    expect(lines[0]).toBe('series_id,h,mean,lo95,hi95,lo80,hi80');
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 2).join(' '))).toEqual(
      ids.flatMap((id) => [1, 2, 3].map((step) => `${id} ${step}`)),
    );
    for (const line of lines.slice(1)) {
      const [mean, low95, high95, low80, high80] = line.split(',').slice(2).map(Number);
      expect(low95! <= low80! && low80! <= mean! && mean! <= high80! && high80! <= high95!).toBe(true);
    }
  });

  it('gives the same file with one worker and with two', async () => {
    const input = write('same.csv', table(ids, 24));
    expect((await run(input, { workers: 1 })).lines).toEqual((await run(input, { workers: 2 })).lines);
  });

  it('warns once of a series without observations and gives it no rows', async () => {
    const { result, lines } = await run(
      write('empty.csv', 'series_id,t,value\na,1,5\nb,1,\na,2,6\nb,2,NA\n'),
    );
    expect(result.warnings).toEqual(['The series "b" has no observations and gets no forecast.']);
    expect(lines.slice(1).every((line) => line.startsWith('a,'))).toBe(true);
  });

  it('takes rows of series that lie among one another, other columns, quoted names and a byte order mark', async () => {
    const text = '\uFEFFvalue,note,series_id,t\r\n5,x,"a, ""b""",1\r\n7,y,c,1\r\n6,z,"a, ""b""",2\r\n';
    const { lines } = await run(write('quoted.csv', text), { horizon: 1 });
    expect(lines.slice(1).map((line) => line.replace(/,1,.*$/, ''))).toEqual(['"a, ""b"""', 'c']);
  });

  it('reads a gzipped table', async () => {
    const path = join(folder, 'packed.csv.gz');
    writeFileSync(path, gzipSync(table(['x'], 12)));
    expect((await run(path)).result.forecast).toBe(1);
  });

  it('writes the header alone for a table without rows', async () => {
    expect((await run(write('header.csv', 'series_id,t,value\n'))).lines).toEqual([
      'series_id,h,mean,lo95,hi95',
    ]);
  });

  it('writes no file in a dry run, which answers the same', async () => {
    const input = write('tried.csv', table(['a', 'b'], 30));
    const { result } = await run(input);
    const files = readdirSync(folder);
    const output = join(folder, 'none.csv');
    const tried = await forecastSeries({ input, output, horizon: 3, season: 12, dryRun: true });
    expect(tried).toEqual(result);
    expect(readdirSync(folder)).toEqual(files);
  });

  it('tells how far it has come', async () => {
    const seen: number[] = [];
    const input = write('progress.csv', table(ids, 12));
    await forecastSeries(
      { input, output: join(folder, 'progress-out.csv'), horizon: 1, season: 1 },
      ({ done }) => seen.push(done),
    );
    expect(seen.at(-1)).toBe(20);
  });
});

it('a long table says how many of its rows are read', async () => {
  const input = join(folder, 'long.csv');
  writeFileSync(input, `series_id,t,value\n${'a,1,\n'.repeat(100_001)}`);
  const seen: SeriesProgress[] = [];
  await forecastSeries({ input, output: join(folder, 'long-out.csv'), horizon: 1, season: 1 }, (at) =>
    seen.push(at),
  );
  expect(seen).toEqual([{ phase: 'reading', done: 100_000 }]);
});

describe('a table that cannot be forecast', () => {
  it.each([
    ['series_id,t\na,1\n', 'has no column "value"'],
    ['series_id,t,value\na,1,5\na,2,five\n', 'row 2: "five" in the column value is not a number'],
    ['', 'is empty'],
    ['series_id,t,value\na,1,5\na,2,6\n"b,1,7\nc,1,8\n', 'row 3: a quote (") is opened and never closed'],
    ['"series_id,t,value\na,1,5\n', 'the header: a quote (") is opened and never closed'],
  ])('is refused with the place and the reason: %j', async (text, reason) => {
    await expect(run(write('bad.csv', text))).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining(reason) as string,
    });
  });

  it('that is not there is refused', async () => {
    await expect(run(join(folder, 'nowhere.csv'))).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('leaves an earlier output as it was and no half-written file', async () => {
    const output = write('keep.csv', 'before');
    const input = write('broken.csv', 'series_id,t,value\na,1,x\n');
    await expect(forecastSeries({ input, output, horizon: 1, season: 1 })).rejects.toThrow();
    expect(readFileSync(output, 'utf8')).toBe('before');
    expect(readdirSync(folder).some((name) => name.endsWith('.partial'))).toBe(false);
  });

  it.each([
    [{ horizon: 0 }, 'horizon'],
    [{ season: 1.5 }, 'season'],
    [{ season: 9_007_199_254_740_991 }, 'season must be a whole number of steps from 1 to 100000'],
    [{ levels: [100] }, 'level'],
    [{ levels: [95, 95] }, 'twice'],
    [{ model: 'oracle' as 'naive' }, 'no model "oracle"'],
  ])('because of its options is refused: %j', async (options, reason) => {
    await expect(run(write('fine.csv', table(['a'], 5)), options)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining(reason) as string,
    });
  });

  it('is stopped by the signal', async () => {
    const stop = new AbortController();
    const input = write('long.csv', table(ids, 150));
    const promise = forecastSeries(
      {
        input,
        output: join(folder, 'stopped.csv'),
        horizon: 12,
        season: 12,
        workers: 1,
        signal: stop.signal,
      },
      () => stop.abort(new Error('stopped by the user')),
    );
    await expect(promise).rejects.toThrow('stopped by the user');
  });
});
