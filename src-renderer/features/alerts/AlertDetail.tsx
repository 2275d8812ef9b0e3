import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Textarea, TextInput } from '@mantine/core';
import { isDay } from '#shared/domain/calendar.ts';
import { useQueries } from '../../client/backend.tsx';
import { dayText, moneyText, probabilityText, shareText, spanText } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { PersonField } from '../../forms/PersonField.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { usePreferences } from '../../session/preferences.tsx';
import { CostLink } from '../../ui/CostLink.tsx';
import { EventLine } from '../../ui/EventLine.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import type { AlertAnswer } from './AlertsPage.tsx';
import { ruleText } from './words.ts';

/** One alert: what happened, what moved the spend, what can be done, who did what. */
export function AlertDetail({
  alert,
  onClose,
}: {
  readonly alert: AlertAnswer;
  readonly onClose: () => void;
}): ReactNode {
  const { go } = usePlace();
  return (
    <SidePanel name={`Alert of ${alert.budgetName}`} title={alert.budgetName} onClose={onClose}>
      <p className="prose">{alert.message}</p>
      <AlertFacts alert={alert} />
      <List title="What moved it" empty="No single driver stands out.">
        {alert.drivers.map(({ dimension, value, amount, share }) => (
          <li key={`${dimension} ${value}`}>
            <CostLink budgetId={alert.budgetId} ask={{ where: { [dimension]: value } }}>
              {dimension} {value === '' ? '(untagged)' : value}
            </CostLink>
            : {moneyText(amount)}, {shareText(share)} of it
          </li>
        ))}
      </List>
      <List title="What can be done" empty="Nothing is recommended.">
        {alert.actions.map((action) => (
          <li key={action}>{action}</li>
        ))}
      </List>
      <div className="row">
        <Button variant="default" onClick={() => go('variance', alert.budgetId)}>
          Explain it
        </Button>
        <Button variant="default" onClick={() => go('approvals', alert.budgetId, 'new')}>
          Ask for approval
        </Button>
      </div>
      {alert.status === 'resolved' ? null : <Acknowledge alert={alert} />}
      {alert.status === 'acknowledged' ? <Reopen alert={alert} /> : null}
      <List title="History" empty="Nothing yet.">
        {alert.history.map((event) => (
          <EventLine key={`${event.at} ${event.kind}`} {...event} />
        ))}
      </List>
    </SidePanel>
  );
}

function AlertFacts({ alert }: { readonly alert: AlertAnswer }): ReactNode {
  const { threshold, period, amount, openedAt, breach, snoozedUntil } = alert;
  return (
    <dl className="facts">
      <dt>Rule</dt>
      <dd>{ruleText(threshold)}</dd>
      <dt>Period</dt>
      <dd>{spanText(period)}</dd>
      <dt>Amount</dt>
      <dd>{moneyText(amount)}</dd>
      <dt>Since</dt>
      <dd>{dayText(openedAt)}</dd>
      {breach === null ? null : (
        <>
          <dt>Likely over</dt>
          <dd>
            {probabilityText(breach.probability)}
            {breach.medianDate === null ? '' : `, most likely from ${dayText(breach.medianDate)}`}
          </dd>
        </>
      )}
      {snoozedUntil === null ? null : (
        <>
          <dt>Quiet until</dt>
          <dd>{dayText(snoozedUntil)}</dd>
        </>
      )}
    </dl>
  );
}

function List({
  title,
  empty,
  children,
}: {
  readonly title: string;
  readonly empty: string;
  readonly children: readonly ReactNode[];
}): ReactNode {
  return (
    <section className="stack tight">
      <h3 className="title">{title}</h3>
      {children.length === 0 ? <p className="quiet">{empty}</p> : <ul className="stack tight">{children}</ul>}
    </section>
  );
}

function Acknowledge({ alert }: { readonly alert: AlertAnswer }): ReactNode {
  const { preferences } = usePreferences();
  const [note, setNote] = useState('');
  // Acknowledging it again without the day would end the quiet.
  const [until, setUntil] = useState(alert.snoozedUntil ?? '');
  const acknowledge = useMutation(
    useQueries().alerts.acknowledge.mutationOptions({
      onSuccess: () => sayDone('Acknowledged.'),
      onError: sayFailed,
    }),
  );
  return (
    <Form
      onSubmit={() =>
        acknowledge.mutate({
          budgetId: alert.budgetId,
          alertId: alert.id,
          by: preferences.person,
          ...(note === '' ? {} : { note }),
          ...(isDay(until) ? { snoozeUntil: until } : {}),
        })
      }
    >
      <h3 className="title">Acknowledge</h3>
      <PersonField />
      <Textarea label="Note" autosize value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <TextInput
        type="date"
        label="Quiet until"
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" loading={acknowledge.isPending}>
          Acknowledge
        </Button>
      </div>
    </Form>
  );
}

function Reopen({ alert }: { readonly alert: AlertAnswer }): ReactNode {
  const { preferences } = usePreferences();
  const [why, setWhy] = useState('');
  const reopen = useMutation(
    useQueries().alerts.reopen.mutationOptions({
      onSuccess: () => sayDone('Open again.'),
      onError: sayFailed,
    }),
  );
  return (
    <Form
      onSubmit={() =>
        reopen.mutate({
          budgetId: alert.budgetId,
          alertId: alert.id,
          by: preferences.person,
          ...(why === '' ? {} : { note: why }),
        })
      }
    >
      <Textarea
        label="Why it is to be open again"
        autosize
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <div>
        <Button
          type="submit"
          variant="default"
          disabled={preferences.person === ''}
          loading={reopen.isPending}
        >
          Open again
        </Button>
      </div>
    </Form>
  );
}
