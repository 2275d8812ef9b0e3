import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { fanSeries, type Baseline, type FanKind } from '../../charts/fan-series.ts';
import type { Evaluation } from './evaluate.ts';

/** Room above the highest band, so that a drag upwards stays in the picture. */
const ROOM = 1.2;

/** The axis stands still while a slider is held and finds its measure again when it is let go. */
export function useSteadyAxis(
  baseline: Baseline,
  now: Evaluation | undefined,
): {
  readonly hold: (isHeld: boolean) => void;
  readonly maximum: ((kind: FanKind) => number) | undefined;
  readonly isHeld: boolean;
} {
  const latest = useRef({ baseline, now });
  const [held, setHeld] = useState<Readonly<Record<FanKind, number>>>();
  useEffect(() => {
    latest.current = { baseline, now };
  }, [baseline, now]);
  const hold = useCallback((isHeld: boolean) => {
    const { baseline: shown, now: current } = latest.current;
    setHeld(
      !isHeld || current === undefined
        ? undefined
        : {
            cumulative: highestOf(shown, current, 'cumulative'),
            monthly: highestOf(shown, current, 'monthly'),
          },
    );
  }, []);
  const maximum = useMemo(() => (held === undefined ? undefined : (kind: FanKind) => held[kind]), [held]);
  return { hold, maximum, isHeld: held !== undefined };
}

function highestOf(baseline: Baseline, { planned }: Evaluation, kind: FanKind): number {
  const { bands, budget, actual } = fanSeries(baseline, planned, kind);
  const values = [...bands.flatMap(({ upper }) => upper), ...budget, ...actual].filter(
    (value) => value !== null,
  );
  return Math.max(0, ...values) * ROOM;
}
