import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ORPCError } from '@orpc/client';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { Invocation } from './command.ts';

export function usageError(message: string): HeadroomError {
  return new HeadroomError('invalid_input', message);
}

/** The n-th word, which the command cannot do without. */
export function requiredWord(invocation: Pick<Invocation, 'words'>, index: number, what: string): string {
  const word = invocation.words[index];
  if (word === undefined) throw usageError(`Name the ${what}.`);
  return word;
}

export function requiredFlag(invocation: Pick<Invocation, 'flags'>, name: string): string {
  const value = invocation.flags.text(name);
  if (value === undefined) throw usageError(`Give --${name}.`);
  return value;
}

export function numberFlag(invocation: Pick<Invocation, 'flags'>, name: string): number | undefined {
  const text = invocation.flags.text(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw usageError(`--${name} takes a number, not "${text}".`);
  return value;
}

/** `a,b,c` as a list; undefined where the flag is not given. */
export function listFlag(invocation: Pick<Invocation, 'flags'>, name: string): string[] | undefined {
  const parts = invocation.flags
    .text(name)
    ?.split(',')
    .map((part) => part.trim());
  return parts?.filter((part) => part !== '');
}

/** `a=b,c=d` as a record; undefined where the flag is not given. */
export function pairsFlag(
  invocation: Pick<Invocation, 'flags'>,
  name: string,
): Record<string, string> | undefined {
  const parts = listFlag(invocation, name);
  if (parts === undefined) return undefined;
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf('=');
      if (at < 1) throw usageError(`--${name} takes pairs such as a=b, not "${part}".`);
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    }),
  );
}

/** As `pairsFlag`, where values may hold commas: a part without `=` goes on with the value before it. */
export function valuesFlag(
  invocation: Pick<Invocation, 'flags'>,
  name: string,
): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  let last: string | undefined;
  for (const part of listFlag(invocation, name) ?? []) {
    const at = part.indexOf('=');
    if (at > 0) {
      last = part.slice(0, at).trim();
      values[last] = part.slice(at + 1).trim();
    } else if (last === undefined) throw usageError(`--${name} takes pairs such as a=b, not "${part}".`);
    else values[last] = `${values[last] ?? ''},${part}`;
  }
  return Object.keys(values).length === 0 ? undefined : values;
}

export function pathIn(folder: string, path: string): string {
  return resolve(folder, path);
}

/** Reads a JSON file; what is wrong with it is said with its name and place. */
export function readJsonFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new HeadroomError('unreadable', `Cannot read ${path}: ${reasonOf(error)}.`, { file: path });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new HeadroomError(
      'unreadable',
      `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
      { file: path },
    );
  }
}

/** The same of a file that holds one object. */
export function readJsonObject(path: string): object {
  return asObject(readJsonFile(path), path);
}

/** A value that a JSON file holds; refuses what is no object. */
export function asObject(value: unknown, path: string): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new HeadroomError('unreadable', `${path} must hold an object in braces, such as {"name": "…"}.`, {
    file: path,
  });
}

/** Waits for the answer to what a file states; a field that is refused is named with the file it stands in. */
export async function inFile<Answer>(path: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== 'invalid_input') throw error;
    throw new HeadroomError('invalid_input', `${path}: ${error.message}`, {
      ...(error.data as object),
      file: path,
    });
  }
}

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    ENOSPC: 'the disk is full',
    EROFS: 'the disk is read-only',
    ENOTDIR: 'a part of its path is not a folder',
  };
  return words[code] ?? (error instanceof Error ? error.message : String(error));
}
