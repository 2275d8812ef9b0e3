import type { SharedCostRule } from '#shared/domain/budget.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

interface RuleRow {
  readonly body: string;
}

/** The rules of a root, or all, in the order in which they apply. */
export function readSharedCosts(reader: Reader, rootId?: string): SharedCostRule[] {
  const rows =
    rootId === undefined
      ? reader.all<RuleRow>('SELECT body FROM shared_cost ORDER BY root_id, position, id')
      : reader.all<RuleRow>('SELECT body FROM shared_cost WHERE root_id = ? ORDER BY position, id', rootId);
  return rows.map(({ body }) => readBody<SharedCostRule>(body));
}

export function readSharedCost(reader: Reader, id: string): SharedCostRule | undefined {
  const row = reader.get<RuleRow>('SELECT body FROM shared_cost WHERE id = ?', id);
  return row === undefined ? undefined : readBody<SharedCostRule>(row.body);
}

/** Puts a rule at a place among those of its root. */
export function putSharedCost(writer: Writer, rule: SharedCostRule, position: number): void {
  writer.put('shared_cost', { id: rule.id, root_id: rule.rootId, position, body: writeBody(rule) });
}

export function removeSharedCost(writer: Writer, id: string): void {
  writer.remove('shared_cost', id);
}
