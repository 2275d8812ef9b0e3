import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import type { ApprovalDecision } from '#shared/domain/approval.ts';
import { isDay } from '#shared/domain/calendar.ts';
import { parseAmount } from '#shared/domain/money.ts';
import { RISK_PART_TITLES } from '#shared/engine/approvals/policy.ts';
import { useQueries } from '../../client/backend.tsx';
import { dayText, momentText, moneyText, plainStyle } from '../../format/style.ts';
import { sayDone } from '../../session/notices.ts';
import { usePreferences } from '../../session/preferences.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Failure } from '../../ui/States.tsx';
import type { ApprovalAnswer } from './ApprovalsPage.tsx';

/** One request: what is asked, the parts of its risk, and the decision. */
export function ApprovalDetail({
  approval,
  onClose,
}: {
  readonly approval: ApprovalAnswer;
  readonly onClose: () => void;
}): ReactNode {
  const style = plainStyle();
  return (
    <aside className="side-panel" aria-label={`Request of ${approval.budgetName}`}>
      <header className="row spread">
        <h2 className="title">
          {approval.budgetName}: {approval.kind} to {moneyText(approval.amount)}
        </h2>
        <ActionIcon aria-label="Close the side panel" onClick={onClose}>
          <X size={16} />
        </ActionIcon>
      </header>
      <p className="prose">{approval.reason}</p>
      <dl className="facts">
        <BudgetNow approval={approval} />
        <dt>State</dt>
        <dd>{approval.status}</dd>
        <dt>Level</dt>
        <dd>{approval.level}</dd>
        <dt>Asked by</dt>
        <dd>
          {approval.requestedBy}, {dayText(approval.requestedAt)}
        </dd>
        <dt>Due</dt>
        <dd>{approval.deadline === null ? '–' : dayText(approval.deadline)}</dd>
        {approval.until === null ? null : (
          <>
            <dt>Until</dt>
            <dd>{dayText(approval.until)}</dd>
          </>
        )}
        {approval.ceiling === null ? null : (
          <>
            <dt>Ceiling</dt>
            <dd>{moneyText(approval.ceiling)}</dd>
          </>
        )}
      </dl>
      <div className="framed">
        <DataTable
          caption="Parts of the risk"
          columns={[
            {
              key: 'name',
              head: 'Risk from',
              text: ({ name }) => (RISK_PART_TITLES as Readonly<Record<string, string>>)[name] ?? name,
            },
            { key: 'value', head: 'Value', text: ({ value }) => style.decimal(value, 2), isNumber: true },
            { key: 'weight', head: 'Weight', text: ({ weight }) => style.integer(weight), isNumber: true },
            {
              key: 'points',
              head: 'Points',
              text: ({ value, weight }) => style.decimal(value * weight, 1),
              isNumber: true,
            },
          ]}
          rows={approval.risk.parts}
          keyOf={({ name }) => name}
        />
      </div>
      <p className="strong">Risk {style.decimal(approval.risk.score, 1)} of 100</p>
      {approval.status === 'pending' ? <Decision approval={approval} /> : null}
      <section className="stack tight">
        <h3 className="title">History</h3>
        <ul className="stack tight">
          {approval.history.map(({ at, kind, by, note }) => (
            <li key={`${at} ${kind}`}>
              {momentText(at)}: {kind}
              {by === '' ? '' : ` by ${by}`}
              {note === '' ? '' : `: ${note}`}
            </li>
          ))}
        </ul>
      </section>
    </aside>
  );
}

/** What stands now, and how much more is asked for; what was granted before and after, once it was. */
function BudgetNow({ approval }: { readonly approval: ApprovalAnswer }): ReactNode {
  const { budgetId, grant, amount, status } = approval;
  const budget = useQuery(useQueries().budgets.get.queryOptions({ input: { budgetId } })).data?.data;
  const before = grant?.before ?? budget?.amount;
  if (before === undefined) return null;
  const more = Number(amount.amount) - Number(before.amount);
  const share = Number(before.amount) === 0 ? null : (more / Number(before.amount)) * 100;
  return (
    <>
      <dt>{grant === null && status === 'pending' ? 'Budget now' : 'From'}</dt>
      <dd>
        {moneyText(before)}
        {share === null ? '' : `, asks for ${plainStyle().signedPercent(share)}`}
      </dd>
    </>
  );
}

const DECISIONS: readonly { readonly value: ApprovalDecision; readonly label: string }[] = [
  { value: 'approve', label: 'Approve' },
  { value: 'reject', label: 'Reject' },
  { value: 'return', label: 'Return' },
  { value: 'withdraw', label: 'Withdraw' },
];

function Decision({ approval }: { readonly approval: ApprovalAnswer }): ReactNode {
  const { preferences, change } = usePreferences();
  const [note, setNote] = useState('');
  const [ceiling, setCeiling] = useState('');
  const [expiry, setExpiry] = useState('');
  const decide = useMutation(
    useQueries().approvals.decide.mutationOptions({
      onSuccess: ({ data }) => sayDone(`The request is ${data.status}.`),
    }),
  );
  const put = (decision: ApprovalDecision): void =>
    decide.mutate({
      budgetId: approval.budgetId,
      workflowId: approval.id,
      decision,
      by: preferences.person,
      ...(note === '' ? {} : { note }),
      ...(parseAmount(ceiling) === undefined ? {} : { ceiling }),
      ...(isDay(expiry) ? { expiry } : {}),
    });
  return (
    <form className="stack" onSubmit={(event) => event.preventDefault()}>
      <h3 className="title">Decide</h3>
      <Failure error={decide.error} />
      <TextInput
        label="Your name"
        required
        value={preferences.person}
        onChange={(event) => change({ person: event.currentTarget.value })}
      />
      <Textarea label="Note" autosize value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <div className="field-grid">
        <TextInput
          label="Ceiling"
          placeholder="none"
          inputMode="decimal"
          value={ceiling}
          onChange={(event) => setCeiling(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label="Until"
          value={expiry}
          onChange={(event) => setExpiry(event.currentTarget.value)}
        />
      </div>
      <div className="row">
        {DECISIONS.map(({ value, label }) => (
          <Button
            key={value}
            variant={value === 'approve' ? 'filled' : 'default'}
            disabled={preferences.person.trim() === '' || decide.isPending}
            onClick={() => put(value)}
          >
            {label}
          </Button>
        ))}
      </div>
    </form>
  );
}
