import type { ReactNode } from 'react';
import { ActionIcon, Button, NumberInput, Select } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import {
  ALERT_BASES,
  DEFAULT_THRESHOLDS,
  SEVERITIES,
  type AlertBasis,
  type Severity,
} from '#shared/domain/alert.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { moneyText, plainAmount } from '../format/style.ts';
import { NumberField } from './NumberField.tsx';

/** At which percent of what, or at which amount, an alert is raised, and how grave it is; an amount is a decimal number. */
export interface AlertRule {
  readonly percent?: number;
  readonly amount?: string;
  readonly basis: AlertBasis;
  readonly severity: Severity;
}

/** What a rule begins with. */
const NEW_RULE: AlertRule = { percent: 100, basis: 'actual', severity: 'warning' };

/** The rules that every workspace begins with. */
export const DEFAULT_RULES: readonly AlertRule[] = DEFAULT_THRESHOLDS.map(
  ({ percent = 100, basis, severity }) => ({ percent, basis, severity }),
);

/** Thresholds as the rules that a form edits. */
export function rulesOf(thresholds: NonNullable<BudgetAnswer['thresholds']>): AlertRule[] {
  return thresholds.map(({ percent, amount, basis, severity }) => ({
    ...(amount === undefined ? { percent: percent ?? 100 } : { amount: plainAmount(amount.amount) }),
    ...{ basis, severity },
  }));
}

/** `90 % actual: critical` */
export function ruleText({ percent, amount, basis, severity }: AlertRule, currency: string): string {
  const size = amount === undefined ? `${percent ?? 0} %` : moneyText({ amount, currency });
  return `${size} ${basis}: ${severity}`;
}

interface RuleLabels {
  readonly size: string;
  readonly basis: string;
  readonly severity: string;
  readonly remove: string;
}

/** A list of rules, the fields of each in a line. */
export function AlertRules({
  rules,
  currency,
  labelsOf,
  onChange,
}: {
  readonly rules: readonly AlertRule[];
  /** That amounts are in. */
  readonly currency: string;
  /** What the fields of a rule are called, which show no label. */
  readonly labelsOf: (number: number) => RuleLabels;
  readonly onChange: (rules: readonly AlertRule[]) => void;
}): ReactNode {
  return rules.map((rule, index) => (
    <RuleFields
      key={index}
      rule={rule}
      currency={currency}
      labels={labelsOf(index + 1)}
      put={(next) => onChange(rules.with(index, next))}
      onRemove={() => onChange(rules.toSpliced(index, 1))}
    />
  ));
}

/** Adds a rule at the end of a list. */
export function AddRule({
  rules,
  onChange,
}: {
  readonly rules: readonly AlertRule[];
  readonly onChange: (rules: readonly AlertRule[]) => void;
}): ReactNode {
  return (
    <Button variant="default" leftSection={<Plus size={14} />} onClick={() => onChange([...rules, NEW_RULE])}>
      Add
    </Button>
  );
}

function RuleFields({
  rule,
  currency,
  labels,
  put,
  onRemove,
}: {
  readonly rule: AlertRule;
  readonly currency: string;
  readonly labels: RuleLabels;
  readonly put: (rule: AlertRule) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const measures = measuresIn(currency);
  const measure = measures.find(
    ({ basis, isAmount }) => basis === rule.basis && isAmount === isOfMoney(rule),
  );
  return (
    <div className="alert-rule">
      <RuleSize rule={rule} label={labels.size} put={put} />
      <Select
        aria-label={labels.basis}
        data={measures.map(({ label }) => label)}
        value={measure?.label ?? null}
        onChange={(chosen) =>
          put(
            measured(
              rule,
              measures.find(({ label }) => label === chosen),
            ),
          )
        }
      />
      <Select
        aria-label={labels.severity}
        data={[...SEVERITIES]}
        value={rule.severity}
        onChange={(severity) => put({ ...rule, severity: severity ?? 'warning' })}
      />
      <ActionIcon aria-label={labels.remove} onClick={onRemove}>
        <X size={14} />
      </ActionIcon>
    </div>
  );
}

function RuleSize({
  rule: { basis, severity, ...size },
  label,
  put,
}: {
  readonly rule: AlertRule;
  readonly label: string;
  readonly put: (rule: AlertRule) => void;
}): ReactNode {
  const field = { 'aria-label': label, required: true, thousandSeparator: true, decimalScale: 6 };
  return size.amount === undefined ? (
    <NumberField
      {...field}
      suffix=" %"
      min={0}
      value={size.percent ?? 0}
      onChange={(percent) => put({ percent, basis, severity })}
    />
  ) : (
    <NumberInput
      {...field}
      value={size.amount}
      onChange={(amount) => put({ amount: String(amount), basis, severity })}
    />
  );
}

interface Measure {
  readonly basis: AlertBasis;
  readonly isAmount: boolean;
  readonly label: string;
}

/** What a rule is on: a percent of a basis, or spend or forecast in money. */
function measuresIn(currency: string): Measure[] {
  const amounts = ALERT_BASES.filter((basis) => basis !== 'probability');
  return [
    ...ALERT_BASES.map((basis) => ({ basis, isAmount: false, label: basis })),
    ...amounts.map((basis) => ({ basis, isAmount: true, label: `${basis}, ${currency}` })),
  ];
}

function isOfMoney({ amount }: AlertRule): boolean {
  return amount !== undefined;
}

/** The rule on another measure; its size stays where that is of the same kind. */
function measured(rule: AlertRule, measure: Measure | undefined): AlertRule {
  const { severity } = rule;
  const { basis, isAmount } = measure ?? { basis: 'actual', isAmount: false };
  if (isAmount === isOfMoney(rule)) return { ...rule, basis };
  return isAmount ? { amount: '', basis, severity } : { percent: 100, basis, severity };
}
