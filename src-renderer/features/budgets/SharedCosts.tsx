import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ActionIcon, Button, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import type { Scope } from '#shared/domain/budget.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Answered } from '../../ui/States.tsx';
import { ScopeBuilder } from './ScopeBuilder.tsx';

type MethodKind = 'even' | 'direct' | 'fixed';
const METHODS = [
  { value: 'even', label: 'evenly' },
  { value: 'direct', label: 'as direct cost' },
  { value: 'fixed', label: 'by fixed percentages' },
];

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

function NewRule({
  root,
  all,
}: {
  readonly root: BudgetAnswer;
  readonly all: readonly BudgetAnswer[];
}): ReactNode {
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>([]);
  const [kind, setKind] = useState<MethodKind>('direct');
  const [targets, setTargets] = useState<string[]>([]);
  const [shares, setShares] = useState<Readonly<Record<string, number>>>({});
  const save = useMutation(
    useQueries().sharedCosts.save.mutationOptions({
      onSuccess: ({ data }) => {
        setName('');
        setTargets([]);
        sayDone(`${data.name} is shared.`);
      },
      onError: sayFailed,
    }),
  );
  const below = all.filter(({ id, path }) => id !== root.id && path[0] === root.path[0]);
  const nameOf = (id: string): string => below.find((budget) => budget.id === id)?.name ?? id;
  return (
    <Form
      onSubmit={() => {
        const method =
          kind === 'fixed'
            ? { kind, shares: targets.map((budgetId) => ({ budgetId, percent: shares[budgetId] ?? 0 })) }
            : { kind };
        save.mutate({
          name,
          rootId: root.id,
          scope: scope.map((one) => ({ ...one, values: [...one.values] })),
          method,
          targets,
        });
      }}
    >
      <h3 className="title">Share a cost</h3>
      <TextInput
        label="Name"
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ScopeBuilder scope={scope} onChange={(next) => setScope(next ?? [])} isAlwaysExplicit />
      <Select
        label="Divided"
        data={METHODS}
        value={kind}
        onChange={(value) => setKind(value === 'even' || value === 'fixed' ? value : 'direct')}
      />
      <MultiSelect
        label="Among"
        searchable
        data={below.map((budget) => ({ value: budget.id, label: budget.path.join(' › ') }))}
        value={targets}
        onChange={setTargets}
      />
      {kind === 'fixed'
        ? targets.map((id) => (
            <NumberInput
              key={id}
              label={`${nameOf(id)}, %`}
              min={0}
              max={100}
              value={shares[id] ?? 0}
              onChange={(value) => setShares({ ...shares, [id]: Number(value) || 0 })}
            />
          ))
        : null}
      <div>
        <Button type="submit" variant="default" loading={save.isPending}>
          Share
        </Button>
      </div>
    </Form>
  );
}
