import type { OneOffAnswer } from '#shared/contract/one-offs.ts';
import type { Month } from '#shared/domain/calendar.ts';
import { amountText } from '#shared/domain/plain-text.ts';
import type { Command, Invocation } from '../command.ts';
import { textTable } from '../text.ts';
import { requiredWord } from '../usage.ts';

const BUDGET = 'budget id';

function tableOf(rows: readonly OneOffAnswer[]): string {
  return textTable(
    rows,
    [
      { head: 'Month', value: ({ month, what }) => (what === 'level' ? `step of ${month}` : month) },
      { head: 'Spent', value: ({ spent }) => amountText(spent), align: 'right' },
      { head: 'Forecasts take', value: ({ taken }) => amountText(taken), align: 'right' },
      { head: 'Treatment', value: ({ treatment }) => (treatment === 'exclude' ? 'excluded' : 'kept') },
      { head: 'Decided by', value: ({ by, inheritedFrom }) => deciderText(by, inheritedFrom) },
      { head: 'Why it stands here', value: reasonText },
    ],
    'No month stands out, and nobody decided about one.',
  );
}

function deciderText(by: string | null, inheritedFrom: string | null): string {
  if (by === null) return 'the engine';
  return inheritedFrom === null ? by : `${by}, for ${inheritedFrom}`;
}

function reasonText({ reasons, note }: OneOffAnswer): string {
  const found = reasons.map(({ kind, amount }) => (amount === null ? kind : `${kind} ${amountText(amount)}`));
  return [...found, ...(note === '' ? [] : [note])].join(', ');
}

async function list(invocation: Invocation) {
  const { data } = await invocation.client.oneOffs.list({
    budgetId: requiredWord(invocation, 0, BUDGET),
    asOf: invocation.asOf,
  });
  return { data, text: tableOf(data) };
}

function treatCommand(
  word: 'exclude' | 'keep' | 'reset',
  treatment: OneOffAnswer['treatment'] | 'automatic',
  summary: string,
): Command {
  return {
    name: ['one-offs', word],
    usage: `one-offs ${word} ID MONTH [--step] [--note TEXT]`,
    summary,
    options: { step: { type: 'boolean' }, note: { type: 'string' } },
    access: 'change',
    run: async (invocation) => {
      const { data, meta } = await invocation.client.oneOffs.treat({
        budgetId: requiredWord(invocation, 0, BUDGET),
        month: requiredWord(invocation, 1, 'month') as Month,
        what: invocation.flags.has('step') ? 'level' : 'month',
        treatment,
        note: invocation.flags.text('note'),
        asOf: invocation.asOf,
        dryRun: invocation.dryRun,
      });
      return { data, meta, text: tableOf(data) };
    },
  };
}

export const oneOffCommands: readonly Command[] = [
  treatCommand(
    'exclude',
    'exclude',
    'Let forecasts learn nothing from a month, or from the step that begins with it',
  ),
  treatCommand('keep', 'keep', 'Let forecasts take a month as it stands, though it stands out'),
  treatCommand('reset', 'automatic', 'Leave a month to the engine again'),
  {
    name: ['one-offs'],
    usage: 'one-offs ID',
    summary: 'Months that stand out: outliers, purchases, credits, steps, and what forecasts do with them',
    access: 'read',
    run: list,
  },
];
