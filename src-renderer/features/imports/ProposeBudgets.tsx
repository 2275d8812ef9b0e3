import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Modal, Select, TextInput } from '@mantine/core';
import { fiscalYearStart, isDay, monthOf, monthsBetween, toDay } from '#shared/domain/calendar.ts';
import { formatAmount, parseAmount, ZERO } from '#shared/domain/money.ts';
import { proposeBudgets, type BudgetProposal } from '#shared/engine/proposal.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText, monthText, styleOf } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { FormFoot } from '../../forms/FormFoot.tsx';
import { NumberField } from '../../forms/NumberField.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { useWorkspace } from '../../session/workspace.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';

const DIMENSIONS = [
  { value: 'team', label: 'Team', type: 'team' },
  { value: 'service', label: 'Service', type: 'service' },
  { value: 'account', label: 'Account', type: 'project' },
] as const;
type By = (typeof DIMENSIONS)[number];
const MOST_PARTS = 60;

/** Budgets from history with growth: one root and one budget a value, made in one step that can be undone. */
export function ProposeBudgets({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Modal opened={isOpen} onClose={onClose} size={640} title="Propose budgets from this data">
      <ProposalForm onClose={onClose} />
    </Modal>
  );
}

function ProposalForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [by, setBy] = useState<By>(DIMENSIONS[1]);
  const [growth, setGrowth] = useState(10);
  const [name, setName] = useState('Organisation');
  const { go } = usePlace();
  const proposal = useProposal(by, growth);
  const apply = useMutation(
    useQueries().budgets.apply.mutationOptions({
      onSuccess: ({ data }) => {
        sayDone(`${countText(data.length, 'budget', 'budgets')} created.`);
        onClose();
        go('budgets', data[0]?.id);
      },
      onError: sayFailed,
    }),
  );
  const { currency, startMonth, months } = proposal;
  return (
    <Form onSubmit={() => apply.mutate({ tree: treeOf(name, by, proposal), createOnly: true })}>
      <div className="field-grid">
        <TextInput
          label="Name of the whole"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
        />
        <Select
          label="One budget a"
          data={DIMENSIONS.map(({ value, label }) => ({ value, label }))}
          value={by.value}
          onChange={(value) => setBy(DIMENSIONS.find((one) => one.value === value) ?? DIMENSIONS[1])}
        />
        <NumberField label="Growth on history, %" value={growth} onChange={setGrowth} min={-90} max={500} />
      </div>
      <p className="prose">
        From {countText(proposal.historyMonths, 'month', 'months')} of history to{' '}
        {countText(months, 'month', 'months')} from {monthText(startMonth)}.
      </p>
      <DataTable
        caption="Proposed budgets"
        columns={partColumns(currency)}
        rows={proposal.parts}
        keyOf={({ value }) => value}
        total={{ value: name, amount: proposal.total }}
        height={280}
      />
      <FormFoot
        submit={`Create ${countText(proposal.parts.length + 1, 'budget', 'budgets')}`}
        isBusy={apply.isPending}
        isDisabled={proposal.total <= ZERO}
        onCancel={onClose}
      />
    </Form>
  );
}

function partColumns(currency: string): readonly Column<BudgetProposal['parts'][number]>[] {
  return [
    { key: 'name', head: 'Budget', text: ({ value }) => value },
    {
      key: 'amount',
      head: `Amount, ${currency}`,
      text: ({ amount }) => styleOf(currency).amount(amount),
      isNumber: true,
    },
  ];
}

interface Proposed extends BudgetProposal {
  readonly currency: string;
  readonly historyMonths: number;
  readonly startMonth: string;
  readonly months: number;
}

function useProposal(by: By, growth: number): Proposed {
  const queries = useQueries();
  const workspace = useWorkspace();
  const settings = useQuery(queries.settings.get.queryOptions({ input: {} })).data?.data;
  const values =
    useQuery(queries.workspace.dimension.queryOptions({ input: { dimension: by.value } })).data?.data ?? [];
  const currency = currencyOf(values, settings?.currency ?? 'USD');
  const { firstDay, dataTo } = workspace ?? {};
  const hasHistory =
    typeof firstDay === 'string' && typeof dataTo === 'string' && isDay(firstDay) && isDay(dataTo);
  const historyMonths = hasHistory ? monthsBetween(monthOf(firstDay), monthOf(dataTo)) + 1 : 0;
  const history = values
    .filter((one) => one.currency === currency)
    .slice(0, MOST_PARTS)
    .map(({ value, amount }) => ({ value, amount: parseAmount(amount) ?? ZERO }));
  const months = 12;
  const asOf = workspace === undefined ? undefined : toDay(workspace.asOf);
  return {
    ...proposeBudgets(history, { historyMonths, months, growth: growth / 100 }),
    currency,
    historyMonths,
    startMonth: asOf === undefined ? '' : fiscalYearStart(asOf, settings?.fiscalYearStart ?? 1),
    months,
  };
}

/** The workspace's currency where the data have it, else the one they have. */
function currencyOf(values: readonly { readonly currency: string }[], preferred: string): string {
  return values.some(({ currency }) => currency === preferred)
    ? preferred
    : (values[0]?.currency ?? preferred);
}

function treeOf(name: string, by: By, proposal: Proposed): unknown {
  const { currency, startMonth, months } = proposal;
  return {
    name,
    type: 'organization',
    currency,
    startMonth,
    months,
    amount: formatAmount(proposal.total),
    scope: [],
    reason: 'Proposed from history',
    children: proposal.parts.map(({ value, amount }) => ({
      name: value,
      type: by.type,
      amount: formatAmount(amount),
      scope: [{ dimension: by.value, op: 'in', values: [value] }],
    })),
  };
}
