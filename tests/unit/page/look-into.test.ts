import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { lookInto } from '../../../src-renderer/features/imports/look-into.ts';

const FILES = [{ name: 'a.csv' }, { name: 'b.csv' }];

/** A backend that refuses one look after the other for these reasons; it notes which files it was asked for. */
function refusing(...codes: readonly string[]) {
  const asked: string[] = [];
  const preview = ({ files }: { files: { name?: string | undefined }[] }) => {
    asked.push(files.map(({ name }) => name).join('+'));
    return Promise.reject(new ORPCError(codes[asked.length - 1] ?? 'none'));
  };
  return { asked, preview };
}

test('files that are no parts of one export are looked into one by one', async () => {
  const { asked, preview } = refusing('invalid_file', 'invalid_file', 'invalid_file');
  expect(await lookInto(preview, FILES, {})).toHaveLength(2);
  expect(asked).toEqual(['a.csv+b.csv', 'a.csv', 'b.csv']);
});

test('a stop of the first look, or of the look into one of the files, leaves the others alone', async () => {
  const first = refusing('cancelled');
  expect(await lookInto(first.preview, FILES, {})).toBe('cancelled');
  expect(first.asked).toEqual(['a.csv+b.csv']);
  const second = refusing('invalid_file', 'cancelled');
  expect(await lookInto(second.preview, FILES, {})).toBe('cancelled');
  expect(second.asked).toEqual(['a.csv+b.csv', 'a.csv']);
});
