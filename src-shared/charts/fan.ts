import type { ChartDataset } from 'chart.js';
import type { Tokens } from './tokens.ts';
import { axisScale, frameOptions, LABEL_FONT, spread } from './frame.ts';
import { drawn, type Bar, type DrawnChart, type Pen, type Picture, type PicturePlugin } from './picture.ts';

/** A central band of outcomes, one pair a month from the last actual month on; null before. */
export interface FanBand {
  /** In percent: 50, 80 or 95. */
  readonly level: number;
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** Values in currency units, one a month, in order. Cumulative and monthly fans differ only in their values. */
export interface FanSeries {
  /** Months as the axis writes them. */
  readonly labels: readonly string[];
  readonly budget: readonly number[];
  readonly actual: readonly (number | null)[];
  readonly forecast: readonly (number | null)[];
  readonly priorYear?: readonly (number | null)[];
  readonly bands: readonly FanBand[];
  /** The scenario's name where the forecast is not the base. */
  readonly scenario?: string;
  /** The base forecast, thin below the scenario's. */
  readonly base?: readonly (number | null)[];
}

/** The fan: actual solid, budget stepped or straight, forecast dashed, bands, and the part above the budget tinted. */
export function fanPicture(
  series: FanSeries,
  setting: {
    readonly tokens: Tokens;
    readonly compact: (units: number) => string;
    readonly alternative: string;
    readonly kind: 'cumulative' | 'monthly';
    /** A fixed end of the axis, so that it stands still while a lever is dragged. */
    readonly maximum?: number;
  },
): Picture {
  const { tokens } = setting;
  const highest = Math.max(...allValues(series), 0);
  const lowest = Math.min(...allValues(series), 0);
  return {
    alternative: setting.alternative,
    configuration: {
      type: 'line',
      data: { labels: [...series.labels], datasets: datasets(series, tokens, setting.kind) },
      options: frameOptions(tokens, {
        valueAxis: 'y',
        scale: axisScale(lowest, setting.maximum ?? highest),
        tick: setting.compact,
        padding: { right: 96, top: 10 },
      }),
      plugins: [bandsPlugin(series, tokens), endLabelsPlugin(series, tokens, setting.compact)],
    },
  };
}

function allValues(series: FanSeries): number[] {
  return [
    ...series.budget,
    ...series.actual,
    ...series.forecast,
    ...(series.priorYear ?? []),
    ...(series.base ?? []),
    ...series.bands.flatMap((band) => [...band.upper, ...band.lower]),
  ].filter((value) => value !== null);
}

function datasets(
  series: FanSeries,
  tokens: Tokens,
  kind: 'cumulative' | 'monthly',
): ChartDataset<'line', Bar[]>[] {
  const line = (
    label: string,
    data: readonly (number | null)[],
    look: Partial<ChartDataset<'line', Bar[]>>,
  ): ChartDataset<'line', Bar[]> => ({
    type: 'line',
    label,
    data: [...data],
    pointRadius: 0,
    borderWidth: 2,
    borderColor: tokens.actual,
    borderJoinStyle: 'round',
    spanGaps: false,
    ...look,
  });
  return [
    ...(series.priorYear === undefined
      ? []
      : [line('PY', series.priorYear, { borderColor: tokens.priorYear, borderWidth: 1 })]),
    line('BU', series.budget, {
      borderColor: tokens.budget,
      borderWidth: 1.5,
      stepped: kind === 'monthly' ? 'middle' : false,
    }),
    ...(series.base === undefined
      ? []
      : [line('base', series.base, { borderColor: tokens.forecast, borderWidth: 1, borderDash: [4, 3] })]),
    line('FC', series.forecast, { borderDash: [4, 3], borderWidth: 1.75 }),
    line('AC', series.actual, { borderWidth: 2.25 }),
  ];
}

/** Bands below the lines; over them the breach: from the upper edge down to the budget, held between the band's edges. */
function bandsPlugin(series: FanSeries, tokens: Tokens): PicturePlugin {
  const widest = [...series.bands].sort((a, b) => b.level - a.level);
  const colours: Readonly<Record<number, string>> = {
    95: tokens.band95,
    80: tokens.band80,
    50: tokens.band50,
  };
  return {
    id: 'bands',
    beforeDatasetsDraw(chart) {
      const picture = drawn(chart);
      for (const band of widest) {
        fillBetween(picture, band.lower, band.upper, colours[band.level] ?? tokens.band80, tokens.control);
      }
      const [outer] = widest;
      if (outer === undefined) return;
      const { budget, lower, upper } = crossings(outer, series.budget);
      const floor = upper.map(({ at, value }, index) => ({
        at,
        value: Math.min(Math.max(budget[index] ?? value, lower[index] ?? value), value),
      }));
      if (floor.some(({ value }, index) => value < (upper[index]?.value ?? value)))
        fillPolygon(picture, floor, upper, tokens.breach);
    },
  };
}

interface Spot {
  readonly at: number;
  readonly value: number;
}

/** The band's months, with a spot added wherever an edge crosses the budget, so that the tint ends exactly there. */
function crossings(
  band: FanBand,
  budget: readonly number[],
): { budget: number[]; lower: number[]; upper: Spot[] } {
  const result: { budget: number[]; lower: number[]; upper: Spot[] } = { budget: [], lower: [], upper: [] };
  let before: { at: number; low: number; high: number; plan: number } | undefined;
  const push = (at: number, low: number, high: number, plan: number): void => {
    result.upper.push({ at, value: high });
    result.lower.push(low);
    result.budget.push(plan);
  };
  band.upper.forEach((high, at) => {
    const low = band.lower[at] ?? null;
    const plan = budget[at];
    if (high === null || low === null || plan === undefined) return;
    const from = before;
    if (from !== undefined) {
      const shares = [
        share(from.high - from.plan, high - plan),
        share(from.low - from.plan, low - plan),
      ].filter((part) => part !== null);
      for (const part of shares.sort((a, b) => a - b)) {
        const blend = (start: number, end: number): number => start + (end - start) * part;
        push(blend(from.at, at), blend(from.low, low), blend(from.high, high), blend(from.plan, plan));
      }
    }
    push(at, low, high, plan);
    before = { at, low, high, plan };
  });
  return result;
}

/** Where between two months a difference changes its sign, 0–1; null where it does not. */
function share(start: number, end: number): number | null {
  return start * end < 0 ? start / (start - end) : null;
}

function fillBetween(
  picture: DrawnChart,
  lower: readonly (number | null)[],
  upper: readonly (number | null)[],
  colour: string,
  edge: string,
): void {
  const spots = (values: readonly (number | null)[]): Spot[] =>
    values.flatMap((value, at) => (value === null ? [] : [{ at, value }]));
  fillPolygon(picture, spots(lower), spots(upper), colour);
  for (const side of [spots(lower), spots(upper)]) {
    picture.ctx.save();
    picture.ctx.strokeStyle = edge;
    picture.ctx.lineWidth = 0.5;
    tracePath(picture, side, true);
    picture.ctx.stroke();
    picture.ctx.restore();
  }
}

function fillPolygon(
  picture: DrawnChart,
  lower: readonly Spot[],
  upper: readonly Spot[],
  colour: string,
): void {
  if (upper.length < 2) return;
  picture.ctx.save();
  picture.ctx.fillStyle = colour;
  tracePath(picture, [...upper, ...lower.toReversed()], true);
  picture.ctx.closePath();
  picture.ctx.fill();
  picture.ctx.restore();
}

function tracePath(picture: DrawnChart, spots: readonly Spot[], begin: boolean): void {
  const { x, y } = picture.scales;
  if (x === undefined || y === undefined) return;
  if (begin) picture.ctx.beginPath();
  spots.forEach(({ at, value }, index) => {
    const left = x.getPixelForValue(Math.floor(at));
    const right = x.getPixelForValue(Math.ceil(at));
    const place = left + (right - left) * (at - Math.floor(at));
    if (index === 0) picture.ctx.moveTo(place, y.getPixelForValue(value));
    else picture.ctx.lineTo(place, y.getPixelForValue(value));
  });
}

/** Labels at the line's end instead of a legend, and a dot on the last actual. */
function endLabelsPlugin(
  series: FanSeries,
  tokens: Tokens,
  compact: (units: number) => string,
): PicturePlugin {
  return {
    id: 'endLabels',
    afterDatasetsDraw(chart) {
      const picture = drawn(chart);
      const { y } = picture.scales;
      if (y === undefined) return;
      const labels = endLabels(series, tokens, compact);
      const places = spread(
        labels.map(({ value }) => y.getPixelForValue(value)),
        14,
        picture.chartArea.top,
        picture.chartArea.bottom - 2,
      );
      picture.ctx.save();
      picture.ctx.font = LABEL_FONT;
      picture.ctx.textAlign = 'left';
      picture.ctx.textBaseline = 'middle';
      labels.forEach(({ text, colour }, index) => {
        picture.ctx.fillStyle = colour;
        picture.ctx.fillText(text, picture.chartArea.right + 8, places[index] ?? 0);
      });
      picture.ctx.restore();
      markLastActual(picture, series, tokens, compact);
    },
  };
}

function endLabels(
  series: FanSeries,
  tokens: Tokens,
  compact: (units: number) => string,
): { value: number; text: string; colour: string }[] {
  const last = (values: readonly (number | null)[]): number | null =>
    values.findLast((value) => value !== null) ?? null;
  const labels: { value: number; text: string; colour: string }[] = [];
  const add = (value: number | null, name: string, colour: string): void => {
    if (value !== null) labels.push({ value, text: `${name} ${compact(value)}`, colour });
  };
  add(last(series.budget), 'BU', tokens.budget);
  add(last(series.forecast), series.scenario ?? 'FC', tokens.ink);
  if (last(series.forecast) === null) add(last(series.actual), 'AC', tokens.ink);
  if (series.priorYear !== undefined) add(last(series.priorYear), 'PY', tokens.ink3);
  const middle = series.bands.find(({ level }) => level === 80);
  if (middle !== undefined) {
    const upper = last(middle.upper);
    const lower = last(middle.lower);
    if (upper !== null) labels.push({ value: upper, text: `${compact(upper)} (80 %)`, colour: tokens.ink2 });
    if (lower !== null) labels.push({ value: lower, text: `${compact(lower)} (80 %)`, colour: tokens.ink2 });
  }
  return labels;
}

function markLastActual(
  picture: DrawnChart,
  series: FanSeries,
  tokens: Tokens,
  compact: (units: number) => string,
): void {
  const at = series.actual.findLastIndex((value) => value !== null);
  const value = series.actual[at];
  const { x, y } = picture.scales;
  if (value === null || value === undefined || x === undefined || y === undefined) return;
  const pen: Pen = picture.ctx;
  const place = { x: x.getPixelForValue(at), y: y.getPixelForValue(value) };
  pen.save();
  pen.fillStyle = tokens.actual;
  pen.beginPath();
  pen.arc(place.x, place.y, 3, 0, Math.PI * 2);
  pen.fill();
  if (at < series.labels.length - 1) {
    pen.font = LABEL_FONT;
    pen.textAlign = 'right';
    pen.textBaseline = 'bottom';
    pen.fillText(`AC ${compact(value)}`, place.x - 5, place.y - 5);
  }
  pen.restore();
}
