import { toMonth, isMonth, type Month } from '../../domain/calendar.ts';
import { BUDGET_TYPES, type BudgetType } from '../../domain/budget.ts';
import { isDimension, type Dimension } from '../../domain/cost.ts';
import { parseAmount, splitByWeights, sumMicros, toMicros, ZERO, type Micros } from '../../domain/money.ts';
import { slugOf } from './budget-id.ts';
import type { BudgetTreeDraft } from './budget-tree-draft.ts';
import type { FieldError } from './resolve-budget.ts';

export interface TemplateParameter {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'amount' | 'percent' | 'month' | 'dimension';
  readonly default: string;
}

/** A budget of a template. `{name}` in a text stands for the parameter of that name. */
export interface TemplateNode {
  readonly name: string;
  readonly type: BudgetType;
  /** Percent of the parent's amount; left out, with siblings of `each`, an equal part. */
  readonly percent?: number;
  /** The values of a dimension that this budget pins. */
  readonly pins?: { readonly dimension: Dimension; readonly values: readonly string[] };
  /** One such budget for each value of a dimension (or of the one a parameter names): those a parameter lists, else those in the data. */
  readonly each?: { readonly dimension: string; readonly parameter: string };
  readonly children?: readonly TemplateNode[];
}

/** A tree of budgets with blanks to fill in. */
export interface BudgetTemplate {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: readonly TemplateParameter[];
  readonly root: TemplateNode;
  /** Amounts come from the last twelve months and grow by the parameter `growth`, in percent. */
  readonly fromHistory?: boolean;
}

/** What the data say of a dimension, for templates. */
export interface ValueHistory {
  readonly value: string;
  /** Cost of the last twelve complete months together. */
  readonly amount: Micros;
}

export interface TemplateContext {
  readonly parameters: Readonly<Record<string, string>>;
  readonly startMonth: Month;
  readonly history: (dimension: Dimension) => readonly ValueHistory[];
}

export type FilledTemplate =
  | { readonly ok: true; readonly tree: BudgetTreeDraft }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * Fills a template in. Amounts of children are parts of their parent's that never exceed it; what no child takes stays
 * unallocated. From history, every value gets what it cost in twelve months and grows, the root what everything cost.
 *
 * @example fillTemplate(startUp, { parameters: { name: 'Acme', amount: '1000' }, … }).tree.children[0].amount // 600
 */
export function fillTemplate(template: BudgetTemplate, context: TemplateContext): FilledTemplate {
  const parameters: Record<string, string> = {};
  for (const { name, default: preset } of template.parameters)
    parameters[name] = (context.parameters[name] ?? preset).trim();
  const errors = checkParameters(template, parameters);
  if (errors.length > 0) return { ok: false, errors };
  const filling = { ...context, parameters };
  const start = parameters['startMonth'];
  const startMonth = start !== undefined && start !== '' ? toMonth(start) : context.startMonth;
  const tree =
    template.fromHistory === true ? proposeTree(template.root, filling) : fillRoot(template.root, filling);
  return { ok: true, tree: { ...tree, startMonth, months: 12 } };
}

function checkParameters(template: BudgetTemplate, values: Readonly<Record<string, string>>): FieldError[] {
  return template.parameters.flatMap(({ name, kind }) => {
    const value = values[name] ?? '';
    const path = `parameters.${name}`;
    if (kind === 'amount' && parseAmount(value) === undefined)
      return [{ path, message: 'must be an amount of at most six decimals, such as 120000' }];
    if (kind === 'percent' && (value === '' || !Number.isFinite(Number(value))))
      return [{ path, message: 'must be a number of percent, such as 10' }];
    if (kind === 'month' && value !== '' && !isMonth(value))
      return [{ path, message: 'must be a month, such as 2026-01' }];
    if (kind === 'dimension' && !isDimension(value))
      return [{ path, message: 'must be a dimension, such as team, service or account' }];
    return [];
  });
}

type Filling = TemplateContext;

function textOf(text: string, { parameters }: Filling): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole);
}

function fillRoot(root: TemplateNode, filling: Filling): BudgetTreeDraft {
  const amount = parseAmount(filling.parameters['amount'] ?? '0') ?? ZERO;
  const name = textOf(root.name, filling);
  const id = slugOf(
    `org ${name} ${filling.parameters['startMonth']?.slice(0, 4) || filling.startMonth.slice(0, 4)}`,
  );
  return fillNode(root, { id, name, amount, scope: [] }, filling);
}

interface Filled {
  readonly id: string;
  readonly name: string;
  readonly amount: Micros;
  readonly scope: BudgetTreeDraft['scope'];
}

function fillNode(
  node: TemplateNode,
  { id, name, amount, scope }: Filled,
  filling: Filling,
): BudgetTreeDraft {
  const children = (node.children ?? []).flatMap((child) => expand(child, filling));
  const stated = children.map(({ node: child }) => child.percent);
  const left = Math.max(0, 100 - stated.reduce<number>((sum, percent) => sum + (percent ?? 0), 0));
  const open = stated.filter((percent) => percent === undefined).length;
  const weights = stated.map((percent) => BigInt(Math.round((percent ?? left / open) * 1e6)));
  const rest = 100_000_000n - weights.reduce((sum, weight) => sum + weight, 0n);
  const parts = splitByWeights(amount, [...weights, rest < 0n ? 0n : rest]);
  const below = children.map(({ node: child, name: childName, value }, index) =>
    fillNode(
      child,
      {
        id: `${id}.${slugOf(childName)}`,
        name: childName,
        amount: parts[index] ?? ZERO,
        scope: scopeOf(child, value, filling),
      },
      filling,
    ),
  );
  return { id, name, type: node.type, amount, scope, ...(below.length > 0 && { children: below }) };
}

interface Expanded {
  readonly node: TemplateNode;
  readonly name: string;
  readonly value: string | undefined;
}

/** A node as it is, or once for each value. */
function expand(node: TemplateNode, filling: Filling): Expanded[] {
  if (node.each === undefined) return [{ node, name: textOf(node.name, filling), value: undefined }];
  const listed = (filling.parameters[node.each.parameter] ?? '').split(',').map((text) => text.trim());
  const named = listed.filter((text) => text !== '');
  const dimension = dimensionOf(node, filling);
  const values = named.length > 0 ? named : filling.history(dimension).map(({ value }) => value);
  return [...new Set(values)].filter((value) => value !== '').map((value) => ({ node, name: value, value }));
}

function dimensionOf(node: TemplateNode, filling: Filling): Dimension {
  const stated = textOf(node.each?.dimension ?? '', filling);
  return isDimension(stated) ? stated : 'service';
}

function scopeOf(node: TemplateNode, value: string | undefined, filling: Filling): BudgetTreeDraft['scope'] {
  if (value !== undefined) return [{ dimension: dimensionOf(node, filling), op: 'in', values: [value] }];
  return node.pins === undefined
    ? []
    : [{ dimension: node.pins.dimension, op: 'in', values: node.pins.values }];
}

/** Budgets proposed from what each value cost; untagged cost counts for the root alone, credits lower nothing below zero. */
function proposeTree(root: TemplateNode, filling: Filling): BudgetTreeDraft {
  const [child] = root.children ?? [];
  const dimension = child === undefined ? 'service' : dimensionOf(child, filling);
  const history = filling.history(dimension);
  const grown = history.map(({ value, amount }) => ({ value, amount: grow(amount, filling) }));
  const named = grown.filter(({ value, amount }) => value !== '' && amount > 0n);
  const all = grow(sumMicros(history.map(({ amount }) => amount)), filling);
  const children = sumMicros(named.map(({ amount }) => amount));
  const name = textOf(root.name, filling);
  const id = slugOf(
    `org ${name} ${filling.parameters['startMonth']?.slice(0, 4) || filling.startMonth.slice(0, 4)}`,
  );
  return {
    id,
    name,
    type: root.type,
    amount: all > children ? all : children,
    scope: [],
    children: named.map(({ value, amount }) => ({
      id: `${id}.${slugOf(value)}`,
      name: value,
      type: typeOf(dimension),
      amount,
      scope: [{ dimension, op: 'in', values: [value] }],
    })),
  };
}

/** Rounded up to whole cents, because a proposal is a figure for people. */
function grow(amount: Micros, { parameters }: Filling): Micros {
  const factor = 1_000_000n + BigInt(Math.round(Number(parameters['growth'] ?? '0') * 10_000));
  const micros = (amount * factor) / 1_000_000n;
  const cent = 10_000n;
  return toMicros(((micros + (micros > 0n ? cent - 1n : 0n)) / cent) * cent);
}

function typeOf(dimension: Dimension): BudgetType {
  return BUDGET_TYPES.find((type) => type === dimension) ?? 'project';
}
