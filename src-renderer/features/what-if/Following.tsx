/** What may come after the answer, so that none of a drag's frames is spent on it. */
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { Baseline } from '../../charts/fan-series.ts';
import { Compare } from './Compare.tsx';
import type { Draft } from './draft.ts';
import { Tornado } from './Effects.tsx';
import { meanAt, tornadoOf, type Evaluation } from './evaluate.ts';

/** Which lever matters most. */
export function FollowingTornado({
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
export function FollowingCompare(props: {
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
