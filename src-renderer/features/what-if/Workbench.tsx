import {
  memo,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend } from '../../client/backend.tsx';
import { FanPanel } from '../../charts/FanPanel.tsx';
import type { Baseline } from '../../charts/fan-series.ts';
import { styleOf, unitsOf } from '../../format/style.ts';
import { Page } from '../../ui/Panel.tsx';
import { ApplyDialog } from './ApplyDialog.tsx';
import { Compare } from './Compare.tsx';
import { BASE, isAtBase, type Draft } from './draft.ts';
import { bridgeOf, evaluate, meanAt, totalUnits, tornadoOf, type Evaluation } from './evaluate.ts';
import { findingOf } from './finding.ts';
import { GoalSeek } from './GoalSeek.tsx';
import { LeverPanel } from './LeverPanel.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import { ScenarioMenu } from './ScenarioMenu.tsx';
import { ScenarioBridge, Tornado } from './Effects.tsx';
import { AffectedPanel } from './AffectedPanel.tsx';
import { wantedShares, withShares } from './affected.ts';
import { useAffected } from './use-affected.ts';
import { useDraft } from './use-draft.ts';
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
  const affected = useAffected(node.id, draft);
  const baseline = useMemo(() => withShares(asked, affected), [asked, affected]);
  const budgetAmount = unitsOf(node.amount);
  const base = useMemo(() => evaluate(baseline, budgetAmount, BASE), [baseline, budgetAmount]);
  const now = useMemo(() => evaluate(baseline, budgetAmount, draft), [baseline, budgetAmount, draft]);
  const mean = useMemo(() => meanAt(baseline, draft.quantile), [baseline, draft.quantile]);
  const shown = useMemo(
    () => withAmount(baseline, budgetAmount, now?.amount ?? budgetAmount),
    [baseline, budgetAmount, now?.amount],
  );
  const axis = useSteadyAxis(shown, now);
  const current = useCurrent(draft);
  const { client } = useBackend();
  const evaluated = useCallback(
    async (next: Draft) => {
      const { names, scopes } = wantedShares(next);
      const input = { budgetId: node.id, names: [...names], scopes: [...scopes] };
      const { data } = await client.scenarios.affected(input);
      return evaluate(withShares(asked, data), budgetAmount, next);
    },
    [client, node.id, asked, budgetAmount],
  );
  const isBase = useMemo(() => isAtBase(draft), [draft]);
  const steps = useMemo(() => bridgeOf(baseline, draft, mean), [baseline, draft, mean]);
  useHotkeys([['Escape', () => setIsPresenting(false)]]);
  if (base === undefined || now === undefined) return null;
  const close = (saved?: Draft): void => {
    setDialog(null);
    if (saved !== undefined) actions.replace(saved);
  };
  return (
    <div className={isPresenting ? 'presenting' : 'what-if'}>
      <Page
        finding={findingOf(draft, now, base, isBase)}
        actions={
          <Toolbar
            node={node}
            scenarioId={draft.scenarioId}
            isBase={isBase}
            isPresenting={isPresenting}
            current={current}
            evaluated={evaluated}
            onOpen={actions.replace}
            onDialog={setDialog}
            onPresent={setIsPresenting}
          />
        }
      >
        <div className="workbench">
          <div className="workbench-left">
            <LeverPanel
              baseline={baseline}
              budgetAmount={budgetAmount}
              draft={draft}
              actions={actions}
              onHold={axis.hold}
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
              />
              <Following node={node} baseline={baseline} draft={draft} isHeld={axis.isHeld} />
            </div>
            <AffectedPanel
              node={node}
              baseline={baseline}
              draft={draft}
              base={base}
              now={now}
              answer={affected}
            />
            <FollowingCompare
              node={node}
              baseline={baseline}
              draft={draft}
              now={now}
              isBase={isBase}
              isHeld={axis.isHeld}
            />
          </div>
        </div>
        <p className="quiet">
          Baseline by {model}, {baseline.paths.length} joint paths; saved scenarios use the same paths and the
          same seed, so that their figures are the same to the last digit.
        </p>
      </Page>
      {dialog === 'save' ? <SaveDialog node={node} draft={draft} onClose={close} /> : null}
      {dialog === 'apply' ? <ApplyDialog node={node} draft={draft} now={now} onClose={close} /> : null}
    </div>
  );
}

/** What may come after the answer: which lever matters most. */
function Following({
  node,
  baseline,
  draft,
  isHeld,
}: {
  readonly node: BudgetAnswer;
  readonly baseline: Baseline;
  readonly draft: Draft;
  readonly isHeld: boolean;
}): ReactNode {
  const late = useDeferredValue(useSettled(draft, isHeld));
  const bars = useMemo(() => tornadoOf(baseline, late, meanAt(baseline, late.quantile)), [baseline, late]);
  return <Tornado name={node.name} currency={baseline.currency} bars={bars} />;
}

/** As the ranking, the comparison follows the answer. */
function FollowingCompare(props: {
  readonly node: BudgetAnswer;
  readonly baseline: Baseline;
  readonly draft: Draft;
  readonly now: Evaluation;
  readonly isBase: boolean;
  readonly isHeld: boolean;
}): ReactNode {
  const now = useDeferredValue(useSettled(props.now, props.isHeld));
  const isBase = useDeferredValue(useSettled(props.isBase, props.isHeld));
  return (
    <Compare
      node={props.node}
      baseline={props.baseline}
      scenarioId={props.draft.scenarioId}
      now={now}
      isBase={isBase}
    />
  );
}

/** A value as it was before it began to move, until it rests: what nobody looks at during a drag takes none of its frames. */
function useSettled<Value>(value: Value, isMoving: boolean): Value {
  const [settled, setSettled] = useState(value);
  if (!isMoving && settled !== value) setSettled(value);
  return isMoving ? settled : value;
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

/** The plan by month in the proportions of the budget, for another amount. */
function withAmount(baseline: Baseline, from: number, to: number): Baseline {
  if (from === to || from === 0) return baseline;
  return {
    ...baseline,
    months: baseline.months.map((month) => ({ ...month, plan: (month.plan * to) / from })),
  };
}

function fanFinding(now: Evaluation, currency: string, base: Evaluation | undefined): string {
  const style = styleOf(currency);
  const write = (one: Evaluation): string => style.signedCompact(one.amount - totalUnits(one));
  const before = base === undefined ? '' : ` (base ${write(base)})`;
  return `Headroom ${write(now)}\u00a0${currency}${before}`;
}
