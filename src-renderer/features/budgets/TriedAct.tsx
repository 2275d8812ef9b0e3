import { useEffect, useState, type ReactNode } from 'react';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { Meta } from '#shared/contract/common.ts';
import { Failure } from '../../ui/States.tsx';
import { BudgetChanges } from './BudgetChanges.tsx';

interface Answer {
  readonly meta?: Meta | undefined;
}

export interface TriedAct<Input, Result extends Answer> {
  /** Of the budget as it stands. */
  readonly revision: number;
  readonly act: UseMutationResult<Result, Error, Input>;
  readonly trial: UseMutationResult<Result, Error, Input>;
}

/**
 * A write of a budget that can be tried before it is done: the same request as a dry run says what it would change, of the budget
 * as it stands.
 */
export function useTriedAct<Input extends object, Result extends Answer>(
  { revision }: BudgetAnswer,
  send: (input: Input & { readonly dryRun?: boolean }) => Promise<Result>,
  onDone: (answer: Result) => void,
): TriedAct<Input, Result> {
  const trial = useMutation<Result, Error, Input>({
    mutationFn: (input) => send({ ...input, dryRun: true }),
  });
  const act = useMutation<Result, Error, Input>({
    mutationFn: (input) => send(input),
    onSuccess: (answer) => {
      trial.reset();
      onDone(answer);
    },
  });
  const { reset } = trial;
  useEffect(() => reset(), [reset, revision]);
  return { revision, act, trial };
}

/** The buttons that do an act and that try it, what the trial found, and why either was refused, of what is filled in now. */
export function ActFoot<Input extends object, Result extends Answer>({
  tried: { revision, act, trial },
  input,
  verb,
  isSubmit = true,
  isDisabled = false,
}: {
  readonly tried: TriedAct<Input, Result>;
  readonly input: Input;
  /** What the button that does it says. */
  readonly verb: string;
  /** Whether it sends the form around it; another act, or one that no key should do by chance, does not. */
  readonly isSubmit?: boolean;
  readonly isDisabled?: boolean;
}): ReactNode {
  const isOfInput = (asked: Input | undefined): boolean =>
    asked !== undefined && withoutReason(asked) === withoutReason(input);
  const question = `What would change: ${verb}`;
  const found = isOfInput(trial.variables) ? trial : undefined;
  const refused = isOfInput(act.variables) ? act.error : null;
  const filledOver = useFilledOver(withoutReason(input), revision);
  const isDone = act.isSuccess && isOfInput(act.variables);
  return (
    <>
      {filledOver === revision || isDone ? null : (
        <p role="status" className="quiet">
          The budget was changed since this was filled in: revision {filledOver} is {revision} now. What is
          filled in stays.
        </p>
      )}
      <Failure error={refused ?? found?.error} />
      {found?.data === undefined ? null : (
        <BudgetChanges title={question} changes={found.data.meta?.changes ?? []} />
      )}
      <div className="row">
        <Button
          type={isSubmit ? 'submit' : 'button'}
          variant="default"
          disabled={isDisabled}
          loading={act.isPending}
          onClick={isSubmit ? undefined : () => act.mutate(input)}
        >
          {verb}
        </Button>
        <Button
          variant="subtle"
          aria-label={question}
          disabled={isDisabled}
          loading={trial.isPending}
          onClick={(event) => {
            act.reset();
            if (event.currentTarget.form?.reportValidity() !== false) trial.mutate(input);
          }}
        >
          What would change
        </Button>
      </div>
    </>
  );
}

/** The revision over which a form was filled in last; one that is as it began is over the present one. */
function useFilledOver(input: string, revision: number): number {
  const [first] = useState(input);
  const [filled, setFilled] = useState({ input, revision });
  if (filled.input !== input) setFilled({ input, revision });
  return input === first || filled.input !== input ? revision : filled.revision;
}

/** Why something is done changes nothing of what it does. */
function withoutReason(input: object): string {
  return JSON.stringify({ ...input, reason: undefined });
}
