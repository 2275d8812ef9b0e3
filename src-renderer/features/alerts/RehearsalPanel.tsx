import { useMemo, useState, type ReactNode } from 'react';
import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Select } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { AlertThreshold } from '#shared/domain/alert.ts';
import { monthOf } from '#shared/domain/calendar.ts';
import { formatAmount, parseAmount, ZERO } from '#shared/domain/money.ts';
import {
  budgetPeriods,
  monthlyPeriods,
  prepareRehearsal,
  rehearse,
  type Firing,
  type PreparedRehearsal,
  type Rehearsal,
} from '#shared/engine/alerts/rehearsal.ts';
import { useQueries } from '../../client/backend.tsx';
import {
  countText,
  dayText,
  plainAmount,
  plainStyle,
  sentenceCase,
  shareText,
  spanText,
} from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { useNode } from '../../session/workspace.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Figure, Figures, Panel } from '../../ui/Panel.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';
import './alerts.css';

type Source = Outputs['alerts']['rehearsal']['data'];

const MONTHS = ['3', '6', '12', '24', '36', '60'] as const;

/** With these rules, what would have fired in the past months, when, and was it right? */
export function RehearsalPanel(): ReactNode {
  const { node } = useNode();
  const [months, setMonths] = useState('12');
  const [isMonthly, setMonthly] = useState(false);
  const source = useQuery(
    useQueries().alerts.rehearsal.queryOptions({
      input: node == null ? skipToken : { budgetId: node.id, months: Number(months) },
    }),
  );
  if (node == null) return null;
  return (
    <Panel
      title={`Rehearsal of the rules of ${node.name}`}
      label="What they would have raised, and whether it was right; nothing is stored"
      className="flush"
      actions={
        <>
          <Checkbox
            label="Month by month"
            checked={isMonthly}
            onChange={(event) => setMonthly(event.currentTarget.checked)}
          />
          <Select
            aria-label="Months to look back"
            data={MONTHS.map((value) => ({ value, label: `${value} months` }))}
            value={months}
            onChange={(value) => setMonths(value ?? '12')}
            w={130}
          />
        </>
      }
    >
      <Answered query={source} what="past spend" height={160}>
        {({ data }) => (
          <RehearsalBench
            key={`${node.id} ${node.revision}`}
            budget={node}
            source={data}
            isMonthly={isMonthly}
          />
        )}
      </Answered>
    </Panel>
  );
}

function RehearsalBench({
  budget,
  source,
  isMonthly,
}: {
  readonly budget: BudgetAnswer;
  readonly source: Source;
  readonly isMonthly: boolean;
}): ReactNode {
  const [rules, setRules] = useState<readonly AlertThreshold[]>(() => rulesOf(source));
  const prepared = useMemo(() => preparedFrom(source, isMonthly), [source, isMonthly]);
  const result = useMemo(() => rehearse(prepared, rules), [prepared, rules]);
  if (source.spend.length === 0)
    return <EmptyState title="No spend in these months">A rehearsal needs past spend by day.</EmptyState>;
  return (
    <div className="stack">
      <div className="rehearsal-rules">
        {rules.map((rule, index) => (
          <RuleSlider
            key={`${rule.basis} ${index}`}
            rule={rule}
            onChange={(percent) => setRules(rules.with(index, { ...rule, percent }))}
          />
        ))}
      </div>
      <div className="rehearsal-inset">
        <Scores result={result} months={prepared.months} />
      </div>
      {result.firings.length === 0 ? (
        <EmptyState title="Nothing would have fired" />
      ) : (
        <DataTable
          caption="What the rules would have raised"
          columns={COLUMNS}
          rows={result.firings}
          keyOf={keyOf}
          height={280}
        />
      )}
      <div className="rehearsal-inset">
        <KeepRules budget={budget} rules={rules} />
      </div>
    </div>
  );
}

function KeepRules({
  budget,
  rules,
}: {
  readonly budget: BudgetAnswer;
  readonly rules: readonly AlertThreshold[];
}): ReactNode {
  const keep = useMutation(
    useQueries().budgets.update.mutationOptions({
      onSuccess: () => sayDone(`${budget.name} has these rules now.`),
      onError: sayFailed,
    }),
  );
  return (
    <Button
      variant="default"
      loading={keep.isPending}
      onClick={() =>
        keep.mutate({
          budgetId: budget.id,
          expectedRevision: budget.revision,
          thresholds: rules.map(({ percent, amount, ...rest }) => ({
            ...rest,
            ...(percent === undefined ? {} : { percent }),
            ...(amount === undefined ? {} : { amount: formatAmount(amount) }),
          })),
          reason: 'Rules from a rehearsal',
        })
      }
    >
      Save these rules for the budget
    </Button>
  );
}

/** One rule's percent; a rule on money stays as it is. */
function RuleSlider({
  rule,
  onChange,
}: {
  readonly rule: AlertThreshold;
  readonly onChange: (percent: number) => void;
}): ReactNode {
  if (rule.percent === undefined) return null;
  const most = rule.basis === 'probability' ? 100 : 150;
  return (
    <label className="rehearsal-rule">
      <span className="label">
        {sentenceCase(rule.basis)}, {rule.severity}
      </span>
      <input
        type="range"
        className="slider"
        aria-label={`${rule.basis} ${rule.severity} threshold in percent`}
        min={5}
        max={most}
        step={1}
        value={rule.percent}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
      <output>{percentText(rule.percent)} %</output>
    </label>
  );
}

function Scores({ result, months }: { readonly result: Rehearsal; readonly months: number }): ReactNode {
  const lead = result.medianLeadDays;
  return (
    <Figures>
      <Figure label="Right" value={shareText(result.precision)} note="of the alerts that were decided" />
      <Figure
        label="Breaches foreseen"
        value={`${result.foreseen} of ${result.breaches}`}
        note={`in ${countText(months, 'month', 'months')}`}
      />
      <Figure
        label="Median lead"
        value={lead === null ? '–' : countText(Math.round(lead), 'day', 'days')}
        note="before the breach"
      />
      <Figure
        label="Noise"
        value={plainStyle().decimal(result.noisePerMonth, 1)}
        note="wrong alerts a month"
      />
    </Figures>
  );
}

const COLUMNS: readonly Column<Firing>[] = [
  { key: 'day', head: 'Day', text: ({ day }) => dayText(day) },
  { key: 'rule', head: 'Rule', text: ruleText },
  {
    key: 'severity',
    head: 'Severity',
    text: ({ severity, onPlan }) => (onPlan ? `${severity}, on plan` : severity),
  },
  { key: 'period', head: 'Period', text: ({ period }) => spanText(period), from: 1000 },
  // What fires on plan is information, and counts neither as right nor as noise.
  {
    key: 'verdict',
    head: 'Was',
    text: ({ verdict, onPlan }) => (onPlan ? `${verdict}, not counted` : verdict),
  },
  {
    key: 'lead',
    head: 'Days ahead',
    text: ({ leadDays }) => (leadDays === null ? '–' : String(leadDays)),
    isNumber: true,
  },
];

/** As it is kept: 33.5 % is not 34. */
function percentText(percent: number): string {
  return plainStyle().decimal(percent, Number.isInteger(percent) ? 0 : 1);
}

function ruleText({ threshold: { percent, amount, basis } }: Firing): string {
  const size = amount === undefined ? `${percent ?? 0} %` : plainAmount(formatAmount(amount));
  return `${size} ${basis}`;
}

function keyOf(firing: Firing): string {
  return `${firing.day} ${ruleText(firing)} ${firing.period}`;
}

function rulesOf({ thresholds }: Source): readonly AlertThreshold[] {
  return thresholds.map(({ percent, amount, basis, severity }) => ({
    basis,
    severity,
    ...(percent === undefined ? {} : { percent }),
    ...(amount === undefined ? {} : { amount: parseAmount(amount) ?? ZERO }),
  }));
}

/** Everything but the rules, so that a slider only scans what is laid out here. */
function preparedFrom(source: Source, isMonthly: boolean): PreparedRehearsal {
  const plan = source.plan.map((amount) => parseAmount(amount) ?? ZERO);
  const budget = { startMonth: source.startMonth, plan };
  const [from, to] = [monthOf(source.from), monthOf(source.asOf)];
  const periods = isMonthly ? monthlyPeriods(budget, from, to) : budgetPeriods(budget, from, to);
  const spend = source.spend.map(({ day, amount }) => ({ day, amount: parseAmount(amount) ?? ZERO }));
  return prepareRehearsal(spend, periods, source.from, source.asOf);
}
