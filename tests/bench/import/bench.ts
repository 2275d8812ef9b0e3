/**
 * Measures importing a large FOCUS file, roll-ups and publishing included, against the `sqlite3` shell's `.import` of the
 * same file and DuckDB's grouping of it in the same run, how memory and gzip compare, and where the time goes. Names the
 * machine, because times depend on it.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { writeFocusFile } from '../../support/focus-file.ts';
import { runDuckDB, type DuckDBRun } from './duckdb.ts';
import type { Stages } from './stages.ts';
import { rounded, run, type Run } from './watched.ts';

const ROOT = join(import.meta.dirname, '../../..');
const GENERATOR = join(ROOT, '../shared/bench/make-export.mjs');
const HEADROOM = join(ROOT, 'src-main/entry/headroom.js');
const STAGES = join(import.meta.dirname, 'stages.ts');

export interface ImportBench {
  readonly rows: number;
  readonly bytes: number;
  readonly importSeconds: number;
  readonly importPeakMegabytes: number;
  readonly gzipSeconds: number;
  readonly sqliteSeconds: number | null;
  /** Ours ÷ the shell's; at most 0.7. */
  readonly ratio: number | null;
  /** Ours from gzip ÷ ours from the plain file; at most 1.5. */
  readonly gzipRatio: number;
  /** Null where it is not installed (see `duckdb.ts`). */
  readonly duckdb: DuckDBRun | null;
  /** Starting the command and opening a workspace, measured on a file of a few rows. */
  readonly startSeconds: number;
  /** Each stage alone, on one thread. */
  readonly stages: Stages;
  /** What no faster parsing could go below: starting, reading and hashing the bytes, inserting the facts. */
  readonly floorSeconds: number;
  readonly larger: { readonly rows: number; readonly seconds: number; readonly peakMegabytes: number } | null;
}

function makeExport(file: string, rows: number): void {
  if (existsSync(GENERATOR)) {
    const options = [
      '--format',
      'focus',
      '--rows',
      String(rows),
      '--days',
      '365',
      '--seed',
      '7',
      '--out',
      file,
      '--quiet',
    ];
    spawnSync(process.execPath, [GENERATOR, ...options], { stdio: 'ignore' });
    return;
  }
  const perDay = Math.ceil(rows / 365);
  writeFocusFile(file, '2025-01-01', '2025-12-31', (day) =>
    Array.from({ length: perDay }, (_, index) => ({
      service: `service ${index % 60}`,
      region: `region ${index % 20}`,
      team: `team ${index % 25}`,
      amount: ((index * 7919 + Number(day.slice(8))) % 10_000) / 100,
    })),
  );
}

async function importFile(file: string, folder: string): Promise<Run> {
  const workspace = join(folder, `${Math.random().toString(36).slice(2)}.headroom`);
  return run(process.execPath, [HEADROOM, 'import', file, '--workspace', workspace, '--json', '--quiet']);
}

/** The shell's import of the same file; null where there is no shell. */
async function importBySqlite(file: string, folder: string): Promise<number | null> {
  if (spawnSync('sqlite3', ['--version']).status !== 0) return null;
  const database = join(folder, 'peer.db');
  const { seconds } = await run('sqlite3', [database, '.mode csv', `.import ${file} export`]);
  rmSync(database);
  return seconds;
}

/** Starting, without anything to read to speak of. */
async function startSeconds(folder: string): Promise<number> {
  const file = join(folder, 'few.csv');
  makeExport(file, 365);
  const { seconds } = await importFile(file, folder);
  return seconds;
}

async function stagesOf(file: string, folder: string): Promise<Stages> {
  const { output } = await run(process.execPath, [STAGES, file, folder]);
  return JSON.parse(output) as Stages;
}

/** Runs the comparison; `rows` is the size of the file, `larger` that of a second one for the memory. */
export async function runImportBench(rows = 1_000_000, larger = 0): Promise<ImportBench> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  try {
    const file = join(folder, 'export.csv');
    makeExport(file, rows);
    const first = await importFile(file, folder);
    const sqliteSeconds = await importBySqlite(file, folder);
    const duckdb = await runDuckDB(file, folder);
    const second = await importFile(file, folder);
    const importSeconds = Math.min(first.seconds, second.seconds);
    await pipeline(createReadStream(file), createGzip({ level: 1 }), createWriteStream(`${file}.gz`));
    const packed = await importFile(`${file}.gz`, folder);
    const start = await startSeconds(folder);
    const stages = await stagesOf(file, folder);
    const bench: ImportBench = {
      rows,
      bytes: statSync(file).size,
      importSeconds: rounded(importSeconds),
      importPeakMegabytes: Math.max(first.peakMegabytes, second.peakMegabytes),
      gzipSeconds: rounded(packed.seconds),
      sqliteSeconds: sqliteSeconds === null ? null : rounded(sqliteSeconds),
      ratio: sqliteSeconds === null ? null : rounded(importSeconds / sqliteSeconds),
      gzipRatio: rounded(packed.seconds / importSeconds),
      duckdb,
      startSeconds: rounded(start),
      stages,
      floorSeconds: rounded(start + stages.read + stages.hash + stages.insert),
      larger: larger > 0 ? await measureLarger(folder, larger) : null,
    };
    process.stdout.write(
      `${JSON.stringify({ machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}`, ...bench }, null, 2)}\n`,
    );
    return bench;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureLarger(folder: string, rows: number): Promise<ImportBench['larger']> {
  const file = join(folder, 'larger.csv');
  makeExport(file, rows);
  const { seconds, peakMegabytes } = await importFile(file, folder);
  rmSync(file);
  return { rows, seconds: rounded(seconds), peakMegabytes };
}
