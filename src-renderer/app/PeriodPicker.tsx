import { useState, type ReactNode } from 'react';
import { Button, Popover, Radio, TextInput } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { addMonths, isMonth } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { spanText } from '../format/style.ts';
import { Form } from '../forms/Form.tsx';
import { monthsOfPeriod, PERIOD_KINDS, PERIOD_WORDS, type PeriodKind } from '../session/period.ts';
import { usePreferences } from '../session/preferences.tsx';
import { useFiscalYearStart, usePeriod } from '../session/use-period.ts';
import { useWorkspace } from '../session/workspace.ts';

/** Which months the pages speak of: the budget's own period, or months that hold on every page. */
export function PeriodPicker({ node }: { readonly node: BudgetAnswer | null | undefined }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const { months } = usePeriod();
  const own = node === null || node === undefined ? '' : periodText(node.startMonth, node.months);
  const text = months === undefined ? own : spanText(months.from, months.to);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus position="bottom-start" withRoles>
      <Popover.Target>
        <button
          type="button"
          className="bar-button"
          aria-label={`Period: ${text === '' ? "the budget's own" : text}`}
          onClick={() => setIsOpen(!isOpen)}
        >
          <span>{text === '' ? 'Period' : text}</span>
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Period the pages speak of">
        <PeriodForm onClose={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function PeriodForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { preferences, change } = usePreferences();
  const workspace = useWorkspace();
  const yearStart = useFiscalYearStart();
  const [kind, setKind] = useState(preferences.period.kind);
  const { from: firstChosen, to: lastChosen } = preferences.period;
  const [from, setFrom] = useState(firstChosen ?? workspace?.asOf.slice(0, 7) ?? '');
  const [to, setTo] = useState(lastChosen ?? workspace?.asOf.slice(0, 7) ?? '');
  const isRange = isMonth(from) && isMonth(to) && from <= to;
  const describe = (one: PeriodKind): string => {
    const months =
      workspace === undefined ? undefined : monthsOfPeriod({ kind: one }, workspace.asOf, yearStart);
    return months === undefined ? '' : spanText(months.from, months.to);
  };
  return (
    <Form
      onSubmit={() => {
        change({ period: kind === 'custom' ? { kind, from, to } : { kind } });
        onClose();
      }}
    >
      <Radio.Group label="Show figures of" value={kind} onChange={setKind}>
        <div className="stack choices">
          {PERIOD_KINDS.map((one) => (
            <Radio key={one} value={one} label={PERIOD_WORDS[one]} description={describe(one)} />
          ))}
        </div>
      </Radio.Group>
      {kind === 'custom' ? (
        <div className="row end">
          <TextInput
            type="month"
            label="From"
            value={from}
            required
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="month"
            label="To"
            value={to}
            required
            error={isRange ? undefined : 'before the first'}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </div>
      ) : null}
      <div>
        <Button type="submit" disabled={kind === 'custom' && !isRange}>
          Show
        </Button>
      </div>
    </Form>
  );
}

/** `Jan 2026 – Dec 2026`, or one month alone. */
function periodText(start: string, months: number): string {
  return isMonth(start) ? spanText(start, addMonths(start, months - 1)) : start;
}
