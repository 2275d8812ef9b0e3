import { readUpwards } from './ancestors.ts';
import type { Reader } from './reader.ts';
import type { RowChange } from './writer.ts';

/** Budgets with those above them, as they stood before a write and as they stand after it. */
export class Chains {
  readonly #reader: Reader;
  /** The former parents of the budgets that changed. */
  readonly #was = new Map<string, string | null>();
  readonly #parents = new Map<string, string | null>();
  readonly #now = new Map<string, readonly string[]>();
  readonly #before = new Map<string, readonly string[]>();

  constructor(reader: Reader, structural: readonly RowChange[]) {
    this.#reader = reader;
    for (const { key, before } of structural)
      if (before !== null) this.#was.set(String(key[0]), (before['parent_id'] ?? null) as string | null);
  }

  /** Reads what lies above budgets at once, which for many is quicker than one after another. */
  load(ids: readonly string[]): void {
    for (const [id, { parentId }] of readUpwards(
      this.#reader,
      ids.filter((one) => !this.#parents.has(one)),
    ))
      this.#parents.set(id, parentId);
  }

  /** A budget and those above it, its root last. */
  now(id: string): readonly string[] {
    const known = this.#now.get(id);
    if (known !== undefined) return known;
    if (!this.#parents.has(id)) this.load([id]);
    const parent = this.#parents.get(id);
    const chain = [id, ...(parent == null ? [] : this.now(parent))];
    this.#now.set(id, chain);
    return chain;
  }

  before(id: string): readonly string[] {
    const known = this.#before.get(id);
    if (known !== undefined) return known;
    const parent = this.#was.has(id) ? this.#was.get(id) : this.now(id)[1];
    const chain = [id, ...(parent == null ? [] : this.before(parent))];
    this.#before.set(id, chain);
    return chain;
  }

  /** Whether other budgets lie above one now. */
  isMoved(id: string): boolean {
    const [before, now] = [this.before(id), this.now(id)];
    return before.length !== now.length || before.some((one, index) => one !== now[index]);
  }
}
