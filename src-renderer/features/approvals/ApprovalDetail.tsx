import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Textarea, TextInput } from '@mantine/core';
import type { ApprovalDecision } from '#shared/domain/approval.ts';
import { isDay } from '#shared/domain/calendar.ts';
import { RISK_PART_TITLES } from '#shared/engine/approvals/policy.ts';
import { useQueries } from '../../client/backend.tsx';
import { dayText, moneyText, plainStyle } from '../../format/style.ts';
import { amountToSend, notAnAmount } from '../../format/typed.ts';
import { PersonField } from '../../forms/PersonField.tsx';
import { sayDone } from '../../session/notices.ts';
import { usePreferences } from '../../session/preferences.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EventLine } from '../../ui/EventLine.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
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
  return (
    <SidePanel
      name={`Request of ${approval.budgetName}`}
      title={`${approval.budgetName}: ${approval.kind} to ${moneyText(approval.amount)}`}
      onClose={onClose}
    >
      <p className="prose">{approval.reason}</p>
      <RequestFacts approval={approval} />
      <Risk risk={approval.risk} />
      {approval.status === 'pending' ? <Decision approval={approval} /> : null}
      <section className="stack tight">
        <h3 className="title">History</h3>
        <ul className="stack tight">
          {approval.history.map((event) => (
            <EventLine key={`${event.at} ${event.kind}`} {...event} />
          ))}
        </ul>
      </section>
    </SidePanel>
  );
}

function RequestFacts({ approval }: { readonly approval: ApprovalAnswer }): ReactNode {
  const { status, level, requestedBy, requestedAt, deadline, until, ceiling, expiry } = approval;
  return (
    <dl className="facts">
      <BudgetNow approval={approval} />
      <dt>State</dt>
      <dd>{status}</dd>
      <dt>Level</dt>
      <dd>{level}</dd>
      <dt>Asked by</dt>
      <dd>
        {requestedBy}, {dayText(requestedAt)}
      </dd>
      <dt>Due</dt>
      <dd>{deadline === null ? '–' : dayText(deadline)}</dd>
      {until === null ? null : (
        <>
          <dt>Until</dt>
          <dd>{dayText(until)}</dd>
        </>
      )}
      {ceiling === null ? null : (
        <>
          <dt>Ceiling</dt>
          <dd>{moneyText(ceiling)}</dd>
        </>
      )}
      {expiry === null ? null : (
        <>
          <dt>Approved until</dt>
          <dd>{dayText(expiry)}</dd>
        </>
      )}
    </dl>
  );
}

const RISK_COLUMNS: readonly Column<ApprovalAnswer['risk']['parts'][number]>[] = [
  {
    key: 'name',
    head: 'Risk from',
    text: ({ name }) => (RISK_PART_TITLES as Readonly<Record<string, string>>)[name] ?? name,
  },
  { key: 'value', head: 'Value', text: ({ value }) => plainStyle().decimal(value, 2), isNumber: true },
  { key: 'weight', head: 'Weight', text: ({ weight }) => plainStyle().integer(weight), isNumber: true },
  {
    key: 'points',
    head: 'Points',
    text: ({ value, weight }) => plainStyle().decimal(value * weight, 1),
    isNumber: true,
  },
];

/** How risky the request is, and what makes it so. */
function Risk({ risk }: { readonly risk: ApprovalAnswer['risk'] }): ReactNode {
  return (
    <>
      <div className="framed">
        <DataTable
          caption="Parts of the risk"
          columns={RISK_COLUMNS}
          rows={risk.parts}
          keyOf={({ name }) => name}
        />
      </div>
      <p className="strong">Risk {plainStyle().decimal(risk.score, 1)} of 100</p>
    </>
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
  const { preferences } = usePreferences();
  const [note, setNote] = useState('');
  const [ceiling, setCeiling] = useState('');
  const [expiry, setExpiry] = useState('');
  const decide = useMutation(
    useQueries().approvals.decide.mutationOptions({
      onSuccess: ({ data }) => sayDone(`The request is ${data.status}.`),
    }),
  );
  const most = ceiling.trim() === '' ? null : amountToSend(ceiling);
  const isWrong = most === undefined;
  const put = (decision: ApprovalDecision): void =>
    decide.mutate({
      budgetId: approval.budgetId,
      workflowId: approval.id,
      decision,
      by: preferences.person,
      ...(note === '' ? {} : { note }),
      ...(most == null ? {} : { ceiling: most }),
      ...(isDay(expiry) ? { expiry } : {}),
    });
  return (
    <form className="stack" onSubmit={(event) => event.preventDefault()}>
      <h3 className="title">Decide</h3>
      <Failure error={decide.error} />
      <PersonField />
      <Textarea label="Note" autosize value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <div className="field-grid">
        <TextInput
          label="Ceiling"
          placeholder="none"
          inputMode="decimal"
          value={ceiling}
          error={isWrong ? notAnAmount('12000.50') : undefined}
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
            disabled={preferences.person.trim() === '' || isWrong || decide.isPending}
            onClick={() => put(value)}
          >
            {label}
          </Button>
        ))}
      </div>
    </form>
  );
}
