import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { Form } from '../../forms/Form.tsx';
import { FormFoot } from '../../forms/FormFoot.tsx';
import { fieldsOf, problemsOf, type BudgetFields, type Draft } from './budget-draft.ts';
import { CostFields, PeopleFields, PlaceFields, PlanFields } from './BudgetFields.tsx';
import { OwnRules } from './OwnRules.tsx';
import { ReasonField } from './ReasonField.tsx';
import { ScopeBuilder } from './ScopeBuilder.tsx';

/** A budget's fields. What is left empty is inherited from the parent, or from the workspace for a root. */
export function BudgetForm({
  budget,
  draft,
  onDraft,
  all,
  isBusy,
  submitLabel,
  onSubmit,
  onTry,
  onCancel,
  children,
}: {
  /** The budget that is changed; undefined for a new one. */
  readonly budget: BudgetAnswer | undefined;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly all: readonly BudgetAnswer[];
  readonly isBusy: boolean;
  readonly submitLabel: string;
  readonly onSubmit: (fields: BudgetFields) => void;
  /** Tries the change without keeping it. */
  readonly onTry?: (fields: BudgetFields) => void;
  readonly onCancel?: () => void;
  /** Further words and buttons at its end. */
  readonly children?: ReactNode;
}): ReactNode {
  const set = (part: Partial<Draft>): void => onDraft({ ...draft, ...part });
  const problems = problemsOf(draft);
  const parentCurrency = all.find(({ id }) => id === draft.parentId)?.currency;
  const ifSound = (then: (fields: BudgetFields) => void) => (): void => {
    if (Object.keys(problems).length === 0) then(fieldsOf(draft, budget));
  };
  return (
    <Form onSubmit={ifSound(onSubmit)}>
      <div className="field-grid">
        <PlaceFields
          {...{ draft, set }}
          places={all.filter(({ id }) => id !== budget?.id)}
          isNew={budget === undefined}
        />
        <PlanFields {...{ draft, set, problems }} isNew={budget === undefined} />
        <CostFields
          {...{ draft, set, problems }}
          isCustom={budget === undefined || budget.phasing.kind === 'custom'}
        />
        <PeopleFields {...{ draft, set, problems }} />
      </div>
      {budget === undefined ? null : (
        <ReasonField value={draft.reason} onChange={(reason) => set({ reason })} />
      )}
      <ScopeBuilder scope={draft.scope} onChange={(scope) => set({ scope })} />
      {budget === undefined ? (
        <details className="disclosure">
          <summary>Alert rules</summary>
          <div className="stack tight">
            <OwnRules
              rules={draft.rules}
              currency={draft.currency.length === 3 ? draft.currency : parentCurrency}
              onChange={(rules) => set({ rules })}
            />
          </div>
        </details>
      ) : null}
      <FormFoot submit={submitLabel} isBusy={isBusy} onCancel={onCancel}>
        {onTry === undefined ? null : (
          <Button variant="default" onClick={ifSound(onTry)}>
            Try it first
          </Button>
        )}
        {children}
      </FormFoot>
    </Form>
  );
}
