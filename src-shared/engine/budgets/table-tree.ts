import type { BudgetType, Scope } from '../../domain/budget.ts';
import type { Month } from '../../domain/calendar.ts';
import { isDimension, type Dimension } from '../../domain/cost.ts';
import { sumMicros, toMicros, ZERO, type Micros } from '../../domain/money.ts';
import { firstFree, slugOf } from './budget-id.ts';
import type { BudgetTableOptions } from './budget-table.ts';
import { phasingOf, type BudgetTreeDraft } from './budget-tree-draft.ts';
import { foldValue } from './scope.ts';

/** A name of a level with the amounts that stand at it itself, not below. */
export class BudgetNode {
  readonly name: string;
  /** The column it came from; empty for the root. */
  readonly column: string;
  readonly plan: Micros[];
  readonly tags = new Map<string, string>();
  readonly #children = new Map<string, BudgetNode>();

  constructor(name: string, column: string, months: number) {
    this.name = name;
    this.column = column;
    this.plan = Array.from({ length: months }, () => ZERO);
  }

  get children(): readonly BudgetNode[] {
    return [...this.#children.values()];
  }

  /** The child of a name; case and spacing make no other. */
  child(name: string, column: string): BudgetNode {
    const key = `${column} ${foldValue(name)}`;
    const known = this.#children.get(key) ?? new BudgetNode(name, column, this.plan.length);
    this.#children.set(key, known);
    return known;
  }

  some(test: (node: BudgetNode) => boolean): boolean {
    return test(this) || this.children.some((child) => child.some(test));
  }
}

const LONGEST_NAME = 200;
const LONGEST_ID = 100;

/** Columns that are dimensions of the cost data by themselves. */
const DIMENSION_OF: Readonly<Record<string, Dimension>> = {
  team: 'team',
  project: 'project',
  service: 'service',
  region: 'region',
  provider: 'provider',
  environment: 'environment',
  'cost center': 'costCenter',
  'cost centre': 'costCenter',
  costcenter: 'costCenter',
  cost_center: 'costCenter',
};

const TYPES_BY_DEPTH: readonly BudgetType[] = ['team', 'project', 'service'];

/**
 * A tree of names as drafts. A parent's plan is what stands at it and all below it, so that nothing of the table is lost; ids
 * are slugs of the path, and each name pins the dimension of its column.
 */
export function toTree(root: BudgetNode, startMonth: Month, options: BudgetTableOptions): BudgetTreeDraft {
  const taken = new Set<string>();
  const idOf = (text: string): string => {
    const id = firstFree(text.slice(0, LONGEST_ID), (name) => taken.has(name));
    taken.add(id);
    return id;
  };
  const build = (
    node: BudgetNode,
    path: string,
    depth: number,
  ): { draft: BudgetTreeDraft; plan: Micros[] } => {
    const id =
      depth === 0
        ? idOf(options.rootId ?? slugOf(node.name))
        : idOf(`${path}.${slugOf(node.name).slice(0, 24)}`);
    const below = node.children.map((child) => build(child, id, depth + 1));
    const plan = node.plan.map((own, month) =>
      toMicros(below.reduce<bigint>((sum, child) => sum + (child.plan[month] ?? 0n), own)),
    );
    const amount = sumMicros(plan);
    const name = node.name.length > LONGEST_NAME ? `${node.name.slice(0, LONGEST_NAME - 1)}…` : node.name;
    const draft: BudgetTreeDraft = {
      id,
      name,
      type: depth === 0 ? 'organization' : typeOf(node.column, depth),
      currency: options.currency,
      amount,
      startMonth,
      months: plan.length,
      phasing: phasingOf(plan, amount, startMonth),
      scope: depth === 0 ? [] : scopeOf(node),
      tags: Object.fromEntries(node.tags),
      ...(name === node.name ? {} : { notes: node.name }),
      ...(below.length > 0 && { children: below.map((child) => child.draft) }),
    };
    return { draft, plan };
  };
  return build(root, '', 0).draft;
}

function dimensionOf(column: string): Dimension {
  const known = DIMENSION_OF[column.trim().toLowerCase()];
  const tag = `tag:${column.trim()}`;
  return known ?? (isDimension(tag) ? tag : 'project');
}

function scopeOf({ name, column }: BudgetNode): Scope {
  return [{ dimension: dimensionOf(column), op: 'in', values: [name] }];
}

function typeOf(column: string, depth: number): BudgetType {
  const dimension = dimensionOf(column);
  if (dimension === 'team' || dimension === 'project' || dimension === 'service' || dimension === 'region')
    return dimension;
  return TYPES_BY_DEPTH[Math.min(depth, TYPES_BY_DEPTH.length) - 1] ?? 'project';
}
