/**
 * Signs drawn as paths, because the bundled fonts have none of them: the triangles of a variance, the gauge of a status.
 */
import type { ReactNode } from 'react';
import type { BudgetStatus } from '#shared/domain/budget.ts';
import { ZERO, type Micros, type Money } from '#shared/domain/money.ts';
import { directionOf } from '#shared/domain/variance.ts';
import { directionWord } from '#shared/charts/numbers.ts';
import { microsOf, plainStyle, styleOf } from '../format/style.ts';

export function Triangle({ isUp }: { readonly isUp: boolean }): ReactNode {
  return (
    <svg className="triangle" viewBox="0 0 8 7" width="8" height="7" aria-hidden="true">
      <path d={isUp ? 'M0 7h8L4 0z' : 'M0 0h8L4 7z'} fill="currentColor" />
    </svg>
  );
}

/** A variance: signed amount, triangle and word. `isDense` shortens the word to adv. or fav. */
export function Variance({
  value,
  isDense = false,
}: {
  readonly value: Money;
  readonly isDense?: boolean;
}): ReactNode {
  const micros = microsOf(value);
  const direction = directionOf(micros);
  const style = styleOf(value.currency);
  const text = isDense ? style.signedAmount(micros) : style.signedSpoken(micros);
  return (
    <span className={`variance ${direction}`}>
      {text} <DirectionMark micros={micros} isDense={isDense} />
    </span>
  );
}

function DirectionMark({
  micros,
  isDense,
}: {
  readonly micros: Micros;
  readonly isDense: boolean;
}): ReactNode {
  const direction = directionOf(micros);
  if (direction === 'none') return isDense ? null : <span className="quiet">on plan</span>;
  const word = directionWord(direction);
  return (
    <>
      <Triangle isUp={micros > ZERO} />
      {isDense ? <span className="dense-word">{word.slice(0, 3)}.</span> : ` ${word}`}
    </>
  );
}

/** A variance in percent, coloured as its direction, which stands in the column beside it. */
export function VariancePercent({ percent }: { readonly percent: number | null }): ReactNode {
  if (percent === null) return <span className="quiet">new</span>;
  const direction = percent > 0 ? 'adverse' : percent < 0 ? 'favourable' : 'none';
  return <span className={`variance ${direction}`}>{plainStyle().signedPercent(percent)}</span>;
}

const FILL: Readonly<Record<BudgetStatus, number>> = {
  healthy: 0,
  warning: 0.25,
  critical: 0.75,
  exceeded: 1,
};

/** The gauge that fills: healthy, warning, critical, exceeded. */
function Gauge({ status }: { readonly status: BudgetStatus }): ReactNode {
  const fill = FILL[status];
  const angle = fill * 2 * Math.PI;
  const isAdverse = status === 'critical' || status === 'exceeded';
  const sector = `M6 6V1.5A4.5 4.5 0 ${fill > 0.5 ? 1 : 0} 1 ${6 + 4.5 * Math.sin(angle)} ${6 - 4.5 * Math.cos(angle)}z`;
  return (
    <svg
      className={isAdverse ? 'gauge adverse' : 'gauge'}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
    >
      <circle
        cx="6"
        cy="6"
        r="4.5"
        fill={fill === 1 ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.5"
      />
      {fill > 0 && fill < 1 ? <path d={sector} fill="currentColor" /> : null}
    </svg>
  );
}

/** A status: its gauge, always with its word. */
export function StatusMark({ status }: { readonly status: BudgetStatus }): ReactNode {
  return (
    <span className="status-mark">
      <Gauge status={status} /> {status}
    </span>
  );
}

/** A line of twelve values or so, without axes; the figures stand in the table beside it. */
export function Sparkline({ values }: { readonly values: readonly number[] }): ReactNode {
  if (values.length < 2) return <span className="quiet">–</span>;
  const width = 72;
  const height = 18;
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      fill="currentColor"
      aria-hidden="true"
    >
      <Bars values={values} step={width / values.length} gap={1.5} yOf={scaleOf(values, 0, height)} />
    </svg>
  );
}

/** From a value to its place from the top, between two edges; nought is always in between. */
export function scaleOf(values: readonly number[], top: number, bottom: number): (value: number) => number {
  const lowest = Math.min(0, ...values);
  const highest = Math.max(...values, lowest + 1e-9);
  return (value) => bottom - ((value - lowest) / (highest - lowest)) * (bottom - top);
}

/** Bars that stand on nought, those below it hang from it; one that has no height is a line. One shape, as tables hold hundreds. */
export function Bars({
  values,
  step,
  gap,
  yOf,
}: {
  readonly values: readonly number[];
  readonly step: number;
  readonly gap: number;
  readonly yOf: (value: number) => number;
}): ReactNode {
  const width = Math.max(1, step - gap);
  const outline = values.map((value, index) => {
    const height = Math.max(1, Math.abs(yOf(value) - yOf(0)));
    return `M${index * step} ${value < 0 ? yOf(0) : yOf(0) - height}h${width}v${height}h${-width}z`;
  });
  return <path d={outline.join('')} />;
}

/** Actual as bars over the plan as a stepped line, month by month; the figures stand in the table beside it. */
export function PlanSpark({
  plan,
  actual,
}: {
  readonly plan: readonly number[];
  readonly actual: readonly number[];
}): ReactNode {
  if (plan.length === 0) return <span className="quiet">–</span>;
  const width = 94;
  const height = 18;
  const step = width / plan.length;
  const yOf = scaleOf([...plan, ...actual], 1, height - 1);
  const line = plan.map((value, index) => `${index * step} ${yOf(value)}H${(index + 1) * step}`).join('L');
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      fill="currentColor"
      aria-hidden="true"
    >
      <Bars values={actual} step={step} gap={1.5} yOf={yOf} />
      <path d={`M${line}`} className="plan-line" />
    </svg>
  );
}
