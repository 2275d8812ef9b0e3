import type { ReactNode } from 'react';
import { Select, TextInput } from '@mantine/core';
import { isMonth } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { AheadCheckbox } from '../../forms/AheadCheckbox.tsx';
import { AgainstSelect, DimensionSelects } from '../../forms/ComparisonFields.tsx';
import { spanText } from '../../format/style.ts';
import { useWorkspace } from '../../session/workspace.ts';
import {
  DEFAULT_BY,
  lastCompleteMonth,
  monthsOf,
  periodOf,
  PERIODS,
  type Comparison,
  type ChosenMonths,
} from './comparison.ts';
import type { VarianceAnswer } from './VariancePage.tsx';

/** Which months, against what, by what: all of it stands in the address. */
export function VarianceControls({
  node,
  comparison,
  data,
  onChange,
}: {
  readonly node: BudgetAnswer;
  readonly comparison: Comparison;
  readonly data: VarianceAnswer | undefined;
  readonly onChange: (part: Readonly<Record<string, string | null>>) => void;
}): ReactNode {
  return (
    <div className="controls" role="group" aria-label="What is compared">
      <Months node={node} comparison={comparison} data={data} onChange={onChange} />
      <AgainstSelect
        node={node}
        value={comparison.against ?? 'budget'}
        onChange={(value) => onChange({ against: value === 'budget' ? null : value })}
        w={200}
      />
      <DimensionSelects
        value={comparison.by ?? DEFAULT_BY}
        onChange={(by) => onChange({ by: by === DEFAULT_BY ? null : by })}
        w={128}
      />
      <Select
        label="Months by"
        data={[
          { value: 'chargeDay', label: 'day of charge' },
          { value: 'billingMonth', label: 'billing month' },
        ]}
        value={comparison.timeBasis ?? 'chargeDay'}
        onChange={(value) => onChange({ basis: value === 'billingMonth' ? value : null })}
        w={128}
      />
      <AheadCheckbox
        against={comparison.against}
        isAhead={comparison.withForecast === true}
        onChange={(isAhead) => onChange({ ahead: isAhead ? 'true' : null })}
      />
    </div>
  );
}

function Months({
  node,
  comparison,
  data,
  onChange,
}: {
  readonly node: BudgetAnswer;
  readonly comparison: Comparison;
  readonly data: VarianceAnswer | undefined;
  readonly onChange: (part: Readonly<Record<string, string | null>>) => void;
}): ReactNode {
  const workspace = useWorkspace();
  const last = lastCompleteMonth(data?.asOf ?? workspace?.asOf ?? `${node.startMonth}-01`);
  const period = periodOf(comparison, node, last);
  const month = (key: 'from' | 'to', label: string): ReactNode => (
    <TextInput
      type="month"
      label={label}
      value={comparison[key] ?? ''}
      onChange={(event) => {
        const value = event.currentTarget.value;
        if (isMonth(value))
          onChange({ from: comparison.from ?? null, to: comparison.to ?? null, [key]: value });
      }}
      w={136}
    />
  );
  return (
    <>
      <Select
        label="Months"
        data={[...PERIODS]}
        value={period}
        onChange={(value) => onChange(rangeOf(value as ChosenMonths, node, last, data))}
        w={164}
      />
      {period === 'range' ? (
        <>
          {month('from', 'From')}
          {month('to', 'To')}
        </>
      ) : (
        <p className="control-note">{data === undefined ? '' : spanText(data.from, data.to)}</p>
      )}
    </>
  );
}

function rangeOf(
  name: ChosenMonths,
  node: BudgetAnswer,
  last: Parameters<typeof monthsOf>[2],
  data: VarianceAnswer | undefined,
): Readonly<Record<string, string | null>> {
  const { from, to } = monthsOf(name, node, last);
  if (name !== 'range' || data === undefined || from === null || to === null) return { from, to };
  return { from: data.from, to: data.to };
}
