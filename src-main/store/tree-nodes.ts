import type { Scope } from '#shared/domain/budget.ts';
import type { Month } from '#shared/domain/calendar.ts';
import type { AllocationNode } from '#shared/engine/budgets/allocate.ts';
import type { Reader } from './reader.ts';

interface NodeRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly scope: string;
  readonly start_month: Month;
  readonly months: bigint;
}

const COLUMNS = `b.id, b.parent_id, b.body -> '$.scope' AS scope, b.body ->> '$.startMonth' AS start_month, b.body ->> '$.months' AS months`;
/** The index holds all of the columns, so that no body is read for them. */
const BY_PARENT = 'budget b INDEXED BY budget_node';

/** A budget and all below it, as far as allocation needs them: a small part of the work that reading whole budgets is. */
export function readTreeNodes(reader: Reader, rootId: string): AllocationNode[] {
  return reader
    .all<NodeRow>(
      `WITH RECURSIVE below (id, parent_id, scope, start_month, months) AS (
         SELECT ${COLUMNS} FROM budget b WHERE b.id = ?
         UNION ALL SELECT ${COLUMNS} FROM below CROSS JOIN ${BY_PARENT} ON b.parent_id = below.id)
       SELECT * FROM below`,
      rootId,
    )
    .map(toNode);
}

/** The children of a budget, as far as allocation needs them. */
export function readChildNodes(reader: Reader, parentId: string): AllocationNode[] {
  return reader
    .all<NodeRow>(`SELECT ${COLUMNS} FROM ${BY_PARENT} WHERE b.parent_id = ?`, parentId)
    .map(toNode);
}

/** Scopes by their text: a large tree has few different ones, because the same values are split again and again. */
const scopes = new Map<string, Scope>();
const MOST_SCOPES = 4096;

function toScope(text: string): Scope {
  let scope = scopes.get(text);
  if (scope === undefined) {
    if (scopes.size >= MOST_SCOPES) scopes.clear();
    scopes.set(text, (scope = JSON.parse(text) as Scope));
  }
  return scope;
}

function toNode({ id, parent_id, scope, start_month, months }: NodeRow): AllocationNode {
  return {
    id,
    parentId: parent_id,
    scope: toScope(scope),
    startMonth: start_month,
    months: Number(months),
  };
}
