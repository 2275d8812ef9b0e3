import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { isDay } from '#shared/domain/calendar.ts';
import { formatAmount, MICROS_PER_UNIT, toMicros } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { microsOf, moneyText } from '../../format/style.ts';
import { amountToSend, asTyped, notAnAmount } from '../../format/typed.ts';
import { Form } from '../../forms/Form.tsx';
import { FormFoot } from '../../forms/FormFoot.tsx';
import { PersonField } from '../../forms/PersonField.tsx';
import { sayDone } from '../../session/notices.ts';
import { usePreferences } from '../../session/preferences.tsx';
import { Failure } from '../../ui/States.tsx';

type Kind = 'raise' | 'exceed';

interface Asked {
  readonly kind: Kind;
  readonly amount: string;
  readonly until: string;
  readonly reason: string;
}

const KINDS: { readonly value: Kind; readonly label: string }[] = [
  { value: 'raise', label: 'Raise the amount' },
  { value: 'exceed', label: 'Exceed it for a while' },
];

/** What one is likely to ask for: the forecast where it is over the budget, in whole units upwards; else what stands now. */
function startingAmount({ amount, forecast }: BudgetAnswer): string {
  if (microsOf(forecast) <= microsOf(amount)) return asTyped(amount.amount);
  const step = MICROS_PER_UNIT;
  return asTyped(formatAmount(toMicros(((BigInt(microsOf(forecast)) + step - 1n) / step) * step)));
}

/** Asks to raise a budget to a new total, or to be allowed to exceed it until a day. */
export function RequestDialog({
  isOpen,
  node,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly node: BudgetAnswer;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Modal opened={isOpen} onClose={onClose} size={480} title={`Ask for ${node.name}`}>
      <RequestForm node={node} onClose={onClose} />
    </Modal>
  );
}

function RequestForm({
  node,
  onClose,
}: {
  readonly node: BudgetAnswer;
  readonly onClose: () => void;
}): ReactNode {
  const { preferences } = usePreferences();
  const [asked, setAsked] = useState<Asked>(() => ({
    kind: 'raise',
    amount: startingAmount(node),
    until: '',
    reason: '',
  }));
  const set = (part: Partial<Asked>): void => setAsked({ ...asked, ...part });
  const request = useRequest(onClose);
  const { kind, amount, until, reason } = asked;
  const total = amountToSend(amount);
  const send = (): void => {
    if (total === undefined) return;
    const term = kind === 'exceed' && isDay(until) ? { until } : {};
    request.mutate({
      budgetId: node.id,
      kind,
      amount: total,
      reason,
      requestedBy: preferences.person,
      ...term,
    });
  };
  return (
    <Form onSubmit={send}>
      <p>
        Budget {moneyText(node.amount)}, forecast {moneyText(node.forecast)}.
      </p>
      <Failure error={request.error} />
      <SegmentedControl
        aria-label="What is asked for"
        value={kind}
        onChange={(next) => set({ kind: next })}
        data={KINDS}
      />
      <TextInput
        label={`New total of the period, ${node.currency}`}
        inputMode="decimal"
        required
        value={amount}
        error={total === undefined ? notAnAmount('12000.50') : undefined}
        onChange={(event) => set({ amount: event.currentTarget.value })}
      />
      {kind === 'exceed' ? (
        <TextInput
          type="date"
          label="Until"
          description="Empty: to the end of its period"
          value={until}
          onChange={(event) => set({ until: event.currentTarget.value })}
        />
      ) : null}
      <Textarea
        label="Reason"
        required
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
      <PersonField label="Asked by" />
      <FormFoot submit="Ask" isBusy={request.isPending} onCancel={onClose} />
    </Form>
  );
}

/** Sends a request, says at which level it lies, and closes the dialog. */
function useRequest(onClose: () => void) {
  return useMutation(
    useQueries().approvals.request.mutationOptions({
      onSuccess: ({ data }) => {
        const risk = `risk ${Math.round(data.risk.score)}`;
        sayDone(
          data.status === 'approved'
            ? `Approved at once: ${risk}, level ${data.level}.`
            : `Asked: ${risk}, for a ${data.level} to decide.`,
        );
        onClose();
      },
    }),
  );
}
