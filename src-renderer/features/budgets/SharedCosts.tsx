import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ActionIcon, Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import type { Scope } from '#shared/domain/budget.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { Form } from '../../forms/Form.tsx';
import { NumberField } from '../../forms/NumberField.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Answered } from '../../ui/States.tsx';
import { ScopeBuilder } from './ScopeBuilder.tsx';

const METHODS = [
  { value: 'even', label: 'evenly' },
  { value: 'direct', label: 'as direct cost' },
  { value: 'fixed', label: 'by fixed percentages' },
] as const;
type MethodKind = (typeof METHODS)[number]['value'];

/** Costs that budgets of one tree bear together, and how each is divided; rules apply in order. */
export function SharedCosts({
  root,
  all,
}: {
  readonly root: BudgetAnswer;
  readonly all: readonly BudgetAnswer[];
}): ReactNode {
  const queries = useQueries();
  const rules = useQuery(queries.sharedCosts.list.queryOptions({ input: { rootId: root.id } }));
  const remove = useMutation(queries.sharedCosts.remove.mutationOptions({ onError: sayFailed }));
  return (
    <>
      <Answered query={rules} what="the rules">
        {({ data }) =>
          data.length === 0 ? (
            <p className="quiet">No shared cost: every fact belongs to the deepest budget that matches.</p>
          ) : (
            <ol className="stack tight">
              {data.map((rule) => (
                <li key={rule.id} className="row spread">
                  <span>
                    {rule.name}, {METHODS.find(({ value }) => value === rule.method.kind)?.label}
                  </span>
                  <ActionIcon
                    aria-label={`Remove ${rule.name}`}
                    onClick={() => remove.mutate({ id: rule.id })}
                  >
                    <X size={14} />
                  </ActionIcon>
                </li>
              ))}
            </ol>
          )
        }
      </Answered>
      <NewRule root={root} all={all} />
    </>
  );
}

interface Draft {
  readonly name: string;
  readonly scope: Scope;
  readonly kind: MethodKind;
  readonly targets: readonly string[];
  /** Percent by budget, where they are fixed. */
  readonly shares: Readonly<Record<string, number>>;
}
const EMPTY: Draft = { name: '', scope: [], kind: 'direct', targets: [], shares: {} };

function NewRule({
  root,
  all,
}: {
  readonly root: BudgetAnswer;
  readonly all: readonly BudgetAnswer[];
}): ReactNode {
  const [draft, setDraft] = useState(EMPTY);
  const put = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const save = useMutation(
    useQueries().sharedCosts.save.mutationOptions({
      onSuccess: ({ data }) => {
        setDraft((now) => ({ ...now, name: '', targets: [] }));
        sayDone(`${data.name} is shared.`);
      },
      onError: sayFailed,
    }),
  );
  const below = all.filter(({ id, path }) => id !== root.id && path[0] === root.path[0]);
  return (
    <Form onSubmit={() => save.mutate({ rootId: root.id, ...ruleOf(draft) })}>
      <h3 className="title">Share a cost</h3>
      <TextInput
        label="Name"
        required
        value={draft.name}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <ScopeBuilder scope={draft.scope} onChange={(scope) => put({ scope: scope ?? [] })} isAlwaysExplicit />
      <Select
        label="Divided"
        data={[...METHODS]}
        value={draft.kind}
        onChange={(kind) => put({ kind: kind ?? 'direct' })}
      />
      <MultiSelect
        label="Among"
        searchable
        data={below.map((budget) => ({ value: budget.id, label: budget.path.join(' › ') }))}
        value={[...draft.targets]}
        onChange={(targets) => put({ targets })}
      />
      {draft.kind === 'fixed' ? <Shares draft={draft} put={put} below={below} /> : null}
      <div>
        <Button type="submit" variant="default" loading={save.isPending}>
          Share
        </Button>
      </div>
    </Form>
  );
}

function Shares({
  draft: { targets, shares },
  put,
  below,
}: {
  readonly draft: Draft;
  readonly put: (part: Partial<Draft>) => void;
  readonly below: readonly BudgetAnswer[];
}): ReactNode {
  return targets.map((id) => (
    <NumberField
      key={id}
      label={`${below.find((budget) => budget.id === id)?.name ?? id}, %`}
      min={0}
      max={100}
      value={shares[id] ?? 0}
      onChange={(percent) => put({ shares: { ...shares, [id]: percent } })}
    />
  ));
}

/** The rule as it is kept. */
function ruleOf({ name, scope, kind, targets, shares }: Draft) {
  return {
    name,
    scope: scope.map((one) => ({ ...one, values: [...one.values] })),
    method:
      kind === 'fixed'
        ? { kind, shares: targets.map((budgetId) => ({ budgetId, percent: shares[budgetId] ?? 0 })) }
        : { kind },
    targets: [...targets],
  };
}
