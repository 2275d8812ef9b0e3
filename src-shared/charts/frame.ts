import type { ChartOptions } from 'chart.js';
import { CONDENSED_FAMILY, TYPE, type Tokens } from './tokens.ts';

export const LABEL_FONT = `500 ${TYPE.label.size}px "${CONDENSED_FAMILY}"`;

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
    readonly minimum: number;
    readonly maximum: number;
    readonly tick: (value: number) => string;
    readonly valueTicks?: boolean;
  },
): ChartOptions<'bar' | 'line'> {
  const font = { family: CONDENSED_FAMILY, size: TYPE.label.size, weight: TYPE.label.weight };
  const value = {
    type: 'linear' as const,
    min: setting.minimum,
    max: setting.maximum,
    border: { display: false },
    grid: {
      drawTicks: false,
      color: (context: { tick?: { value: number } }) =>
        context.tick?.value === 0 ? tokens.control : tokens.line,
    },
    ticks: {
      display: setting.valueTicks ?? true,
      maxTicksLimit: 5,
      padding: 6,
      color: tokens.ink2,
      font,
      callback: (tick: string | number) => setting.tick(Number(tick)),
    },
  };
  const category = {
    type: 'category' as const,
    border: { display: setting.valueAxis === 'y', color: tokens.control },
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

/**
 * The end of an axis: the smallest of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 × 10ⁿ that is at least the value, so that the axis
 * holds at most four grid lines and stands still while values move a little. Zero and below: 1.
 */
export function axisEnd(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find(
    (factor) => factor * power >= value * (1 - 1e-12),
  );
  return (step ?? 10) * power;
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
