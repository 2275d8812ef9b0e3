import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Checkbox } from '@mantine/core';
import { useQueries } from '../../client/backend.tsx';
import {
  AddRule,
  AlertRules,
  DEFAULT_RULES,
  rulesOf,
  ruleText,
  type AlertRule,
} from '../../forms/AlertRules.tsx';

const LABELS = { size: 'At', basis: 'Of', severity: 'Severity', remove: 'Remove the threshold' };
const labelsOf = (): typeof LABELS => LABELS;

/** The rules at which a budget raises alerts: the workspace's, which hold as long as it has none, or a list of its own. */
export function OwnRules({
  rules,
  currency: own,
  onChange,
}: {
  /** Null: as the workspace says. */
  readonly rules: readonly AlertRule[] | null;
  /** That amounts are in; undefined: the workspace's. */
  readonly currency: string | undefined;
  readonly onChange: (rules: readonly AlertRule[] | null) => void;
}): ReactNode {
  const settings = useQuery(useQueries().settings.get.queryOptions({ input: {} })).data?.data;
  // Those that everybody starts with, until the workspace's are read.
  const workspaceRules = settings === undefined ? DEFAULT_RULES : rulesOf(settings.thresholds);
  const currency = own ?? settings?.currency ?? '';
  return (
    <>
      <Checkbox
        label="As the workspace says"
        checked={rules === null}
        onChange={(event) => onChange(event.currentTarget.checked ? null : workspaceRules)}
      />
      {rules === null ? (
        <ul className="stack tight quiet">
          {workspaceRules
            .map((rule) => ruleText(rule, currency))
            .map((text) => (
              <li key={text}>{text}</li>
            ))}
        </ul>
      ) : (
        <>
          <AlertRules rules={rules} currency={currency} labelsOf={labelsOf} onChange={onChange} />
          <div>
            <AddRule rules={rules} onChange={onChange} />
          </div>
        </>
      )}
    </>
  );
}
