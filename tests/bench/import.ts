/**
 * Measures importing a large FOCUS file, roll-ups and publishing included, against the `sqlite3` shell's `.import` of the
 * same file in the same run, and how memory and gzip compare. Names the machine, because times depend on it.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { writeFocusFile } from '../support/focus-file.ts';

const ROOT = join(import.meta.dirname, '../..');
const GENERATOR = join(ROOT, '../shared/bench/make-export.mjs');
const HEADROOM = join(ROOT, 'src-main/cli/headroom.ts');

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
  readonly larger: { readonly rows: number; readonly seconds: number; readonly peakMegabytes: number } | null;
}

interface Run {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly output: string;
}

/** Runs a process and watches its memory. */
async function run(command: string, args: readonly string[]): Promise<Run> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let peak = 0;
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const watch = setInterval(() => (peak = Math.max(peak, peakOf(child.pid ?? 0))), 20);
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  if (status !== 0) throw new Error(`${command} ended with ${String(status)}`);
  return { seconds: (performance.now() - started) / 1000, peakMegabytes: peak, output };
}

/** The largest resident size so far, where the system tells (Linux). */
function peakOf(pid: number): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Math.round(Number(line?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
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

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Runs the comparison; `rows` is the size of the file, `larger` that of a second one for the memory. */
export async function runImportBench(rows = 1_000_000, larger = 0): Promise<ImportBench> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  try {
    const file = join(folder, 'export.csv');
    makeExport(file, rows);
    const first = await importFile(file, folder);
    const sqliteSeconds = await importBySqlite(file, folder);
    const second = await importFile(file, folder);
    const importSeconds = Math.min(first.seconds, second.seconds);
    await pipeline(createReadStream(file), createGzip({ level: 1 }), createWriteStream(`${file}.gz`));
    const packed = await importFile(`${file}.gz`, folder);
    const bench: ImportBench = {
      rows,
      bytes: statSync(file).size,
      importSeconds: round(importSeconds),
      importPeakMegabytes: Math.max(first.peakMegabytes, second.peakMegabytes),
      gzipSeconds: round(packed.seconds),
      sqliteSeconds: sqliteSeconds === null ? null : round(sqliteSeconds),
      ratio: sqliteSeconds === null ? null : round(importSeconds / sqliteSeconds),
      gzipRatio: round(packed.seconds / importSeconds),
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
  return { rows, seconds: round(seconds), peakMegabytes };
}
