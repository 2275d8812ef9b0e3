import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { isDay } from '#shared/domain/calendar.ts';
import { formatAmount, MICROS_PER_UNIT, parseAmount, toMicros } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { microsOf, moneyText, plainAmount } from '../../format/style.ts';
import { sayDone } from '../../session/notices.ts';
import { usePreferences } from '../../session/preferences.tsx';
import { Failure } from '../../ui/States.tsx';

type Kind = 'raise' | 'exceed';

/** What one is likely to ask for: the forecast where it is over the budget, in whole units upwards; else what stands now. */
function startingAmount({ amount, forecast }: BudgetAnswer): string {
  if (microsOf(forecast) <= microsOf(amount)) return plainAmount(amount.amount);
  const step = MICROS_PER_UNIT;
  return plainAmount(formatAmount(toMicros(((BigInt(microsOf(forecast)) + step - 1n) / step) * step)));
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
  const { preferences, change } = usePreferences();
  const [kind, setKind] = useState<Kind>('raise');
  const [amount, setAmount] = useState(() => startingAmount(node));
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const request = useMutation(
    useQueries().approvals.request.mutationOptions({
      onSuccess: ({ data }) => {
        sayDone(
          data.status === 'approved'
            ? `Approved at once: risk ${Math.round(data.risk.score)}, level ${data.level}.`
            : `Asked: risk ${Math.round(data.risk.score)}, for a ${data.level} to decide.`,
        );
        onClose();
      },
    }),
  );
  const isWrong = parseAmount(amount) === undefined;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size={480}
      title={<span className="title">Ask for {node.name}</span>}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isWrong) return;
          request.mutate({
            budgetId: node.id,
            kind,
            amount,
            reason,
            requestedBy: preferences.person,
            ...(isDay(until) ? { until } : {}),
          });
        }}
      >
        <p>
          Budget {moneyText(node.amount)}, forecast {moneyText(node.forecast)}.
        </p>
        <Failure error={request.error} />
        <SegmentedControl
          aria-label="What is asked for"
          value={kind}
          onChange={setKind}
          data={[
            { value: 'raise', label: 'Raise the amount' },
            { value: 'exceed', label: 'Exceed it for a while' },
          ]}
        />
        <TextInput
          label={`New total of the period, ${node.currency}`}
          inputMode="decimal"
          required
          value={amount}
          error={isWrong ? 'Not an amount; such as 12000.50' : undefined}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        {kind === 'exceed' ? (
          <TextInput
            type="date"
            label="Until"
            required
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        ) : null}
        <Textarea
          label="Reason"
          required
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <TextInput
          label="Asked by"
          required
          value={preferences.person}
          onChange={(event) => change({ person: event.currentTarget.value })}
        />
        <div className="row">
          <Button type="submit" loading={request.isPending}>
            Ask
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Modal>
  );
}
