import type { BudgetTreeDraft } from '#shared/engine/budgets/budget-tree-draft.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** A template of the workspace's own: a tree of budgets as it was saved. */
export interface OwnTemplate {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly tree: BudgetTreeDraft;
}

export function readTemplates(reader: Reader): OwnTemplate[] {
  return reader
    .all<{ body: string }>('SELECT body FROM template ORDER BY name')
    .map(({ body }) => readBody<OwnTemplate>(body));
}

export function putTemplate(writer: Writer, template: OwnTemplate): void {
  writer.put('template', { name: template.name, body: writeBody(template) });
}

export function removeTemplate(writer: Writer, name: string): void {
  writer.remove('template', name);
}
