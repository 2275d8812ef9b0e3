import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import type { Command, Invocation } from '../command.ts';
import { textTable } from '../text.ts';
import { numberFlag, requiredFlag, requiredWord } from '../usage.ts';

type Evaluation = Outputs['alerts']['evaluateAll']['data'];
type AlertAnswer = Evaluation['opened'][number];
type RehearsalAnswer = Outputs['alerts']['rehearse']['data'];

function thresholdText({ threshold }: Pick<AlertAnswer, 'threshold'>): string {
  const bound = threshold.percent === undefined ? (threshold.amount?.amount ?? '') : `${threshold.percent} %`;
  return `${bound} ${threshold.basis}`;
}

function evaluationText({ opened, resolved, standing }: Evaluation): string {
  const rows = [
    ...opened.map((alert) => ({ alert, state: 'new' })),
    ...standing.map((alert) => ({ alert, state: alert.status })),
    ...resolved.map((alert) => ({ alert, state: 'resolved' })),
  ];
  const table = textTable(
    rows,
    [
      { head: 'Alert', value: ({ alert }) => alert.id },
      { head: 'State', value: ({ state }) => state },
      { head: 'Severity', value: ({ alert }) => alert.severity },
      { head: 'Budget', value: ({ alert }) => alert.budgetName },
      { head: 'Threshold', value: ({ alert }) => thresholdText(alert) },
      { head: 'Reached', value: ({ alert }) => `${alert.percent.toFixed(1)} %`, align: 'right' },
    ],
    'No alerts.',
  );
  const told = opened.filter(({ unread }) => unread).map(alertText);
  return [table, ...told].join('\n\n');
}

function alertText({ message, actions }: AlertAnswer): string {
  return [message, ...actions.map((action) => `  - ${action}`)].join('\n');
}

async function evaluate({ client, words, asOf, dryRun }: Invocation) {
  const [budgetId] = words;
  const { data, meta } =
    budgetId === undefined
      ? await client.alerts.evaluateAll({ asOf, dryRun })
      : await client.alerts.evaluate({ budgetId, asOf, dryRun });
  return { data, meta, text: evaluationText(data) };
}

async function acknowledge(invocation: Invocation) {
  const { client, flags, asOf, dryRun } = invocation;
  const { data, meta } = await client.alerts.acknowledgeMany({
    alertIds: [requiredWord(invocation, 0, 'alert')],
    by: requiredFlag(invocation, 'by'),
    note: flags.text('note'),
    snoozeUntil: flags.text('snooze-until') as Inputs['alerts']['acknowledgeMany']['snoozeUntil'],
    asOf,
    dryRun,
  });
  const [alert] = data;
  return { data: alert, meta, text: `${alert?.id ?? ''} is ${alert?.status ?? ''}.` };
}

function rehearsalText(data: RehearsalAnswer): string {
  const table = textTable(
    data.firings,
    [
      { head: 'Day', value: ({ day }) => day },
      { head: 'Period', value: ({ period }) => period },
      { head: 'Threshold', value: thresholdText },
      { head: 'Severity', value: ({ severity, onPlan }) => (onPlan ? 'on plan' : severity) },
      { head: 'Was', value: ({ verdict }) => verdict },
      { head: 'Days ahead', value: ({ leadDays }) => leadDays?.toString() ?? '–', align: 'right' },
    ],
    'Nothing would have fired.',
  );
  const precision = data.precision === null ? 'not decided yet' : `${Math.round(data.precision * 100)} %`;
  const lead = data.medianLeadDays === null ? '–' : `${data.medianLeadDays} days`;
  return `${table}\n\nOver ${data.months} months: precision ${precision}, ${data.foreseen} of ${data.breaches} breaches foreseen, median lead ${lead}, ${data.noisePerMonth.toFixed(2)} wrong alerts a month.`;
}

async function rehearse(invocation: Invocation) {
  const { client, flags, asOf } = invocation;
  const { data } = await client.alerts.rehearse({
    budgetId: requiredWord(invocation, 0, 'budget id'),
    months: numberFlag(invocation, 'months'),
    monthly: flags.has('monthly'),
    asOf,
  });
  return { data, text: rehearsalText(data) };
}

const text = { type: 'string' } as const;

export const alertCommands: readonly Command[] = [
  {
    name: ['alerts'],
    usage: 'alerts [ID]',
    summary: 'Evaluate the alerts of a budget, or of all, and list them',
    access: 'read',
    run: evaluate,
  },
  {
    name: ['alerts', 'ack'],
    usage: 'alerts ack ALERT --by NAME [--note TEXT] [--snooze-until DAY]',
    summary: 'Acknowledge an alert',
    options: { by: text, note: text, 'snooze-until': text },
    access: 'change',
    run: acknowledge,
  },
  {
    name: ['alerts', 'rehearse'],
    usage: 'alerts rehearse ID [--months 12] [--monthly]',
    summary: 'What the rules would have raised over the past months, and whether it was right',
    options: { months: text, monthly: { type: 'boolean' } },
    access: 'read',
    run: rehearse,
  },
];
