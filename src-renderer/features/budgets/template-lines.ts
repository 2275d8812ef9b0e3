/** A template's tree as the lines of a table, and back; what a line does not show goes with it. */
import { BUDGET_TYPES, type BudgetType, type Scope } from '#shared/domain/budget.ts';
import { formatAmount, parseAmount, splitByWeights } from '#shared/domain/money.ts';
import { asTyped, typedAmount } from '../../format/typed.ts';

/** One budget of a template. */
export interface TemplateLine {
  /** Of the root 0. */
  readonly level: number;
  readonly name: string;
  readonly type: BudgetType;
  /** As it is typed; blank: the sum of what is below. */
  readonly amount: string;
  /** Null: by its type and name. */
  readonly scope: Scope | null;
  /** All other fields, as they are stored. */
  readonly others: Readonly<Record<string, unknown>>;
}

/** The lines of a tree, parents first. It is data of a template, so nothing of its shape is taken for granted. */
export function linesOf(tree: unknown, level = 0): TemplateLine[] {
  if (Array.isArray(tree)) return tree.flatMap((one: unknown) => linesOf(one, level));
  if (typeof tree !== 'object' || tree === null) return [];
  const { name, type, amount, scope, children, ...others } = tree as Readonly<Record<string, unknown>>;
  const line = {
    ...{ level, others },
    name: typeof name === 'string' ? name : '',
    type: BUDGET_TYPES.find((known) => known === type) ?? 'team',
    amount: typeof amount === 'string' ? asTyped(amount) : '',
    scope: Array.isArray(scope) ? (scope as Scope) : null,
  };
  return [line, ...linesOf(children, level + 1)];
}

/** The tree of the lines; undefined where there is none. */
export function treeOf(lines: readonly TemplateLine[]): object | undefined {
  const [root, ...below] = lines;
  if (root === undefined) return undefined;
  const starts = below.flatMap(({ level }, index) => (level === root.level + 1 ? [index] : []));
  const children = starts.map((start, index) => treeOf(below.slice(start, starts[index + 1])));
  return { ...fieldsOf(root), ...(children.length === 0 ? {} : { children }) };
}

function fieldsOf({ name, type, amount, scope, others }: TemplateLine): object {
  const micros = amount.trim() === '' ? undefined : typedAmount(amount);
  const stated = micros === undefined ? {} : { amount: formatAmount(micros) };
  return {
    ...{ ...others, name: name.trim(), type, ...stated },
    ...(scope === null ? {} : { scope }),
    ...phasingOf(others['phasing'], micros),
  };
}

/** Months that were planned one by one keep their proportions when their sum is another. */
function phasingOf(phasing: unknown, amount: ReturnType<typeof typedAmount>): object {
  const months = amountsOf(phasing);
  if (amount === undefined || months === undefined) return {};
  const sizes = months.map((month) => (month < 0n ? -month : month));
  if (months.reduce<bigint>((sum, month) => sum + month, 0n) === amount) return {};
  return { phasing: { kind: 'custom', amounts: splitByWeights(amount, sizes).map(formatAmount) } };
}

function amountsOf(phasing: unknown) {
  if (typeof phasing !== 'object' || phasing === null || !('amounts' in phasing)) return undefined;
  return Array.isArray(phasing.amounts)
    ? phasing.amounts.flatMap((amount: unknown) => parseAmount(String(amount)) ?? [])
    : undefined;
}

/** The lines with a new one at the end of those below another. */
export function withLineBelow(lines: readonly TemplateLine[], index: number): TemplateLine[] {
  const level = (lines[index]?.level ?? 0) + 1;
  const added: TemplateLine = { level, name: '', type: 'team', amount: '', scope: null, others: {} };
  return lines.toSpliced(endOf(lines, index), 0, added);
}

/** The lines without one and all below it. */
export function withoutLine(lines: readonly TemplateLine[], index: number): TemplateLine[] {
  return lines.toSpliced(index, endOf(lines, index) - index);
}

/** Where what is below a line ends. */
function endOf(lines: readonly TemplateLine[], index: number): number {
  const level = lines[index]?.level ?? 0;
  const next = lines.findIndex((line, place) => place > index && line.level <= level);
  return next === -1 ? lines.length : next;
}
