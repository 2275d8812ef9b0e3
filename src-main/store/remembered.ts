import type { Reader } from './reader.ts';

interface Kept {
  state: string;
  readonly values: Map<string, unknown>;
}

const kept = new WeakMap<object, Kept>();
const MOST_VALUES = 500;

/**
 * Keeps what was read from costs, budgets and rates until one of them changes, so that a page that asks for it with every
 * answer waits for it once. The key names all that the value follows from beside the workspace.
 */
export function remembered<Value>(reader: Reader, key: string, read: () => Value): Value {
  const state = reader.state();
  const own = kept.get(reader.source) ?? { state, values: new Map<string, unknown>() };
  kept.set(reader.source, own);
  if (own.state !== state || own.values.size >= MOST_VALUES) {
    own.state = state;
    own.values.clear();
  }
  if (own.values.has(key)) return own.values.get(key) as Value;
  const value = read();
  own.values.set(key, value);
  return value;
}
