/**
 * A program: reads the small file, then the other one, and prints by how many megabytes the other raised the largest resident
 * size, and what became of it. In a process of its own, because a test runner's memory goes up and down.
 *
 * `node peak-of-reading.ts SMALL FILE`
 */
import { readExport } from '#main/importers/read.ts';
import { ImportError } from '#main/importers/types.ts';

const KIBIBYTES = 1024;

async function read(path: string): Promise<string> {
  const sink = { facts: () => undefined, rejected: () => undefined };
  try {
    const { accepted } = await readExport([{ name: path, path }], {}, sink);
    return `accepted ${accepted}`;
  } catch (error) {
    if (error instanceof ImportError) return error.code;
    throw error;
  }
}

const [small = '', other = ''] = process.argv.slice(2);
await read(small);
const before = process.resourceUsage().maxRSS;
const outcome = await read(other);
const megabytes = (process.resourceUsage().maxRSS - before) / KIBIBYTES;
process.stdout.write(JSON.stringify({ megabytes, outcome }));
