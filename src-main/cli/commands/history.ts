import type { Command, Invocation } from '../command.ts';
import { textTable } from '../text.ts';

function stepCommand(direction: 'undo' | 'redo'): Command {
  return {
    name: [direction],
    usage: direction,
    summary: direction === 'undo' ? 'Take the last action back' : 'Bring the last undone action again',
    access: 'change',
    run: async ({ client, dryRun }) => {
      const { data, meta } = await client.history[direction]({ dryRun });
      return { data, meta, text: `${direction === 'undo' ? 'Undone' : 'Done again'}: ${data.label}` };
    },
  };
}

async function list({ client }: Invocation) {
  const { data } = await client.history.list({});
  const text = textTable(data, [
    { head: 'Step', value: ({ seq }) => String(seq), align: 'right' },
    { head: 'When', value: ({ at }) => at },
    { head: 'Who', value: ({ actor }) => actor },
    { head: 'State', value: ({ state }) => state },
    { head: 'What', value: ({ label }) => label },
  ]);
  return { data, text };
}

export const historyCommands: readonly Command[] = [
  stepCommand('undo'),
  stepCommand('redo'),
  {
    name: ['history'],
    usage: 'history',
    summary: 'List the steps that can be undone or redone',
    access: 'read',
    run: list,
  },
];
