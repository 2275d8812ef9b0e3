import fc from 'fast-check';
import type { CostView } from '#shared/domain/import.ts';
import type { Mode } from '#main/router/import-publish.ts';

export interface Cost {
  readonly source: 'a' | 'b' | 'c';
  readonly month: 0 | 1 | 2;
  readonly billed: number;
  readonly effective: number;
}

export interface File {
  readonly costs: readonly Cost[];
  readonly mode: Mode;
  /** Whether its profile replaces earlier files, as those of providers do and generic ones do not. */
  readonly replaces: boolean;
  readonly view: CostView | undefined;
}

export type Step =
  | { readonly kind: 'import'; readonly file: File }
  | { readonly kind: 'undo' | 'restore'; readonly which: number }
  | { readonly kind: 'step back' | 'step forward' };

const cost: fc.Arbitrary<Cost> = fc.record({
  source: fc.constantFrom('a', 'b', 'c'),
  month: fc.constantFrom(0, 1, 2),
  billed: fc.integer({ min: -5, max: 9 }),
  effective: fc.integer({ min: -5, max: 9 }),
});

const file: fc.Arbitrary<File> = fc.record({
  costs: fc.uniqueArray(cost, {
    minLength: 1,
    maxLength: 6,
    selector: ({ source, month }) => `${source}${month}`,
  }),
  mode: fc.constantFrom('auto', 'auto', 'auto', 'append', 'replace'),
  replaces: fc.boolean(),
  view: fc.constantFrom(undefined, undefined, 'actual', 'amortised'),
});

/** Anything a user does to imports. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('import'), file }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo', 'restore'), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('step back', 'step forward') }) },
);

/** An import as the model knows it. */
export interface Known {
  readonly id: string;
  readonly file: File;
  readonly covers: boolean;
  rank: number;
  isActive: boolean;
}

/** What counts, worked out by laying the imports of each month and source over one another, oldest first. */
export class Model {
  imports: Known[] = [];
  rank = 0;
  #past: string[] = [];
  #future: string[] = [];

  act(work: () => void): void {
    this.#past.push(this.#kept());
    this.#future = [];
    work();
  }

  step(from: 'past' | 'future'): boolean {
    const [source, target] = from === 'past' ? [this.#past, this.#future] : [this.#future, this.#past];
    const kept = source.pop();
    if (kept === undefined) return false;
    target.push(this.#kept());
    this.imports = JSON.parse(kept) as Known[];
    return true;
  }

  #kept(): string {
    return JSON.stringify(this.imports);
  }

  /** By month and source: what lies on top, each with its import. */
  layers(): { key: string; id: string; cost: Cost; part: 'both' | 'billed' | 'effective' }[] {
    const piles = new Map<string, { owner: Known; cost: Cost }[]>();
    for (const owner of this.imports.filter(({ isActive }) => isActive).sort((a, b) => a.rank - b.rank)) {
      for (const one of owner.file.costs) {
        const key = `${one.month}${one.source}`;
        const below = (piles.get(key) ?? []).filter(({ owner: other }) => !hides(owner, other));
        piles.set(key, [...below, { owner, cost: one }]);
      }
    }
    return [...piles].flatMap(([key, pile]) => {
      const views = new Set(pile.flatMap(({ owner }) => (owner.covers ? (owner.file.view ?? []) : [])));
      return pile.map(({ owner, cost: own }) => {
        const isHalf = views.size === 2 && owner.covers && owner.file.view !== undefined;
        const half = owner.file.view === 'actual' ? ('billed' as const) : ('effective' as const);
        return { key, id: owner.id, cost: own, part: isHalf ? half : ('both' as const) };
      });
    });
  }

  sums(): Record<string, readonly [number, number]> {
    const sums: Record<string, readonly [number, number]> = {};
    for (const { key, cost: own, part } of this.layers()) {
      const [billed, effective] = sums[key] ?? [0, 0];
      sums[key] = [
        billed + (part === 'effective' ? 0 : own.billed),
        effective + (part === 'billed' ? 0 : own.effective),
      ];
    }
    return Object.fromEntries(Object.entries(sums).filter(([, [a, b]]) => a !== 0 || b !== 0));
  }
}

function hides(upper: Known, lower: Known): boolean {
  if (!upper.covers) return false;
  return upper.file.view === undefined || [undefined, upper.file.view].includes(lower.file.view);
}
