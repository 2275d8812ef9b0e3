import type { Command } from '../command.ts';
import { textTable } from '../text.ts';
import { numberFlag } from '../usage.ts';

export const auditCommands: readonly Command[] = [
  {
    name: ['audit', 'verify'],
    usage: 'audit verify',
    summary: 'Check that no entry of the audit log was altered, removed or moved',
    access: 'read',
    run: async ({ client }) => {
      const { data } = await client.audit.verify({});
      return { data, text: data.message, exit: data.ok ? 0 : 1 };
    },
  },
  {
    name: ['audit', 'list'],
    usage: 'audit list [--operation NAME] [--actor NAME] [--id ID] [--since TIME] [--limit N]',
    summary: 'List who changed what, newest first',
    options: {
      operation: { type: 'string' },
      actor: { type: 'string' },
      id: { type: 'string' },
      since: { type: 'string' },
      limit: { type: 'string' },
    },
    access: 'read',
    run: async (invocation) => {
      const { client, flags } = invocation;
      const filter = {
        operation: flags.text('operation'),
        actor: flags.text('actor'),
        id: flags.text('id'),
        since: flags.text('since'),
        limit: numberFlag(invocation, 'limit'),
      };
      const { data, meta } = await client.audit.list(filter);
      const text = textTable(data, [
        { head: 'Entry', value: ({ seq }) => String(seq), align: 'right' },
        { head: 'When', value: ({ at }) => at },
        { head: 'Who', value: ({ actor }) => actor },
        { head: 'Door', value: ({ door }) => door },
        { head: 'What', value: ({ label }) => label },
        { head: 'Rows', value: ({ changes }) => String(changes.length), align: 'right' },
        { head: 'Hash', value: ({ hash }) => hash.slice(0, 12) },
      ]);
      return { data, meta, text };
    },
  },
];
