import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const STORY = join(import.meta.dirname, 'story.ts');
const ZONES = ['America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Apia'];
const LANGUAGES = ['tr_TR.UTF-8', 'de_DE.UTF-8', 'ar_EG.UTF-8', 'C'];
/** A leap day, the hour that is skipped in Europe, and the last moment of a year. */
const MOMENTS = ['2024-02-29T12:00:00.000Z', '2025-03-30T01:30:00.000Z', '2026-12-31T23:59:59.999Z'];

async function told(moment: string, TZ: string, LANG: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [STORY, moment], {
    env: { ...process.env, TZ, LANG, LC_ALL: LANG },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

describe('every figure, alert, deadline and audit entry', () => {
  it.each(MOMENTS)(
    'is the same to the byte in every time zone and language at %s',
    async (moment) => {
      const reference = await told(moment, 'UTC', 'C');
      expect(reference).toContain('"deadline"');
      const others = await Promise.all(
        ZONES.map((zone, index) => told(moment, zone, LANGUAGES[index] ?? 'C')),
      );
      expect(ZONES.filter((_, index) => others[index] !== reference)).toEqual([]);
    },
    60_000,
  );
});
