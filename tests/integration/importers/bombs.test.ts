import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/workspace.ts';
import { zipOf } from '../../support/zip-file.ts';

const PROGRAM = join(import.meta.dirname, 'peak-of-reading.ts');
const TABLE = 'date,service,cost\n2026-01-01,EC2,1.5\n';
/** What the bombs unpack to; far above what reading may hold. */
const LARGE = 80 << 20;
/** Millions of records that are none, which take their time. */
const FEWER = 16 << 20;
const MOST_MEGABYTES = 64;
const TIMEOUT_MS = 60_000;
/** Making bombs fast matters more than making them small. */
const FAST = { level: 1 };

function filled(text: string, bytes = LARGE): Buffer {
  return Buffer.alloc(bytes, text);
}

function behindTable(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(TABLE), bytes]);
}

/** Bombs by file name, with what becomes of them. */
const BOMBS: readonly (readonly [string, () => Buffer, string])[] = [
  ['zeros.csv.gz', () => gzipSync(filled('\0'), FAST), 'unreadable'],
  ['one-line.csv.gz', () => gzipSync(filled('a'), FAST), 'unreadable'],
  ['line-ends.csv.gz', () => gzipSync(filled('\n'), FAST), 'unreadable'],
  ['delimiters.csv.gz', () => gzipSync(filled(','), FAST), 'unreadable'],
  ['wide-record.csv.gz', () => gzipSync(behindTable(filled(',')), FAST), 'unreadable'],
  ['endless-record.csv.gz', () => gzipSync(behindTable(filled('a')), FAST), 'unreadable'],
  [
    'open-quote.csv.gz',
    () => gzipSync(behindTable(Buffer.concat([Buffer.from('"'), filled('a\n')])), FAST),
    'unreadable',
  ],
  ['blank-lines.csv.gz', () => gzipSync(behindTable(filled('\n', FEWER)), FAST), 'accepted 1'],
  ['blank-records.csv.gz', () => gzipSync(behindTable(filled(',,\n', FEWER)), FAST), 'accepted 1'],
  ['honest.zip', () => zipOf('a.csv', filled('a')), 'unreadable'],
  ['lying.zip', () => zipOf('a.csv', behindTable(filled('a')), 100), 'unreadable'],
];

describe('a compression bomb', () => {
  it.each(BOMBS)(
    '%s is read or refused within a bounded memory',
    (name, make, outcome) => {
      const folder = temporaryFolder();
      const [small, bomb] = [join(folder, 'small.csv'), join(folder, name)];
      writeFileSync(small, TABLE);
      writeFileSync(bomb, make());
      const { stdout } = spawnSync(process.execPath, [PROGRAM, small, bomb], { encoding: 'utf8' });
      const found = JSON.parse(stdout) as { readonly megabytes: number; readonly outcome: string };
      expect(found.outcome).toBe(outcome);
      expect(found.megabytes).toBeLessThan(MOST_MEGABYTES);
    },
    TIMEOUT_MS,
  );
});
