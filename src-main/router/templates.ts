import type { Outputs } from '#shared/contract/contract.ts';
import { HeadroomError, notFound } from '#shared/contract/errors.ts';
import {
  addMonths,
  fiscalYearStart,
  isMonth,
  monthsBetween,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import { withIds, withoutPlace, type BudgetTreeDraft } from '#shared/engine/budgets/budget-tree-draft.ts';
import { BUILT_IN_TEMPLATES } from '#shared/engine/budgets/built-in-templates.ts';
import { fillTemplate } from '#shared/engine/budgets/templates.ts';
import { hasBudget } from '../store/budgets.ts';
import { withTexts } from '../store/change.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { putTemplate, readTemplates, removeTemplate, type OwnTemplate } from '../store/templates.ts';
import { readValueHistory } from '../store/value-history.ts';
import { madeAnswers } from './budget-answers.ts';
import { applyTrees } from './budget-apply.ts';
import { firstOpenMonth } from '../store/open-month.ts';
import { refuseFields } from './broken-rules.ts';
import { answerOf, asOfOf, pageOf, procedures, readerOf, writeFor } from './context.ts';
import { fileOf, treeFrom } from './template-trees.ts';

type TemplateAnswer = Outputs['templates']['list']['data'][number];

/** Own templates can be moved to another year and under another budget. */
const OWN_PARAMETERS: TemplateAnswer['parameters'] = [
  { name: 'startMonth', label: 'First month (empty: as saved)', kind: 'month', default: '' },
  { name: 'parentId', label: 'Under the budget with this id (empty: by itself)', kind: 'text', default: '' },
];

function ownAnswer({ tree, ...template }: OwnTemplate): TemplateAnswer {
  return { ...template, builtIn: false, parameters: OWN_PARAMETERS, tree: withTexts(tree) };
}

function listAll(reader: Reader): TemplateAnswer[] {
  const builtIn = BUILT_IN_TEMPLATES.map(({ name, title, description, parameters }) => ({
    name,
    title,
    description,
    builtIn: true,
    parameters: parameters.map((parameter) => ({ ...parameter })),
  }));
  return [...builtIn, ...readTemplates(reader).map(ownAnswer)];
}

function requireOwn(reader: Reader, name: string): OwnTemplate {
  const own = readTemplates(reader).find((template) => template.name === name);
  if (own !== undefined) return own;
  if (BUILT_IN_TEMPLATES.some((template) => template.name === name))
    throw new HeadroomError('forbidden', `"${name}" is built in; save one of your own under another name.`, {
      name,
    });
  throw notFound('template', name, '"budget template list"');
}

/** The tree that a template gives with these parameters, not yet applied. */
function fill(
  reader: Reader,
  name: string,
  stated: Readonly<Record<string, string | number>>,
  asOf: Day,
): BudgetTreeDraft {
  const parameters = Object.fromEntries(Object.entries(stated).map(([key, value]) => [key, String(value)]));
  const settings = readSettings(reader);
  const template = BUILT_IN_TEMPLATES.find((one) => one.name === name);
  if (template === undefined) return placed(requireOwn(reader, name).tree, parameters);
  const openMonth = firstOpenMonth(reader, asOf);
  const filled = fillTemplate(template, {
    parameters,
    startMonth: fiscalYearStart(asOf, settings.fiscalYearStart),
    history: (dimension) =>
      readValueHistory(reader, dimension, settings.tagMapping, openMonth, settings.currency),
  });
  if (!filled.ok) throw refuseFields(filled.errors);
  return filled.tree;
}

/** An own template's tree at the place and in the year that the parameters name. */
function placed(tree: BudgetTreeDraft, parameters: Readonly<Record<string, string>>): BudgetTreeDraft {
  const { startMonth = '', parentId = '' } = parameters;
  const made = moved(withoutPlace(tree), startMonth.trim());
  return parentId.trim() === '' ? made : { ...made, parentId: parentId.trim() };
}

/** A tree whose root starts in another month; what states no month of its own moves along by inheritance. */
function moved(tree: BudgetTreeDraft, startMonth: string): BudgetTreeDraft {
  if (startMonth === '') return tree;
  if (!isMonth(startMonth))
    throw refuseFields([{ path: 'parameters.startMonth', message: 'must be a month, such as 2026-01' }]);
  const shift = tree.startMonth == null ? 0 : monthsBetween(tree.startMonth, startMonth);
  const shifted = (node: BudgetTreeDraft): BudgetTreeDraft => ({
    ...node,
    ...(node.startMonth != null && { startMonth: addMonths(node.startMonth, shift) }),
    ...(node.children !== undefined && { children: node.children.map(shifted) }),
  });
  const start: Month = startMonth;
  return { ...shifted(tree), startMonth: start };
}

export const templates = {
  list: procedures.templates.list.handler(({ input, context }) => pageOf(listAll(readerOf(context)), input)),

  get: procedures.templates.get.handler(({ input, context }) => {
    const found = listAll(readerOf(context)).find(({ name }) => name === input.name);
    if (found === undefined) throw notFound('template', input.name, '"budget template list"');
    return { data: found };
  }),

  save: procedures.templates.save.handler(async ({ input, context }) => {
    const { name, title = name, description = '', dryRun } = input;
    if (BUILT_IN_TEMPLATES.some((template) => template.name === name))
      throw new HeadroomError(
        'already_exists',
        `"${name}" is the name of a built-in template; choose another.`,
        {
          name,
        },
      );
    const tree = await treeFrom(context, input);
    if (tree === undefined)
      throw refuseFields([
        { path: 'tree', message: 'give a tree of budgets, or a table of them as "table"' },
      ]);
    const template = { name, title, description, tree };
    const request = { operation: 'templates.save', label: `Save template ${name}`, dryRun };
    const { changes } = writeFor(context, request, (writer) => putTemplate(writer, template));
    return answerOf(ownAnswer(template), dryRun, changes);
  }),

  update: procedures.templates.update.handler(async ({ input, context }) => {
    const { name, dryRun } = input;
    const before = requireOwn(readerOf(context), name);
    const template = {
      name,
      title: input.title ?? before.title,
      description: input.description ?? before.description,
      tree: (await treeFrom(context, input)) ?? before.tree,
    };
    const request = { operation: 'templates.update', label: `Change template ${name}`, dryRun };
    const { changes } = writeFor(context, request, (writer) => putTemplate(writer, template));
    return answerOf(ownAnswer(template), dryRun, changes);
  }),

  remove: procedures.templates.remove.handler(({ input, context }) => {
    const { name } = requireOwn(readerOf(context), input.name);
    const request = { operation: 'templates.remove', label: `Delete template ${name}`, dryRun: input.dryRun };
    const { changes } = writeFor(context, request, (writer) => removeTemplate(writer, name));
    return answerOf({ name }, input.dryRun, changes);
  }),

  preview: procedures.templates.preview.handler(({ input, context }) => {
    const reader = readerOf(context);
    const tree = fill(reader, input.name, input.parameters ?? {}, asOfOf(context, input.asOf));
    return { data: { tree: withTexts(withIds(tree, (id) => hasBudget(reader, id))) } };
  }),

  export: procedures.templates.export.handler(({ input, context }) => {
    const { name, parameters = {}, format = 'json' } = input;
    const tree = fill(readerOf(context), name, parameters, asOfOf(context, input.asOf));
    return { data: { name: `${name}.${format}`, format, content: fileOf(tree, format) } };
  }),

  apply: procedures.templates.apply.handler(({ input, context }) => {
    const { name, parameters = {}, dryRun, update: isUpdate = false } = input;
    const asOf = asOfOf(context, input.asOf);
    const reader = readerOf(context);
    const isTaken = (id: string): boolean => !isUpdate && hasBudget(reader, id);
    const tree = withIds(fill(reader, name, parameters, asOf), isTaken);
    const request = { operation: 'templates.apply', label: `Apply template ${name}`, dryRun };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => applyTrees(writer, [tree], asOf, !isUpdate),
      (reader, ids) => madeAnswers(reader, ids, asOf),
    );
    return answerOf(result, dryRun, changes);
  }),
};
