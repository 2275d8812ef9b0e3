import type { ReactNode } from 'react';
import { Checkbox, Select, TextInput } from '@mantine/core';
import { isMonth, type Month } from '#shared/domain/calendar.ts';
import { PERIOD_NAMES } from '#shared/domain/report-period.ts';
import { SECTION_NAMES, SECTIONS_OF_TODAY } from '#shared/engine/report/model.ts';
import { numberStyle } from '#shared/charts/numbers.ts';
import { toDay } from '#shared/domain/calendar.ts';
import { toMicros } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { AheadCheckbox } from '../../forms/AheadCheckbox.tsx';
import { AgainstSelect, DimensionSelects } from '../../forms/ComparisonFields.tsx';
import { dayText } from '../../format/style.ts';
import { usePastDay } from '../../session/workspace.ts';
import { BudgetSelect } from './BudgetSelect.tsx';
import { PERIOD_WORDS, SECTION_WORDS, type Change, type Definition } from './definition.ts';

interface FormProps {
  readonly node: BudgetAnswer;
  readonly definition: Definition;
  /** The months it speaks of, once they are known. */
  readonly months: { readonly from: Month; readonly to: Month } | undefined;
  readonly onChange: (change: Change) => void;
}

/** All that can be chosen about a report. */
export function ReportForm(props: FormProps): ReactNode {
  const { node, definition, onChange } = props;
  return (
    <div className="stack">
      <div className="report-form">
        <BudgetSelect node={node} />
        <Months {...props} />
        <AgainstSelect
          node={node}
          value={definition.against ?? 'budget'}
          onChange={(against) => onChange({ against })}
        />
        <Choice
          label="Months by"
          value={definition.timeBasis ?? 'chargeDay'}
          words={{ chargeDay: 'day of charge', billingMonth: 'billing month' }}
          onChange={(timeBasis) => onChange({ timeBasis })}
        />
        <DimensionSelects value={definition.by ?? ''} onChange={(by) => onChange({ by })} />
        <AheadCheckbox
          className="wide"
          against={definition.against}
          isAhead={definition.withForecast === true}
          onChange={(isAhead) => onChange({ withForecast: isAhead || undefined })}
        />
        <Setting {...props} />
      </div>
      <Sections {...props} />
    </div>
  );
}

/** What it prints. Sections that an earlier day's knowledge does not have stay chosen for the reports of today. */
function Sections({ definition, onChange }: FormProps): ReactNode {
  const past = usePastDay();
  const sections: readonly string[] = definition.sections ?? SECTION_NAMES;
  const absent: readonly string[] = past === null ? [] : SECTIONS_OF_TODAY;
  return (
    <Checkbox.Group
      label="Sections"
      description={
        past === null
          ? null
          : `Forecast, alerts and approvals are kept of today alone: a report of what was known on ${dayText(past)} leaves them out.`
      }
      value={sections.filter((section) => !absent.includes(section))}
      onChange={(chosen) => {
        const wanted = SECTION_NAMES.filter((section) =>
          (absent.includes(section) ? sections : chosen).includes(section),
        );
        onChange({ sections: wanted.length === SECTION_NAMES.length ? undefined : wanted });
      }}
    >
      <div className="check-grid">
        {SECTION_NAMES.map((section) => (
          <Checkbox
            key={section}
            value={section}
            label={SECTION_WORDS[section]}
            disabled={absent.includes(section)}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function Months({ definition, months, onChange }: FormProps): ReactNode {
  const { period, from, to } = definition;
  const isRange = from !== undefined || to !== undefined;
  const month = (key: 'from' | 'to', label: string): ReactNode => (
    <TextInput
      type="month"
      label={label}
      value={definition[key] ?? ''}
      onChange={(event) => {
        const value = event.currentTarget.value;
        if (isMonth(value)) onChange({ from, to, period: undefined, [key]: value });
      }}
    />
  );
  return (
    <>
      <Select
        label="Months"
        className="wide"
        data={[...PERIOD_NAMES, 'range' as const].map((value) => ({ value, label: PERIOD_WORDS[value] }))}
        value={isRange ? 'range' : (period ?? 'toDate')}
        onChange={(value) => {
          const name = PERIOD_NAMES.find((each) => each === value);
          if (name === undefined) onChange({ period: undefined, ...months });
          else onChange({ period: name, from: undefined, to: undefined });
        }}
      />
      {isRange ? (
        <>
          {month('from', 'From')}
          {month('to', 'To')}
        </>
      ) : null}
    </>
  );
}

const LOCALES = [
  'en-US',
  'en-GB',
  'de-DE',
  'de-CH',
  'fr-FR',
  'fr-CH',
  'es-ES',
  'es-MX',
  'it-IT',
  'nl-NL',
  'pt-BR',
  'pl-PL',
  'sv-SE',
  'da-DK',
  'el-GR',
  'uk-UA',
  'ja-JP',
  'zh-CN',
  'ko-KR',
  'en-IN',
];
const SAMPLE = toMicros(1_234_560_000n);
const SAMPLE_DAY = toDay('2026-06-30');

/** Of a report that names none. */
const DEFAULT_LOCALE = 'en-US';

function localeLabel(locale: string): string {
  const style = numberStyle(locale, 'USD');
  return `${locale}   ${style.amount(SAMPLE)} · ${style.day(SAMPLE_DAY)}`;
}

function Setting({ definition, onChange }: FormProps): ReactNode {
  const locale = definition.locale ?? DEFAULT_LOCALE;
  return (
    <>
      <Choice
        label="Detail"
        className="wide"
        value={definition.detail ?? 'standard'}
        words={{
          summary: 'summary, 8 rows a table',
          standard: 'standard, 25 rows a table',
          full: 'full, all rows',
        }}
        onChange={(detail) => onChange({ detail })}
      />
      <Select
        label="Numbers and dates as in"
        className="wide"
        data={[...new Set([locale, navigator.language, ...LOCALES])].map((value) => ({
          value,
          label: localeLabel(value),
        }))}
        value={locale}
        searchable
        onChange={(value) => onChange({ locale: value ?? undefined })}
      />
      <Choice
        label="Paper"
        value={definition.paper ?? 'A4'}
        words={{ A4: 'A4', Letter: 'Letter' }}
        onChange={(paper) => onChange({ paper })}
      />
      <Choice
        label="Orientation"
        value={definition.orientation ?? 'portrait'}
        words={{ portrait: 'portrait', landscape: 'landscape' }}
        onChange={(orientation) => onChange({ orientation })}
      />
      <TextInput
        label="Prepared by"
        className="wide"
        value={definition.preparedBy ?? ''}
        onChange={(event) => {
          const name = event.currentTarget.value;
          onChange({ preparedBy: name === '' ? undefined : name });
        }}
      />
    </>
  );
}

function Choice<Value extends string>({
  label,
  value,
  words,
  className,
  onChange,
}: {
  readonly label: string;
  readonly value: Value;
  readonly words: Readonly<Record<Value, string>>;
  readonly className?: string;
  readonly onChange: (value: Value) => void;
}): ReactNode {
  return (
    <Select
      label={label}
      {...(className === undefined ? {} : { className })}
      data={Object.entries<string>(words).map(([each, text]) => ({ value: each, label: text }))}
      value={value}
      onChange={(chosen) => onChange((chosen ?? value) as Value)}
    />
  );
}
