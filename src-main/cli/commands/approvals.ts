import { notFound } from '#shared/contract/errors.ts';
import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import { amountText, moneyText } from '#shared/domain/plain-text.ts';
import type { Command, Invocation } from '../command.ts';
import { textTable } from '../text.ts';
import { requiredFlag, requiredWord, usageError } from '../usage.ts';

type ApprovalAnswer = Outputs['approvals']['request']['data'];
type RequestInput = Inputs['approvals']['request'];

const DECISIONS = ['approve', 'reject', 'return', 'withdraw'] as const;
const MOST_LISTED = 1000;

function approvalText(approval: ApprovalAnswer): string {
  const { id, kind, budgetName, amount, status, level, deadline, risk } = approval;
  const due = deadline === null ? '' : `, due ${deadline}`;
  const parts = textTable(risk.parts, [
    { head: 'Part of the risk', value: ({ name }) => name },
    { head: 'Value', value: ({ value }) => value.toFixed(2), align: 'right' },
    { head: 'Weight', value: ({ weight }) => String(weight), align: 'right' },
  ]);
  return `${id}: ${kind} ${budgetName} to ${moneyText(amount)}; ${status}, level ${level}${due}, risk ${risk.score.toFixed(1)}.\n${parts}`;
}

async function list({ client, words, asOf }: Invocation) {
  const [budgetId] = words;
  const { data } =
    budgetId === undefined
      ? await client.approvals.inbox({ asOf, limit: MOST_LISTED })
      : await client.approvals.list({ budgetId, asOf, limit: MOST_LISTED });
  const table = textTable(
    data,
    [
      { head: 'Request', value: ({ id }) => id },
      { head: 'Budget', value: ({ budgetName }) => budgetName },
      { head: 'Kind', value: ({ kind }) => kind },
      { head: 'Amount', value: ({ amount }) => amountText(amount), align: 'right' },
      { head: 'Status', value: ({ status }) => status },
      { head: 'Level', value: ({ level }) => level },
      { head: 'Risk', value: ({ risk }) => risk.score.toFixed(1), align: 'right' },
      { head: 'Due', value: ({ deadline }) => deadline ?? '–' },
      { head: 'By', value: ({ requestedBy }) => requestedBy },
    ],
    'No requests.',
  );
  return { data, text: table };
}

async function request(invocation: Invocation) {
  const { client, flags, asOf, dryRun } = invocation;
  const kind = requiredFlag(invocation, 'kind');
  if (kind !== 'raise' && kind !== 'exceed') throw usageError(`--kind takes raise or exceed, not "${kind}".`);
  const { data, meta } = await client.approvals.request({
    budgetId: requiredWord(invocation, 0, 'budget id'),
    kind,
    amount: requiredFlag(invocation, 'amount'),
    reason: requiredFlag(invocation, 'reason'),
    requestedBy: requiredFlag(invocation, 'by'),
    until: flags.text('until') as RequestInput['until'],
    asOf,
    dryRun,
  });
  return { data, meta, text: approvalText(data) };
}

async function decide(invocation: Invocation) {
  const { client, flags, asOf, dryRun } = invocation;
  const workflowId = requiredWord(invocation, 0, 'request');
  const chosen = DECISIONS.filter((decision) => flags.has(decision));
  const [decision] = chosen;
  if (decision === undefined || chosen.length > 1)
    throw usageError('Give one of --approve, --reject, --return and --withdraw.');
  const known = (await client.approvals.inbox({ limit: MOST_LISTED })).data.find(
    ({ id }) => id === workflowId,
  );
  if (known === undefined) throw notFound('approval request', workflowId, '"approvals list"');
  const { data, meta } = await client.approvals.decide({
    budgetId: known.budgetId,
    workflowId,
    decision,
    by: requiredFlag(invocation, 'by'),
    note: flags.text('note'),
    ceiling: flags.text('ceiling'),
    expiry: flags.text('expiry') as Inputs['approvals']['decide']['expiry'],
    asOf,
    dryRun,
  });
  return { data, meta, text: approvalText(data) };
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

export const approvalCommands: readonly Command[] = [
  {
    name: ['approvals', 'list'],
    usage: 'approvals list [ID]',
    summary: 'List the requests of a budget, or of all',
    access: 'read',
    run: list,
  },
  {
    name: ['approvals', 'request'],
    usage: 'approvals request ID --kind raise|exceed --amount A --reason R --by NAME [--until DAY]',
    summary: 'Ask to raise a budget to a new total, or to exceed it until a day',
    options: { kind: text, amount: text, reason: text, by: text, until: text },
    access: 'change',
    run: request,
  },
  {
    name: ['approvals', 'decide'],
    usage:
      'approvals decide WORKFLOW --by NAME --approve|--reject|--return|--withdraw [--note TEXT] [--ceiling A] [--expiry DAY]',
    summary: 'Decide on a request',
    options: {
      by: text,
      note: text,
      ceiling: text,
      expiry: text,
      approve: flag,
      reject: flag,
      return: flag,
      withdraw: flag,
    },
    access: 'change',
    run: decide,
  },
];
