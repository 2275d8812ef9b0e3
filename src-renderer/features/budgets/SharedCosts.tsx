import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { ArrowUp } from 'lucide-react';
import type { Scope } from '#shared/domain/budget.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { scopeText } from '../../format/scope.ts';
import { Form } from '../../forms/Form.tsx';
import { NumberField } from '../../forms/NumberField.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { LineTools } from '../../ui/LineTools.tsx';
import { Answered } from '../../ui/States.tsx';
import { PercentSum } from './PercentSum.tsx';
import { ScopeBuilder } from './ScopeBuilder.tsx';

type Rule = Outputs['sharedCosts']['list']['data'][number];

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
  const rules = useQuery(useQueries().sharedCosts.list.queryOptions({ input: { rootId: root.id } }));
  const [edited, setEdited] = useState<Rule>();
  return (
    <>
      <Answered query={rules} what="the rules">
        {({ data }) =>
          data.length === 0 ? (
            <p className="quiet">No shared cost: every fact belongs to the deepest budget that matches.</p>
          ) : (
            <RuleList rules={data} all={all} onEdit={setEdited} />
          )
        }
      </Answered>
      <RuleForm
        key={edited?.id ?? ''}
        root={root}
        all={all}
        edited={edited}
        onDone={() => setEdited(undefined)}
      />
    </>
  );
}

function RuleList({
  rules,
  all,
  onEdit,
}: {
  readonly rules: readonly Rule[];
  readonly all: readonly BudgetAnswer[];
  readonly onEdit: (rule: Rule) => void;
}): ReactNode {
  const queries = useQueries();
  const remove = useMutation(queries.sharedCosts.remove.mutationOptions({ onError: sayFailed }));
  const move = useMutation(queries.sharedCosts.save.mutationOptions({ onError: sayFailed }));
  return (
    <ol className="stack tight">
      {rules.map((rule, index) => (
        <li key={rule.id} className="row spread">
          <span>{ruleText(rule, all)}</span>
          <span className="row">
            {index === 0 ? null : (
              <button
                type="button"
                className="tree-toggle"
                aria-label={`Apply ${rule.name} earlier`}
                disabled={move.isPending}
                onClick={() => move.mutate({ ...rule, position: index - 1 })}
              >
                <ArrowUp size={13} aria-hidden="true" />
              </button>
            )}
            <LineTools
              name={rule.name}
              onEdit={() => onEdit(rule)}
              onRemove={() => remove.mutate({ id: rule.id })}
            />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** `Support, evenly: service is Support; among Web, Data`. */
function ruleText({ name, method, scope, targets }: Rule, all: readonly BudgetAnswer[]): string {
  const how = METHODS.find(({ value }) => value === method.kind)?.label ?? method.kind;
  const among = targets.map((id) => all.find((budget) => budget.id === id)?.name ?? id);
  return `${name}, ${how}: ${scopeText(scope) || 'all cost'}; among ${among.join(', ') || 'nobody'}`;
}

interface Draft {
  /** Of a new rule; blank: made from its name. */
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  readonly kind: MethodKind;
  readonly targets: readonly string[];
  /** Percent by budget, where they are fixed. */
  readonly shares: Readonly<Record<string, number>>;
}
const EMPTY: Draft = { id: '', name: '', scope: [], kind: 'direct', targets: [], shares: {} };

/** A rule in the form. */
function draftOf({ id, name, scope, method, targets }: Rule): Draft {
  const shares =
    method.kind === 'fixed' ? method.shares.map(({ budgetId, percent }) => [budgetId, percent] as const) : [];
  return { id, name, scope, kind: method.kind, targets, shares: Object.fromEntries(shares) };
}

/** Adds a rule, or changes one in its place. */
function RuleForm({
  root,
  all,
  edited,
  onDone,
}: {
  readonly root: BudgetAnswer;
  readonly all: readonly BudgetAnswer[];
  /** The rule that is changed; undefined for a new one. */
  readonly edited: Rule | undefined;
  readonly onDone: () => void;
}): ReactNode {
  const [draft, setDraft] = useState(() => (edited === undefined ? EMPTY : draftOf(edited)));
  const put = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const queries = useQueries();
  const save = useMutation(
    queries.sharedCosts.save.mutationOptions({
      onSuccess: ({ data }) => {
        setDraft((now) => ({ ...now, id: '', name: '', targets: [] }));
        sayDone(`${data.name} is shared.`);
        onDone();
      },
      onError: sayFailed,
    }),
  );
  // Of any tree: a rule that is put under a known id takes its place.
  const known = useQuery(queries.sharedCosts.list.queryOptions({ input: {} })).data?.data ?? [];
  const isTaken = edited === undefined && known.some(({ id }) => id === draft.id.trim());
  const below = all.filter(({ id, path }) => id !== root.id && path[0] === root.path[0]);
  return (
    <Form
      onSubmit={() =>
        save.mutate({
          ...(draft.id.trim() === '' ? {} : { id: draft.id.trim() }),
          ...{ rootId: root.id, ...ruleOf(draft) },
        })
      }
    >
      <h3 className="title">{edited === undefined ? 'Share a cost' : `Change ${edited.name}`}</h3>
      <TextInput
        label="Name"
        required
        value={draft.name}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      {edited === undefined ? (
        <TextInput
          label="Id, which stays"
          placeholder="made from its name"
          maxLength={120}
          value={draft.id}
          error={isTaken ? 'A rule has this id.' : undefined}
          onChange={(event) => put({ id: event.currentTarget.value })}
        />
      ) : null}
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
      <div className="row">
        <Button type="submit" variant="default" loading={save.isPending} disabled={isTaken}>
          {edited === undefined ? 'Share' : 'Change the rule'}
        </Button>
        {edited === undefined ? null : (
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
        )}
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
  return (
    <>
      {targets.map((id) => (
        <NumberField
          key={id}
          label={`${below.find((budget) => budget.id === id)?.name ?? id}, %`}
          min={0}
          max={100}
          value={shares[id] ?? 0}
          onChange={(percent) => put({ shares: { ...shares, [id]: percent } })}
        />
      ))}
      <PercentSum percents={targets.map((id) => shares[id] ?? 0)} mostOff={0} />
    </>
  );
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
