import { memo, useMemo, useState, type ReactNode } from 'react';
import {
  bridgePicture,
  bridgeScale,
  isByDifference,
  MOST_BRIDGE_STEPS,
  type BridgeInput,
} from '#shared/charts/bridge.ts';
import type { Scale } from '#shared/charts/frame.ts';
import { rankTornado, tornadoPicture, type TornadoBar } from '#shared/charts/tornado.ts';
import { fromUnits } from '#shared/domain/money.ts';
import { ChartPanel } from '../../charts/ChartPanel.tsx';
import { useTokens } from '../../charts/use-tokens.ts';
import { styleOf } from '../../format/style.ts';
import { EmptyState } from '../../ui/States.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { Step } from './evaluate.ts';

const HEIGHT = 220;
const MOST_LEVERS = 7;

/** From base to scenario, lever by lever. */
export function ScenarioBridge({
  name,
  currency,
  start,
  end,
  steps,
  isHeld,
}: {
  readonly name: string;
  readonly currency: string;
  readonly start: number;
  readonly end: number;
  readonly steps: readonly Step[];
  /** Whether a slider is held, while which the axis stands still or grows. */
  readonly isHeld: boolean;
}): ReactNode {
  const style = styleOf(currency);
  const bridge = useMemo(
    () => ({
      ...{ startName: 'Base', endName: 'This', start, end, ranked: false },
      steps: steps.slice(0, MOST_BRIDGE_STEPS),
    }),
    [start, end, steps],
  );
  const picture = useBridgePicture(bridge, currency, isHeld);
  if (steps.length === 0)
    return (
      <Panel title="From base" label={`Estimate at completion, ${currency}`}>
        <EmptyState title="No lever is moved yet">Each moved lever becomes a step from the base.</EmptyState>
      </Panel>
    );
  return (
    <ChartPanel
      title={`${style.signedCompact(end - start)}\u00a0${currency} from base`}
      label={`Estimate at completion, ${currency}, lever by lever`}
      picture={picture}
      height={HEIGHT}
      table={{
        name: `${name} from base`,
        columns: [
          { key: 'name', head: 'Step', text: (step: Step) => step.name },
          {
            key: 'value',
            head: currency,
            text: ({ value }: Step) => style.amount(fromUnits(value)),
            isNumber: true,
          },
        ],
        rows: [{ name: 'Base', value: start }, ...steps, { name: 'This', value: end }],
        keyOf: (step) => step.name,
      }}
      foot="adds up"
    />
  );
}

function useBridgePicture(bridge: BridgeInput, currency: string, isHeld: boolean) {
  const tokens = useTokens();
  const style = styleOf(currency);
  const scale = useGrowingScale(bridge, isHeld);
  return useMemo(
    () =>
      bridgePicture(bridge, {
        tokens,
        compact: style.compact,
        signedCompact: style.signedCompact,
        alternative: `Bridge from base ${style.compact(bridge.start)} to this scenario ${style.compact(bridge.end)}`,
        scale,
      }),
    [bridge, tokens, style, scale],
  );
}

/** The scale of a bridge; while a slider is held the one before it, as long as that holds all there is to show. */
function useGrowingScale(bridge: BridgeInput, isHeld: boolean): Scale {
  const scale = useMemo(() => bridgeScale(bridge), [bridge]);
  const isDifference = isByDifference(bridge);
  const [kept, setKept] = useState({ scale, isDifference });
  const isEnough =
    kept.isDifference === isDifference &&
    (isHeld
      ? kept.scale.minimum <= scale.minimum && kept.scale.maximum >= scale.maximum
      : kept.scale === scale);
  if (!isEnough) setKept({ scale, isDifference });
  return isHeld && isEnough ? kept.scale : scale;
}

/** What one step of each lever would do, largest first. */
export const Tornado = memo(function Tornado({
  name,
  currency,
  bars,
}: {
  readonly name: string;
  readonly currency: string;
  readonly bars: readonly TornadoBar[];
}): ReactNode {
  const tokens = useTokens();
  const style = styleOf(currency);
  const ranked = useMemo(() => rankTornado(bars, MOST_LEVERS), [bars]);
  const title = titleOf(ranked);
  const picture = useMemo(
    () => tornadoPicture(ranked, { tokens, signedCompact: style.signedCompact, alternative: title }),
    [ranked, tokens, style, title],
  );
  return (
    <ChartPanel
      title={title}
      label={`Change of the expected total by one step of each lever, ${currency}`}
      picture={picture}
      height={HEIGHT}
      table={{
        name: `${name} what matters most`,
        columns: [
          { key: 'name', head: 'Lever', text: (bar: TornadoBar) => bar.name },
          {
            key: 'down',
            head: `Down, ${currency}`,
            text: ({ down }: TornadoBar) => style.amount(fromUnits(down)),
            isNumber: true,
          },
          {
            key: 'up',
            head: 'Up',
            text: ({ up }: TornadoBar) => style.amount(fromUnits(up)),
            isNumber: true,
          },
        ],
        rows: ranked,
        keyOf: (bar) => bar.name,
      }}
    />
  );
});

/** The lever that a step of moves most; two of them where they move the same. */
function titleOf([first, second]: readonly TornadoBar[]): string {
  if (first === undefined) return 'What matters most';
  const isTie = second !== undefined && Math.abs(reachOf(first) - reachOf(second)) < 0.5;
  return isTie
    ? `${leverOf(first.name)} and ${leverOf(second.name).toLowerCase()} matter most`
    : `${leverOf(first.name)} matters most`;
}

function reachOf({ down, up }: TornadoBar): number {
  return Math.max(Math.abs(down), Math.abs(up));
}

/** A lever's name without the size of its step. */
function leverOf(text: string): string {
  const at = text.indexOf(' ±');
  return at < 0 ? text : text.slice(0, at);
}
