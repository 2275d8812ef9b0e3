/**
 * Where the time of an import goes: the stages one after the other, each on one thread, in a process of its own, in seconds of
 * the processor, which a busy machine does not stretch. An import runs several of them at once, on two threads; so these
 * add up to more than it takes.
 *
 * As a program: `node stages.ts FILE FOLDER` prints the seconds of each stage as JSON.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openExport, plainBytes } from '#main/importers/containers.ts';
import { toUtf8 } from '#main/importers/encoding.ts';
import { FactTable } from '#main/importers/fact-table.ts';
import { FactsOut } from '#main/importers/facts-out.ts';
import { Gathered } from '#main/importers/gathered.ts';
import { prepare, type Prepared } from '#main/importers/prepare.ts';
import { RecordLoop } from '#main/importers/record-loop.ts';
import { RowReader } from '#main/importers/row-reader.ts';
import { Tokenizer } from '#main/importers/tokenizer.ts';
import { StagedImport } from '#main/store/staging.ts';
import { openStore } from '#main/store/store.ts';
import { rounded } from './watched.ts';

export interface Stages {
  /** Bytes from the disk (mostly from the system's cache), and their SHA-256. */
  readonly read: number;
  readonly hash: number;
  /** To UTF-8, were the file Windows-1252; a file in UTF-8 is parsed as it is. */
  readonly decode: number;
  /** Bytes to records, UTF-8 checked. */
  readonly parse: number;
  /** Records to series, days and amounts. */
  readonly map: number;
  /** Amounts into the sums of facts. */
  readonly group: number;
  /** Facts rounded, in order. */
  readonly round: number;
  /** Facts into the workspace, in transactions, until they are safe on the disk. */
  readonly insert: number;
}

/** Read before the clock runs. */
const WARM_BYTES = 64 << 20;
const NO_BYTES = (): void => undefined;

/** Keeps no facts: what is left of reading a record is mapping. */
class NoTable extends FactTable {
  override find(): number {
    return 0;
  }
}

class NoFacts extends Gathered {
  override readonly table = new NoTable();

  override add(): void {
    // Nothing is kept.
  }
}

/** Processor time, of all threads of this process. */
async function seconds(work: () => Promise<void> | void): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function rows(file: string, prepared: Prepared, gathered: Gathered, end = Infinity): Promise<void> {
  const records = new RecordLoop(prepared, new RowReader(prepared, gathered), NO_BYTES);
  for await (const chunk of plainBytes(file, NO_BYTES, { start: 0, end })) records.push(chunk);
  if (end === Infinity) records.end();
}

async function parse(file: string, delimiter: string): Promise<void> {
  const tokenizer = new Tokenizer(delimiter.charCodeAt(0));
  for await (const chunk of plainBytes(file, NO_BYTES)) {
    tokenizer.push(chunk);
    while (tokenizer.next());
  }
  tokenizer.end();
  while (tokenizer.next());
}

/** Measures the stages of a plain file in UTF-8; each includes only itself. */
async function measure(path: string, folder: string): Promise<Stages> {
  const [part] = (await openExport({ name: path, path })).parts;
  if (part === undefined) throw new Error('no table');
  const prepared = await prepare(part, {});
  const read = await seconds(async () => {
    for await (const _chunk of plainBytes(path, NO_BYTES));
  });
  const hash = await seconds(async () => {
    const sha = createHash('sha256');
    for await (const chunk of plainBytes(path, NO_BYTES)) sha.update(chunk);
    sha.digest();
  });
  const decode = await seconds(async () => {
    const western = { name: 'windows-1252', byteOrderMark: false, guessed: false };
    for await (const _chunk of toUtf8(plainBytes(path, NO_BYTES), western, path));
  });
  // Compiling is no part of a stage.
  await rows(path, prepared, new Gathered(), WARM_BYTES);
  await rows(path, prepared, new NoFacts(), WARM_BYTES);
  const parsing = await seconds(() => parse(path, prepared.dialect.delimiter));
  const mapping = await seconds(() => rows(path, prepared, new NoFacts()));
  const gathered = new Gathered();
  const grouping = await seconds(() => rows(path, prepared, gathered));
  const { table, series, tails } = gathered;
  const round = await seconds(() => {
    for (const _batch of new FactsOut(table, series, tails).batches());
  });
  const inserting = await seconds(() => {
    const file = join(folder, 'stages.headroom');
    openStore(file, { create: true })?.close();
    const staged = new StagedImport(file, '2026-01-01T00:00:00.000Z');
    for (const batch of new FactsOut(table, series, tails).batches()) staged.facts(batch);
    staged.finish();
    staged.close();
  });
  const only = (time: number): number => rounded(Math.max(0, time));
  return {
    ...{
      read: only(read),
      hash: only(hash - read),
      decode: only(decode - read),
      parse: only(parsing - read),
    },
    ...{ map: only(mapping - parsing), group: only(grouping - mapping) },
    ...{ round: only(round), insert: only(inserting - round) },
  };
}

const [path, folder] = process.argv.slice(2);
if (process.argv[1] === import.meta.filename && path !== undefined && folder !== undefined)
  process.stdout.write(JSON.stringify(await measure(path, folder)));
