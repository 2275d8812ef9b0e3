import { memo, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { modelTitle } from '#shared/domain/forecast.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { FanPanel } from '../../charts/FanPanel.tsx';
import type { Baseline } from '../../charts/fan-series.ts';
import { styleOf } from '../../format/style.ts';
import { Page } from '../../ui/Panel.tsx';
import { AffectedPanel } from './AffectedPanel.tsx';
import { ApplyDialog } from './ApplyDialog.tsx';
import { BASE, draftOf, isSame, type Draft } from './draft.ts';
import { ScenarioBridge } from './Effects.tsx';
import { totalUnits, type Evaluation } from './evaluate.ts';
import { findingOf } from './finding.ts';
import { FollowingCompare, FollowingTornado } from './Following.tsx';
import { GoalSeek } from './GoalSeek.tsx';
import { LeverPanel } from './LeverPanel.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import { ScenarioMenu } from './ScenarioMenu.tsx';
import { useDraft, type DraftActions } from './use-draft.ts';
import { useHeadHeight } from './use-head-height.ts';
import { useOutcome, type Outcome } from './use-outcome.ts';
import { useSteadyAxis } from './use-steady-axis.ts';

const FAN_HEIGHT = 268;

/** Levers left, the picture right: every movement is answered here, without asking the backend. */
export function Workbench({
  node,
  baseline: asked,
  model,
}: {
  readonly node: BudgetAnswer;
  readonly baseline: Baseline;
  readonly model: string;
}): ReactNode {
  const { draft, actions } = useDraft(node.id);
  const [dialog, setDialog] = useState<'save' | 'apply' | null>(null);
  const [isPresenting, setIsPresenting] = useState(false);
  const outcome = useOutcome(node, asked, draft);
  const { baseline, base, now, isBase } = outcome;
  const axis = useSteadyAxis(outcome.shown, now);
  const current = useCurrent(draft);
  const isChanged = useIsChanged(draft);
  const headed = useHeadHeight();
  useHotkeys([['Escape', () => setIsPresenting(false)]]);
  if (base === undefined || now === undefined) return null;
  const close = (saved?: Draft): void => {
    setDialog(null);
    if (saved !== undefined) actions.replace(saved);
  };
  return (
    <div ref={headed} className={isPresenting ? 'presenting' : 'what-if'}>
      <Page
        finding={findingOf(draft, now, base, isBase)}
        actions={
          <Toolbar
            node={node}
            scenarioId={draft.scenarioId}
            isChanged={isChanged}
            isBase={isBase}
            isPresenting={isPresenting}
            current={current}
            evaluated={outcome.evaluated}
            onOpen={actions.replace}
            onDialog={setDialog}
            onPresent={setIsPresenting}
          />
        }
      >
        <div className="workbench">
          <Levers outcome={outcome} draft={draft} actions={actions} current={current} onHold={axis.hold} />
          <Pictures node={node} draft={draft} outcome={outcome} base={base} now={now} axis={axis} />
        </div>
        <p className="quiet">
          Baseline by {modelTitle(model)}, {baseline.paths.length} joint paths; saved scenarios use the same
          paths and the same seed, so that their figures are the same to the last digit.
        </p>
      </Page>
      {dialog === 'save' ? <SaveDialog node={node} draft={draft} onClose={close} /> : null}
      {dialog === 'apply' ? <ApplyDialog node={node} draft={draft} now={now} onClose={close} /> : null}
    </div>
  );
}

function Levers({
  outcome: { baseline, budgetAmount },
  draft,
  actions,
  current,
  onHold,
}: {
  readonly outcome: Outcome;
  readonly draft: Draft;
  readonly actions: DraftActions;
  readonly current: () => Draft;
  readonly onHold: (isHeld: boolean) => void;
}): ReactNode {
  return (
    <div className="workbench-left">
      <LeverPanel
        baseline={baseline}
        budgetAmount={budgetAmount}
        draft={draft}
        actions={actions}
        onHold={onHold}
      />
      <GoalSeek
        baseline={baseline}
        budgetAmount={budgetAmount}
        overrides={draft.overrides}
        changes={draft.changes}
        current={current}
        actions={actions}
      />
    </div>
  );
}

/** What a draft comes to: the fan, the way there, the budgets around it, and other scenarios beside it. */
function Pictures({
  node,
  draft,
  outcome: { baseline, shown, isBase, steps, affected },
  base,
  now,
  axis,
}: {
  readonly node: BudgetAnswer;
  readonly draft: Draft;
  readonly outcome: Outcome;
  readonly base: Evaluation;
  readonly now: Evaluation;
  readonly axis: ReturnType<typeof useSteadyAxis>;
}): ReactNode {
  return (
    <div className="workbench-right">
      <FanPanel
        name={`${node.name} what-if`}
        baseline={shown}
        planned={now.planned}
        scenario={isBase ? undefined : 'This'}
        baseMean={isBase ? undefined : baseline.mean}
        finding={fanFinding(now, baseline.currency, isBase ? undefined : base)}
        height={FAN_HEIGHT}
        maximum={axis.maximum}
      />
      <div className="workbench-pair">
        <ScenarioBridge
          name={node.name}
          currency={baseline.currency}
          start={totalUnits(base)}
          end={totalUnits(now)}
          steps={steps}
          isHeld={axis.isHeld}
        />
        <FollowingTornado node={node} baseline={baseline} draft={draft} isHeld={axis.isHeld} />
      </div>
      <AffectedPanel node={node} baseline={baseline} draft={draft} base={base} now={now} answer={affected} />
      <FollowingCompare
        node={node}
        baseline={baseline}
        draft={draft}
        now={now}
        isBase={isBase}
        isHeld={axis.isHeld}
      />
    </div>
  );
}

/** Whether the levers are no longer those of the scenario they began from. */
function useIsChanged(draft: Draft): boolean {
  const scenarios = useQuery(useQueries().scenarios.list.queryOptions({ input: {} })).data?.data;
  const stored = scenarios?.find(({ id }) => id === draft.scenarioId);
  return stored !== undefined && !isSame(draftOf(stored), draft);
}

/** The latest value, for what asks only when it is clicked. */
function useCurrent<Value>(value: Value): () => Value {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  return useCallback(() => latest.current, []);
}

/** What can be done with the levers as a whole. */
const Toolbar = memo(function Toolbar({
  node,
  scenarioId,
  isChanged,
  isBase,
  isPresenting,
  current,
  evaluated,
  onOpen,
  onDialog,
  onPresent,
}: {
  readonly node: BudgetAnswer;
  readonly scenarioId: string | null;
  readonly isChanged: boolean;
  readonly isBase: boolean;
  readonly isPresenting: boolean;
  readonly current: () => Draft;
  readonly evaluated: (draft: Draft) => Promise<Evaluation | undefined>;
  readonly onOpen: (draft: Draft) => void;
  readonly onDialog: (dialog: 'save' | 'apply') => void;
  readonly onPresent: (isPresenting: boolean) => void;
}): ReactNode {
  return (
    <>
      <ScenarioMenu
        node={node}
        scenarioId={scenarioId}
        isChanged={isChanged}
        current={current}
        evaluated={evaluated}
        onOpen={onOpen}
      />
      <Button variant="default" disabled={isBase} onClick={() => onOpen(BASE)}>
        Reset
      </Button>
      <Button variant="default" onClick={() => onDialog('save')}>
        Save
      </Button>
      <Button disabled={isBase} onClick={() => onDialog('apply')}>
        Apply
      </Button>
      <Button variant="default" aria-pressed={isPresenting} onClick={() => onPresent(!isPresenting)}>
        {isPresenting ? 'End presentation' : 'Present'}
      </Button>
    </>
  );
});

function fanFinding(now: Evaluation, currency: string, base: Evaluation | undefined): string {
  const style = styleOf(currency);
  const write = (one: Evaluation): string => style.signedCompact(one.amount - totalUnits(one));
  const before = base === undefined ? '' : ` (base ${write(base)})`;
  return `Headroom ${write(now)}\u00a0${currency}${before}`;
}
