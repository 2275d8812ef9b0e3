import { useState, type ReactNode } from 'react';
import { ActionIcon, Select, TextInput } from '@mantine/core';
import { Filter, Plus, X } from 'lucide-react';
import { BUDGET_TYPES } from '#shared/domain/budget.ts';
import { scopeText } from '../../format/scope.ts';
import { ScopeBuilder } from './ScopeBuilder.tsx';
import type { TemplateLine } from './template-lines.ts';

/** Deeper levels are not set in any further. */
const MOST_INDENT = 6;

/** One budget of a template: its fields in a line, and which cost it takes under it. */
export function TemplateLineFields({
  line,
  number,
  problem,
  put,
  onAdd,
  onRemove,
}: {
  readonly line: TemplateLine;
  readonly number: number;
  /** What is wrong with its amount. */
  readonly problem: string | undefined;
  readonly put: (part: Partial<TemplateLine>) => void;
  readonly onAdd: () => void;
  /** Undefined of the root, without which there is no template. */
  readonly onRemove: (() => void) | undefined;
}): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const name = line.name === '' ? `line ${number}` : line.name;
  const indent = Math.min(line.level, MOST_INDENT) * 16;
  const scope = line.scope === null ? 'by its type and name' : scopeText(line.scope) || 'all of the parent';
  return (
    <div className="stack tight">
      <div className="template-line">
        <TextInput
          aria-label={`Name of line ${number}`}
          required
          maxLength={200}
          style={{ paddingLeft: indent }}
          value={line.name}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <Select
          aria-label={`Type of ${name}`}
          data={[...BUDGET_TYPES]}
          value={line.type}
          onChange={(type) => put({ type: type ?? 'team' })}
        />
        <TextInput
          aria-label={`Amount of ${name}`}
          inputMode="decimal"
          placeholder="sum of its parts"
          className="number"
          value={line.amount}
          error={problem}
          onChange={(event) => put({ amount: event.currentTarget.value })}
        />
        <ActionIcon
          aria-label={`Scope of ${name}: ${scope}`}
          aria-expanded={isOpen}
          title={scope}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Filter size={14} />
        </ActionIcon>
        <ActionIcon aria-label={`Add a budget under ${name}`} onClick={onAdd}>
          <Plus size={14} />
        </ActionIcon>
        <ActionIcon
          aria-label={`Remove ${name} and all under it`}
          disabled={onRemove === undefined}
          onClick={onRemove}
        >
          <X size={14} />
        </ActionIcon>
      </div>
      {isOpen ? (
        <div style={{ paddingLeft: indent }}>
          <ScopeBuilder scope={line.scope} onChange={(next) => put({ scope: next })} />
        </div>
      ) : null}
    </div>
  );
}
