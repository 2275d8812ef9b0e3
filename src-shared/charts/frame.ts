import type { ChartOptions } from 'chart.js';
import { CONDENSED_FAMILY, TYPE, type Tokens } from './tokens.ts';

export const LABEL_FONT = `500 ${TYPE.label.size}px "${CONDENSED_FAMILY}"`;

const gridColours = new WeakMap<Tokens, ReturnType<typeof gridColour>>();
const tickTexts = new WeakMap<(value: number) => string, ReturnType<typeof tickText>>();

/** The function made before of the same thing, so that options which say the same can be seen to be the same. */
function kept<Key extends WeakKey, Made>(all: WeakMap<Key, Made>, key: Key, make: (key: Key) => Made): Made {
  const made = all.get(key) ?? make(key);
  all.set(key, made);
  return made;
}

/** The line at nought stands out. */
function gridColour({ control, line }: Tokens): (context: { tick?: { value: number } }) => string {
  return ({ tick }) => (tick?.value === 0 ? control : line);
}

function tickText(text: (value: number) => string): (tick: string | number) => string {
  return (tick) => text(Number(tick));
}

/** The options that all charts share: no motion, no legend, at most four grid lines, axes in words of the label role. */
export function frameOptions(
  tokens: Tokens,
  setting: {
    readonly padding?: {
      readonly left?: number;
      readonly right?: number;
      readonly top?: number;
      readonly bottom?: number;
    };
    readonly valueAxis: 'x' | 'y';
    readonly scale: Scale;
    readonly tick: (value: number) => string;
    readonly valueTicks?: boolean;
  },
): ChartOptions<'bar' | 'line'> {
  const font = { family: CONDENSED_FAMILY, size: TYPE.label.size, weight: TYPE.label.weight };
  const value = {
    type: 'linear' as const,
    min: setting.scale.minimum,
    max: setting.scale.maximum,
    border: { display: false },
    grid: {
      drawTicks: false,
      color: kept(gridColours, tokens, gridColour),
    },
    ticks: {
      display: setting.valueTicks ?? true,
      stepSize: setting.scale.step,
      padding: 6,
      color: tokens.ink2,
      font,
      callback: kept(tickTexts, setting.tick, tickText),
    },
  };
  const category = {
    type: 'category' as const,
    // Where values go below nought, the line at nought is the one to stand on.
    border: { display: setting.valueAxis === 'y' && setting.scale.minimum >= 0, color: tokens.control },
    grid: { display: false },
    ticks: { color: tokens.ink2, font, maxRotation: 0, autoSkipPadding: 8, padding: 4 },
  };
  return {
    animation: false,
    responsive: false,
    maintainAspectRatio: false,
    events: [],
    layout: { padding: { left: 0, right: 0, top: 8, bottom: 0, ...setting.padding } },
    plugins: { legend: { display: false }, tooltip: { enabled: false } },
    scales: setting.valueAxis === 'y' ? { x: category, y: value } : { y: category, x: value },
  };
}

export interface Scale {
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
}

const STEPS = [1, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;
const MOST_INTERVALS = 4;

/**
 * An axis from zero that holds both values, in the smallest round step (1, 2, 2.5, 3, 4, 5, 6 or 8 × 10ⁿ) that needs at most four grid lines; its
 * ends are whole steps, so that it stands still while values move a little. Nothing to show: 0 to 1.
 *
 * @example axisScale(0, 1_230) // { minimum: 0, maximum: 1600, step: 400 }
 */
export function axisScale(lowest: number, highest: number): Scale {
  const [low, high] = [Math.min(0, finite(lowest)), Math.max(0, finite(highest))];
  if (high - low <= 0) return { minimum: 0, maximum: 1, step: 1 };
  const power = 10 ** Math.floor(Math.log10((high - low) / MOST_INTERVALS));
  for (const factor of STEPS) {
    const step = factor * power;
    const minimum = Math.floor(low / step + 1e-9) * step;
    const maximum = Math.ceil(high / step - 1e-9) * step;
    if ((maximum - minimum) / step <= MOST_INTERVALS + 1e-9) return { minimum, maximum, step };
  }
  return { minimum: low, maximum: high, step: high - low };
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

/** Moves labels apart so that none overlaps another, keeping their order and staying as near their place as can be. */
export function spread(
  places: readonly number[],
  distance: number,
  lowest: number,
  highest: number,
): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  const moved = order.map(({ place }) => place);
  for (let index = 1; index < moved.length; index += 1)
    moved[index] = Math.max(moved[index] ?? 0, (moved[index - 1] ?? 0) + distance);
  const over = (moved.at(-1) ?? 0) - highest;
  if (over > 0) {
    moved[moved.length - 1] = highest;
    for (let index = moved.length - 2; index >= 0; index -= 1)
      moved[index] = Math.min(moved[index] ?? 0, (moved[index + 1] ?? 0) - distance);
  }
  const result = new Array<number>(places.length).fill(0);
  order.forEach(({ index }, position) => {
    result[index] = Math.max(moved[position] ?? 0, lowest);
  });
  return result;
}
