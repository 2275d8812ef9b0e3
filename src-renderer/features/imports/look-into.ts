import type { Client, Inputs, Outputs } from '#shared/contract/contract.ts';
import { failureOf } from '../../client/failure.ts';
import type { FileReference } from '../../client/transport.ts';

export type Preview = Outputs['imports']['preview']['data'];

/** Files that are read as one table, and what looking into them found: what they hold, or why they cannot be read. */
export interface Look {
  readonly files: readonly FileReference[];
  readonly preview: Preview | undefined;
  readonly error: unknown;
}

/**
 * Looks into the files as parts of one export; where they are none, into each by itself. Who stops one look stops all of them:
 * the answer is `cancelled`.
 */
export async function lookInto(
  preview: Client['imports']['preview'],
  files: readonly FileReference[],
  options: Omit<Inputs['imports']['preview'], 'files'>,
): Promise<readonly Look[] | 'cancelled'> {
  const lookAt = async (some: readonly FileReference[]): Promise<Look | 'cancelled'> => {
    try {
      const { data } = await preview({ files: [...some], ...options });
      return { files: some, preview: data, error: undefined };
    } catch (error) {
      if (failureOf(error).code === 'cancelled') return 'cancelled';
      return { files: some, preview: undefined, error };
    }
  };
  const whole = await lookAt(files);
  if (whole === 'cancelled') return whole;
  if (whole.preview !== undefined || files.length === 1) return [whole];
  const looks: Look[] = [];
  for (const file of files) {
    const one = await lookAt([file]);
    if (one === 'cancelled') return one;
    looks.push(one);
  }
  return looks;
}
