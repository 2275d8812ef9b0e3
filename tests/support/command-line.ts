import { vi } from 'vitest';
import { runCommandLine } from '#main/cli/run-command-line.ts';

/** Runs a command in this process, which costs no start, and answers its exit status and JSON document. */
export async function headroom(file: string, ...words: string[]): Promise<{ status: number; data: unknown }> {
  const written: string[] = [];
  const output = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const errors = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const status = await runCommandLine([...words, '--workspace', file, '--json']);
    return { status, data: JSON.parse(written.join('')) as unknown };
  } finally {
    output.mockRestore();
    errors.mockRestore();
  }
}
