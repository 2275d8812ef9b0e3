import type { ReactNode } from 'react';
import { ActionIcon, Button, Checkbox, Select } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { SCOPE_OPERATORS, type Scope, type ScopeCondition } from '#shared/domain/budget.ts';
import { DimensionField, ValuesField } from './ScopeFields.tsx';

const OPERATOR_WORDS = { in: 'is one of', notIn: 'is none of', startsWith: 'starts with' } as const;

/** Which cost belongs to a budget: conditions that must all hold. Null: as it follows from something else. */
export function ScopeBuilder({
  scope,
  onChange,
  isAlwaysExplicit = false,
  follows = 'By its type and name',
  empty = 'No condition: all cost of the budget above it.',
}: {
  readonly scope: Scope | null;
  readonly onChange: (scope: Scope | null) => void;
  /** Leaves out the choice of a scope that follows. */
  readonly isAlwaysExplicit?: boolean;
  /** From what a scope follows that is not stated. */
  readonly follows?: string;
  /** What no condition means. */
  readonly empty?: string;
}): ReactNode {
  const put = (index: number, condition: ScopeCondition): void =>
    onChange((scope ?? []).map((one, at) => (at === index ? condition : one)));
  return (
    <fieldset className="plain-fieldset stack">
      <legend className="title">Scope</legend>
      {isAlwaysExplicit ? null : (
        <Checkbox
          label={follows}
          checked={scope === null}
          onChange={(event) => onChange(event.currentTarget.checked ? null : [])}
        />
      )}
      {scope === null ? null : (
        <>
          {scope.length === 0 ? <p className="quiet">{empty}</p> : null}
          {scope.map((condition, index) => (
            <Condition
              // A condition that goes takes with it what is half typed in it.
              key={`${scope.length} ${index}`}
              condition={condition}
              onChange={(next) => put(index, next)}
              onRemove={() => onChange(scope.filter((_, at) => at !== index))}
            />
          ))}
          <div>
            <Button
              variant="default"
              leftSection={<Plus size={14} />}
              onClick={() => onChange([...scope, { dimension: 'service', op: 'in', values: [] }])}
            >
              Add a condition
            </Button>
          </div>
        </>
      )}
    </fieldset>
  );
}

function Condition({
  condition,
  onChange,
  onRemove,
}: {
  readonly condition: ScopeCondition;
  readonly onChange: (condition: ScopeCondition) => void;
  readonly onRemove: () => void;
}): ReactNode {
  return (
    <div className="condition">
      <DimensionField
        label="Dimension"
        dimension={condition.dimension}
        onChange={(dimension) => onChange({ ...condition, dimension, values: [] })}
      />
      <Select
        aria-label="Comparison"
        data={SCOPE_OPERATORS.map((value) => ({ value, label: OPERATOR_WORDS[value] }))}
        value={condition.op}
        onChange={(op) => onChange(compared(condition, op ?? 'in'))}
      />
      <ValuesField
        label="Values"
        dimension={condition.dimension}
        values={condition.values}
        hasUntagged={condition.op !== 'startsWith'}
        onChange={(values) => onChange({ ...condition, values })}
      />
      <ActionIcon aria-label="Remove the condition" onClick={onRemove}>
        <X size={14} />
      </ActionIcon>
    </div>
  );
}

/** The condition with another comparison. Every value starts with nothing, so untagged cost has no place there. */
function compared(condition: ScopeCondition, op: ScopeCondition['op']): ScopeCondition {
  const values = op === 'startsWith' ? condition.values.filter((value) => value !== '') : condition.values;
  return { ...condition, op, values };
}
