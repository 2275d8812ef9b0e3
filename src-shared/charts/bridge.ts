import type { Tokens } from './tokens.ts';
import { axisScale, frameOptions, LABEL_FONT, type Scale } from './frame.ts';
import { drawn, type Bar, type DrawnChart, type Picture, type PicturePlugin } from './picture.ts';

export const MOST_BRIDGE_STEPS = 12;
/** Below this part of the larger end, steps on an axis from zero would be slivers; then the axis shows differences. */
const READABLE_SHARE = 0.2;

export interface BridgeStep {
  readonly name: string;
  /** Currency units; positive is over. */
  readonly value: number;
}

export interface BridgeInput {
  /** `BU`, or `PY` or `PP` for an earlier period. */
  readonly startName: string;
  readonly endName: string;
  readonly start: number;
  readonly end: number;
  readonly steps: readonly BridgeStep[];
  /** Items are ranked, adverse first and largest first; effects keep the order they are given in. */
  readonly ranked: boolean;
}

/**
 * Ranks the steps (adverse first, largest first) and folds the smallest so that at most `limit` remain, the rest as
 * `Other (n)`. Steps of zero are left out.
 *
 * @example bridgeSteps([{ name: 'a', value: 1 }, { name: 'b', value: -5 }, { name: 'c', value: 9 }], 2)
 * // [{ name: 'c', value: 9 }, { name: 'Other (2)', value: -4 }]
 */
export function bridgeSteps(steps: readonly BridgeStep[], limit = MOST_BRIDGE_STEPS): BridgeStep[] {
  const moving = steps.filter(({ value }) => value !== 0);
  const bySize = [...moving].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const kept = bySize.length <= limit ? bySize : bySize.slice(0, limit - 1);
  const rest = bySize.slice(kept.length);
  const ranked = kept.sort((a, b) => b.value - a.value);
  const adverse = ranked.filter(({ value }) => value > 0);
  const favourable = ranked.filter(({ value }) => value < 0).reverse();
  return [
    ...adverse,
    ...favourable,
    ...(rest.length === 0
      ? []
      : [{ name: `Other (${rest.length})`, value: rest.reduce((sum, step) => sum + step.value, 0) }]),
  ];
}

interface BridgeRow {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly kind: 'start' | 'step' | 'end';
}

/**
 * The bridge from plan (or an earlier period) to actual, structure from top to bottom. Where the steps are small against the
 * ends, the axis shows the difference from the start and begins there at zero; the ends then carry their amounts as words.
 */
export function bridgePicture(
  input: BridgeInput,
  setting: {
    readonly tokens: Tokens;
    readonly compact: (units: number) => string;
    readonly signedCompact: (units: number) => string;
    readonly alternative: string;
    /** That of another bridge over the same levels, so that the axis stands still while a lever is dragged. */
    readonly scale?: Scale;
  },
): Picture {
  const { tokens } = setting;
  const rows = bridgeRows(input, setting);
  return {
    alternative: setting.alternative,
    configuration: {
      type: 'bar',
      data: {
        labels: rows.map(({ name }) => shorten(name, 30)),
        datasets: [
          {
            type: 'bar',
            label: 'bridge',
            data: rows.map(({ from, to }): Bar => [from, to]),
            backgroundColor: rows.map((row) => fillOf(row, tokens)),
            borderColor: rows.map((row) => (row.kind === 'start' ? tokens.budget : fillOf(row, tokens))),
            borderWidth: rows.map((row) => (row.kind === 'start' ? 1.5 : 0)),
            borderSkipped: false,
            barPercentage: 0.72,
            categoryPercentage: 1,
          },
        ],
      },
      options: {
        ...frameOptions(tokens, {
          valueAxis: 'x',
          scale: setting.scale ?? bridgeScale(input),
          tick: isByDifference(input) ? setting.signedCompact : setting.compact,
          padding: { right: 64 },
        }),
        indexAxis: 'y',
      },
      plugins: [connectorsPlugin(rows, tokens)],
    },
  };
}

/** The axis on which a bridge has room for its bars and for the words beside them. */
export function bridgeScale(input: BridgeInput): Scale {
  const levels = [input.start, input.end];
  let at = input.start;
  for (const { value } of stepsOf(input)) levels.push((at += value));
  const base = isByDifference(input) ? input.start : 0;
  const reached = levels.map((level) => level - base);
  const [lowest, highest] = [Math.min(0, ...reached), Math.max(0, ...reached)];
  const room = (highest - lowest) * 0.12;
  return axisScale(lowest < 0 ? lowest - room : 0, highest + room);
}

function stepsOf({ ranked, steps }: BridgeInput): readonly BridgeStep[] {
  return ranked ? bridgeSteps(steps) : steps.filter(({ value }) => value !== 0);
}

/** Whether the axis of a bridge shows differences from its start. */
export function isByDifference(input: BridgeInput): boolean {
  let at = 0;
  let reach = 0;
  for (const { value } of input.steps) {
    at += value;
    reach = Math.max(reach, Math.abs(at), Math.abs(value));
  }
  return reach < READABLE_SHARE * Math.max(Math.abs(input.start), Math.abs(input.end));
}

function bridgeRows(
  input: BridgeInput,
  setting: {
    readonly compact: (units: number) => string;
    readonly signedCompact: (units: number) => string;
  },
): BridgeRow[] {
  const base = isByDifference(input) ? input.start : 0;
  let at = input.start - base;
  const middle = stepsOf(input).map(({ name, value }): BridgeRow => {
    const from = at;
    at += value;
    return { name, from, to: at, text: setting.signedCompact(value), kind: 'step' };
  });
  return [
    {
      name: input.startName,
      from: 0,
      to: input.start - base,
      text: setting.compact(input.start),
      kind: 'start',
    },
    ...middle,
    { name: input.endName, from: 0, to: input.end - base, text: setting.compact(input.end), kind: 'end' },
  ];
}

function fillOf(row: BridgeRow, tokens: Tokens): string {
  if (row.kind === 'start') return tokens.surface;
  if (row.kind === 'end') return tokens.actual;
  return row.to > row.from ? tokens.adverse : tokens.favourable;
}

/** Cuts a name that would not fit beside its bar; the table twin has it in full. */
export function shorten(name: string, length: number): string {
  const letters = [...name];
  return letters.length <= length ? name : `${letters.slice(0, length - 1).join('')}…`;
}

/** Thin lines from the end of one bar to the start of the next, and each step's signed value. */
function connectorsPlugin(rows: readonly BridgeRow[], tokens: Tokens): PicturePlugin {
  return {
    id: 'connectors',
    afterDatasetsDraw(chart) {
      const picture = drawn(chart);
      const { x } = picture.scales;
      if (x === undefined) return;
      const bars = picture.getDatasetMeta(0).data as readonly {
        readonly y: number;
        readonly height: number;
      }[];
      picture.ctx.save();
      picture.ctx.lineWidth = 1;
      picture.ctx.strokeStyle = tokens.control;
      rows.slice(0, -1).forEach((row, index) => {
        const [bar, next] = [bars[index], bars[index + 1]];
        if (bar === undefined || next === undefined) return;
        picture.ctx.beginPath();
        picture.ctx.moveTo(x.getPixelForValue(row.to), bar.y + bar.height / 2);
        picture.ctx.lineTo(x.getPixelForValue(row.to), next.y - next.height / 2);
        picture.ctx.stroke();
      });
      rows.forEach((row, index) => {
        const place = {
          left: x.getPixelForValue(Math.min(row.from, row.to)),
          right: x.getPixelForValue(Math.max(row.from, row.to)),
          y: bars[index]?.y ?? 0,
        };
        writeValue(picture, row, place, tokens);
      });
      picture.ctx.restore();
    },
  };
}

/** Beyond the bar on the side to which it goes, so that the word covers no other bar; on the other side where it would leave the chart. */
function writeValue(
  picture: DrawnChart,
  row: BridgeRow,
  place: { readonly left: number; readonly right: number; readonly y: number },
  tokens: Tokens,
): void {
  const pen = picture.ctx;
  const isStep = row.kind === 'step';
  const isDown = row.to < row.from;
  pen.font = LABEL_FONT;
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  pen.fillStyle = isStep ? (isDown ? tokens.favourable : tokens.adverse) : tokens.ink;
  const width = pen.measureText(row.text).width;
  const before = place.left - 6 - width - (isStep ? 14 : 0);
  const left = isDown && before >= picture.chartArea.left ? before : place.right + 6;
  pen.fillText(row.text, left, place.y);
  if (isStep) drawTriangle(picture, left + width + 8, place.y, !isDown);
}

/** ▲ or ▼ as a path, because the bundled fonts have no such signs. */
function drawTriangle(picture: DrawnChart, x: number, y: number, isUp: boolean): void {
  const pen = picture.ctx;
  const tip = isUp ? -3.5 : 3.5;
  pen.beginPath();
  pen.moveTo(x - 4, y - tip);
  pen.lineTo(x + 4, y - tip);
  pen.lineTo(x, y + tip);
  pen.closePath();
  pen.fill();
}
