import { useSyncExternalStore } from 'react';

const NONE: readonly File[] = [];
let waiting = NONE;
const listeners = new Set<() => void>();

function change(files: readonly File[]): void {
  waiting = files;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Hands files over to the import page, wherever they were dropped or chosen. */
export function offerFiles(files: readonly File[]): void {
  change(files);
}

/** The files that wait for the import page, and the way to take them off. */
export function useOfferedFiles(): { readonly files: readonly File[]; readonly clear: () => void } {
  const files = useSyncExternalStore(subscribe, () => waiting);
  return { files, clear: () => change(NONE) };
}
