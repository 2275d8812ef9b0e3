import type { Backend } from '../backend.ts';
import { untilImportsEnded } from '../jobs/import/run-import.ts';

/** An operation that was begun and is not settled. */
interface Work {
  readonly operation: string;
  /** The name under which its caller can ask how far it is, and stop it. */
  readonly progressId: string | undefined;
  readonly settled: Promise<unknown>;
}

const running = new WeakMap<Backend, Set<Work>>();
/** How many operations were begun so far. */
const begun = new WeakMap<Backend, number>();

/** Keeps an operation among those that run in its workspace until it is settled. */
export function noteWork(
  backend: Backend,
  operation: string,
  input: unknown,
  settled: Promise<unknown>,
): void {
  begun.set(backend, begunSoFar(backend) + 1);
  const all = running.get(backend) ?? new Set<Work>();
  running.set(backend, all);
  const work = { operation, progressId: progressIdOf(input), settled };
  all.add(work);
  const done = (): void => void all.delete(work);
  settled.then(done, done);
}

/** How many imports run in a workspace. */
export function runningImports(backend: Backend): number {
  return importsOf(backend).length;
}

/** Stops the imports that run in a workspace, and waits until they have stopped. */
export async function stopImports(backend: Backend): Promise<void> {
  const found = importsOf(backend);
  const client = backend.client('window');
  for (const { progressId } of found)
    if (progressId !== undefined) await client.imports.cancel({ progressId });
  await Promise.allSettled(found.map(({ settled }) => settled));
  await untilImportsEnded();
}

/** Waits until nothing runs in a workspace that was begun up to now. */
export async function untilIdle(backend: Backend): Promise<void> {
  await Promise.allSettled([...(running.get(backend) ?? [])].map(({ settled }) => settled));
}

const QUIET_MS = 1000;
/** Somebody who never rests does not keep what is behind from ever beginning. */
const MOST_WAITS = 5;

/**
 * Waits until nothing was asked of a workspace for a second; not for ever. As long as nothing was asked at all a page is still
 * being opened, and soon asks for all its figures.
 */
export async function untilQuiet(backend: Backend): Promise<void> {
  for (let waits = 0; waits < MOST_WAITS; waits += 1) {
    const before = begunSoFar(backend);
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS).unref());
    const isQuiet = begunSoFar(backend) === before && (running.get(backend)?.size ?? 0) === 0;
    if (before > 0 && isQuiet) return;
  }
}

function begunSoFar(backend: Backend): number {
  return begun.get(backend) ?? 0;
}

function importsOf(backend: Backend): readonly Work[] {
  return [...(running.get(backend) ?? [])].filter(({ operation }) => operation === 'imports.create');
}

function progressIdOf(input: unknown): string | undefined {
  const named =
    typeof input === 'object' && input !== null && 'progressId' in input ? input.progressId : undefined;
  return typeof named === 'string' ? named : undefined;
}
