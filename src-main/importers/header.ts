/** Column names of a table, found whatever their order, case, separators or language suffix. */

/** Characters without width, and the byte order mark. */
const INVISIBLE = /[\u200B-\u200F\u2060\uFEFF\u00AD]/gu;
const BRACKETED = /^(.*?)\s*[([]([^()[\]]*)[)\]]\s*$/su;

/** Folds a column name: `lineItem/UnblendedCost`, `line_item_unblended_cost` and `LINE ITEM UNBLENDED COST` are one. */
export function foldName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%$€£¥]+/gu, '');
}

export class Header {
  readonly names: readonly string[];
  /** The names folded, in their order. */
  readonly folded: readonly string[];
  readonly #columns = new Map<string, number>();
  readonly #duplicates = new Set<string>();

  constructor(names: readonly string[]) {
    this.names = names.map((name) => name.replace(INVISIBLE, '').trim());
    this.folded = this.names.map(foldName);
    this.folded.forEach((folded, column) => {
      if (folded === '') return;
      if (this.#columns.has(folded)) this.#duplicates.add(folded);
      else this.#columns.set(folded, column);
    });
    // A localised header carries the English name in brackets; a whole name goes before a part of one.
    for (const [column, name] of this.names.entries()) {
      const match = BRACKETED.exec(name.normalize('NFKC'));
      if (match === null) continue;
      for (const part of [match[2] ?? '', match[1] ?? '']) {
        const folded = foldName(part);
        if (folded !== '' && !this.#columns.has(folded)) this.#columns.set(folded, column);
      }
    }
  }

  /** The column of the first of the given names that is there; −1 where none is. */
  column(...names: readonly string[]): number {
    for (const name of names) {
      const column = this.#columns.get(foldName(name));
      if (column !== undefined) return column;
    }
    return -1;
  }

  has(...names: readonly string[]): boolean {
    return names.every((name) => this.column(name) >= 0);
  }

  /** How many of the names are there. */
  count(names: readonly string[]): number {
    return names.filter((name) => this.column(name) >= 0).length;
  }

  /** Whether a column has one of the names, and not only a part of one. */
  isNamed(column: number, names: readonly string[]): boolean {
    return names.some((name) => this.folded[column] === foldName(name));
  }

  isDuplicated(column: number): boolean {
    return this.#duplicates.has(this.folded[column] ?? '');
  }

  /** Columns whose name begins with a prefix as written, with the rest of the name. */
  startingWith(prefix: RegExp): { readonly column: number; readonly rest: string }[] {
    const found: { column: number; rest: string }[] = [];
    this.names.forEach((name, column) => {
      const match = prefix.exec(name);
      if (match !== null && match.index === 0 && match[0].length < name.length)
        found.push({ column, rest: name.slice(match[0].length) });
    });
    return found;
  }
}
