import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { isMonth } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { Inputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { moneyText } from '../../format/style.ts';
import { amountToSend, asTyped } from '../../format/typed.ts';
import { Form } from '../../forms/Form.tsx';
import { sayFailed } from '../../session/notices.ts';
import { usePreferences } from '../../session/preferences.tsx';
import type { VarianceAnswer, VarianceRow } from './VariancePage.tsx';

type Kind = Inputs['variance']['judge']['kind'];

const KINDS: { value: Kind; label: string }[] = [
  { value: 'none', label: 'Open' },
  { value: 'timing', label: 'Timing' },
  { value: 'permanent', label: 'Permanent' },
  { value: 'split', label: 'Partly' },
];

/** Whether the difference of a row goes away by itself or stays: kept with the row and the period, summed up in the report. */
export function JudgementField({
  node,
  data,
  row,
}: {
  readonly node: BudgetAnswer;
  readonly data: VarianceAnswer;
  readonly row: VarianceRow;
}): ReactNode {
  const stored = row.attribution?.kind ?? 'none';
  const [isSplitting, setIsSplitting] = useState(false);
  const [timing, setTiming] = useState('');
  const { judge, isBusy } = useJudge(node, data, row, () => setIsSplitting(false));
  const kind = isSplitting ? 'split' : stored;
  const part = amountToSend(timing);
  return (
    <div className="stack tight">
      <span className="field-label" id="judged-as">
        This difference is
      </span>
      <SegmentedControl
        aria-labelledby="judged-as"
        value={kind}
        data={KINDS}
        disabled={isBusy}
        onChange={(value) => {
          if (value === 'split') setIsSplitting(true);
          else {
            setIsSplitting(false);
            judge(value);
          }
        }}
      />
      {kind === 'split' ? (
        <Form className="row end" onSubmit={() => judge('split', part)}>
          <TextInput
            label={`Of it timing, ${node.currency}`}
            value={timing}
            placeholder={asTyped(row.attribution?.timing.amount ?? '')}
            onChange={(event) => setTiming(event.currentTarget.value)}
            required
            w={150}
          />
          <Button type="submit" variant="default" disabled={part === undefined}>
            Set
          </Button>
        </Form>
      ) : null}
      <Parts row={row} />
    </div>
  );
}

/** Keeps what a row is judged as, and for a part of it the amount that is timing. */
function useJudge(node: BudgetAnswer, data: VarianceAnswer, row: VarianceRow, onJudged: () => void) {
  const { preferences } = usePreferences();
  const { mutate, isPending } = useMutation(
    useQueries().variance.judge.mutationOptions({ onSuccess: onJudged, onError: sayFailed }),
  );
  const { from, to } = data;
  const judge = (kind: Kind, timing?: string): void => {
    if (!isMonth(from) || !isMonth(to)) return;
    const by = preferences.person === '' ? {} : { by: preferences.person };
    mutate({
      ...{ budgetId: node.id, from, to, key: { ...row.key }, kind, ...by },
      ...(timing === undefined ? {} : { timing }),
    });
  };
  return { judge, isBusy: isPending };
}

function Parts({ row }: { readonly row: VarianceRow }): ReactNode {
  if (row.attribution === undefined) return null;
  const { timing, permanent, open } = row.attribution;
  return (
    <p className="quiet">
      Timing {moneyText(timing)}, permanent {moneyText(permanent)}, not judged {moneyText(open)}.
    </p>
  );
}
