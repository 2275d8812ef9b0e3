import { useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { sumMicros, parseAmount, formatAmount, ZERO } from '#shared/domain/money.ts';
import type { ImportAnswer } from '#shared/contract/imports.ts';
import { countText } from '../../format/style.ts';
import { usePlace } from '../../session/place.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ProposeBudgets } from './ProposeBudgets.tsx';
import { daysText, rowsText, totalsText } from './totals.ts';
import { isInUse } from './use-import-run.ts';

/** What was stored, to the last decimal, and what to do next. */
export function ImportDone({
  imports,
  onNext,
}: {
  readonly imports: readonly ImportAnswer[];
  readonly onNext: () => void;
}): ReactNode {
  const [isProposing, setIsProposing] = useState(false);
  const { go } = usePlace();
  const stored = imports.filter(isInUse);
  const rows = stored.reduce((sum, { accepted }) => sum + accepted, 0);
  const isAny = stored.length > 0;
  return (
    <Panel
      title={
        <span role="status">
          {isAny
            ? `${totalsText(addedUp(stored))} imported from ${countText(rows, 'row', 'rows')}`
            : 'Nothing is imported'}
        </span>
      }
      label={
        isAny ? 'The total equals the exact sum of the accepted rows' : 'What was there counts as before'
      }
      actions={
        <>
          <Button variant="default" autoFocus={!isAny} onClick={onNext}>
            Import more
          </Button>
          <Button variant="default" onClick={() => go('overview')}>
            To the overview
          </Button>
          {isAny ? (
            <Button autoFocus onClick={() => setIsProposing(true)}>
              Propose budgets from this data
            </Button>
          ) : null}
        </>
      }
    >
      <ul className="stack">
        {imports.map((one) => (
          <li key={one.importId}>
            <dl className="facts">
              <dt>File</dt>
              <dd>{one.files.map(({ name }) => name).join(', ')}</dd>
              <dt>Rows</dt>
              <dd>{rowsText(one)}</dd>
              <dt>Billed</dt>
              <dd className="strong">{totalsText(one.controlTotals)}</dd>
              <dt>Days</dt>
              <dd>{daysText(one.firstDay, one.lastDay)}</dd>
            </dl>
            {isInUse(one) ? null : (
              <p role="alert" className="adverse">
                Not imported: {countText(one.rejected, 'row', 'rows')} of it cannot be read. In the list below
                it opens with them, and can be brought in without them.
              </p>
            )}
            {one.warnings.map((warning) => (
              <p key={warning}>{warning}</p>
            ))}
          </li>
        ))}
      </ul>
      <ProposeBudgets isOpen={isProposing} onClose={() => setIsProposing(false)} />
    </Panel>
  );
}

function addedUp(imports: readonly ImportAnswer[]): Record<string, string> {
  const currencies = [...new Set(imports.flatMap(({ controlTotals }) => Object.keys(controlTotals)))];
  return Object.fromEntries(
    currencies.map((currency) => [
      currency,
      formatAmount(
        sumMicros(imports.map(({ controlTotals }) => parseAmount(controlTotals[currency] ?? '0') ?? ZERO)),
      ),
    ]),
  );
}
