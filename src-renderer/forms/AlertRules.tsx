import type { ReactNode } from 'react';
import { ActionIcon, NumberInput, Select } from '@mantine/core';
import { X } from 'lucide-react';
import { ALERT_BASES, SEVERITIES, type AlertBasis, type Severity } from '#shared/domain/alert.ts';

/** At which percent of what an alert is raised, and how grave it is. */
export interface AlertRule {
  readonly percent: number;
  readonly basis: AlertBasis;
  readonly severity: Severity;
}

/** What a rule begins with. */
export const NEW_RULE: AlertRule = { percent: 100, basis: 'actual', severity: 'warning' };

/** Stored thresholds as rules in percent; those on money are left out, as they belong to one budget. */
export function percentRules(thresholds: readonly unknown[]): AlertRule[] {
  return thresholds.flatMap((stored) => {
    const { percent, basis, severity } = stored as Partial<AlertRule>;
    return percent === undefined || basis === undefined || severity === undefined
      ? []
      : [{ percent, basis, severity }];
  });
}

interface RuleLabels {
  readonly percent: string;
  readonly basis: string;
  readonly severity: string;
  readonly remove: string;
}

/** A list of rules, the fields of each in a line. */
export function AlertRules({
  rules,
  labelsOf,
  onChange,
}: {
  readonly rules: readonly AlertRule[];
  /** What the fields of a rule are called, which show no label. */
  readonly labelsOf: (number: number) => RuleLabels;
  readonly onChange: (rules: readonly AlertRule[]) => void;
}): ReactNode {
  return rules.map((rule, index) => (
    <RuleFields
      key={index}
      rule={rule}
      labels={labelsOf(index + 1)}
      put={(part) => onChange(rules.with(index, { ...rule, ...part }))}
      onRemove={() => onChange(rules.toSpliced(index, 1))}
    />
  ));
}

function RuleFields({
  rule,
  labels,
  put,
  onRemove,
}: {
  readonly rule: AlertRule;
  readonly labels: RuleLabels;
  readonly put: (part: Partial<AlertRule>) => void;
  readonly onRemove: () => void;
}): ReactNode {
  return (
    <div className="condition">
      <NumberInput
        aria-label={labels.percent}
        suffix=" %"
        min={1}
        value={rule.percent}
        onChange={(value) => put({ percent: Number(value) || 1 })}
      />
      <Select
        aria-label={labels.basis}
        data={[...ALERT_BASES]}
        value={rule.basis}
        onChange={(basis) => put({ basis: basis ?? 'actual' })}
      />
      <Select
        aria-label={labels.severity}
        data={[...SEVERITIES]}
        value={rule.severity}
        onChange={(severity) => put({ severity: severity ?? 'warning' })}
      />
      <ActionIcon aria-label={labels.remove} onClick={onRemove}>
        <X size={14} />
      </ActionIcon>
    </div>
  );
}
