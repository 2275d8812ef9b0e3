import { useEffect, useState } from 'react';

const STORAGE_PREFIX = 'headroom.unsaved.';

/** What is in a form; undefined while nothing was filled in. */
interface Filled<Value> {
  readonly value: Value | undefined;
  readonly set: (value: Value | undefined) => void;
  /** It is saved: the fields say it until the page has read it back, but it is not kept any longer. */
  readonly saved: () => void;
}

/**
 * What is filled in and not saved, which stays in this window's own storage while other pages are looked at or this one is loaded
 * anew. The name tells it apart from that of other forms.
 */
export function useFilled<Value>(name: string): Filled<Value> {
  const key = STORAGE_PREFIX + name;
  const [value, set] = useState<Value | undefined>(() => read<Value>(key));
  useEffect(() => {
    if (value === undefined) window.sessionStorage.removeItem(key);
    else window.sessionStorage.setItem(key, JSON.stringify(value));
  }, [key, value]);
  return { value, set, saved: () => window.sessionStorage.removeItem(key) };
}

function read<Value>(key: string): Value | undefined {
  const text = window.sessionStorage.getItem(key);
  return text === null ? undefined : (JSON.parse(text) as Value);
}

/** Another workspace has other budgets and settings. */
export function forgetUnsaved(): void {
  for (const key of Object.keys(window.sessionStorage))
    if (key.startsWith(STORAGE_PREFIX)) window.sessionStorage.removeItem(key);
}

/** A form over something stored, as it is filled in. */
export interface Unsaved<Value> {
  readonly value: Value;
  /** Whether it states something else than what is stored. */
  readonly isChanged: boolean;
  readonly set: (value: Value) => void;
  readonly discard: () => void;
  readonly saved: () => void;
}

/**
 * What is filled in over something stored, kept until it is saved or discarded. Once something else is stored, by saving it, by
 * undo or by somebody else, the form says that.
 */
export function useUnsaved<Value>(name: string, stored: Value): Unsaved<Value> {
  const { value: filled, ...keep } = useFilled<{ readonly over: Value; readonly value: Value }>(name);
  const isCurrent = filled !== undefined && isSame(filled.over, stored);
  if (filled !== undefined && !isCurrent) keep.set(undefined);
  const value = isCurrent ? filled.value : stored;
  return {
    value,
    isChanged: !isSame(value, stored),
    set: (next) => keep.set({ over: stored, value: next }),
    discard: () => keep.set(undefined),
    saved: keep.saved,
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
