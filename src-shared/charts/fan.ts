import type { ChartDataset } from 'chart.js';
import type { Tokens } from './tokens.ts';
import { shorten } from './bridge.ts';
import { bandsPlugin, type FanBand } from './fan-bands.ts';
import { axisScale, frameOptions, LABEL_FONT, spread } from './frame.ts';
import { drawn, type Bar, type DrawnChart, type Pen, type Picture, type PicturePlugin } from './picture.ts';

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

/** How the numbers of a fan are written in the reader's locale. */
interface Writers {
  readonly compact: (units: number) => string;
  /** The level of a band in percent; as it is where nothing else is said. */
  readonly level?: (percent: number) => string;
}

/** The fan: actual solid, budget stepped or straight, forecast dashed, bands, and the part above the budget tinted. */
export function fanPicture(
  series: FanSeries,
  setting: Writers & {
    readonly tokens: Tokens;
    readonly alternative: string;
    readonly kind: 'cumulative' | 'monthly';
    /** A fixed end of the axis, so that it stands still while a lever is dragged. */
    readonly maximum?: number;
  },
): Picture {
  const { tokens } = setting;
  const { lowest, highest } = rangeOf(series);
  return {
    alternative: setting.alternative,
    configuration: {
      type: 'line',
      data: { labels: [...series.labels], datasets: datasets(series, tokens, setting.kind) },
      options: frameOptions(tokens, {
        valueAxis: 'y',
        scale: axisScale(lowest, setting.maximum ?? highest),
        tick: setting.compact,
        padding: { right: 104, top: 10 },
      }),
      plugins: [bandsPlugin(series.bands, series.budget, tokens), endLabelsPlugin(series, tokens, setting)],
    },
  };
}

/** What the axis has to hold, nought in any case. A long series has more values than a call takes arguments. */
function rangeOf(series: FanSeries): { readonly lowest: number; readonly highest: number } {
  let [lowest, highest] = [0, 0];
  for (const value of allValues(series)) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return { lowest, highest };
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

/** Labels at the line's end instead of a legend, and a dot on the last actual. */
function endLabelsPlugin(series: FanSeries, tokens: Tokens, writers: Writers): PicturePlugin {
  return {
    id: 'endLabels',
    afterDatasetsDraw(chart) {
      const picture = drawn(chart);
      const { y } = picture.scales;
      if (y === undefined) return;
      const labels = endLabels(series, tokens, writers);
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
      markLastActual(picture, series, tokens, writers.compact);
    },
  };
}

/** Letters beside a line's end that leave room for its value; the title names the scenario in full. */
const LONGEST_NAME = 11;

function endLabels(
  series: FanSeries,
  tokens: Tokens,
  { compact, level = String }: Writers,
): { value: number; text: string; colour: string }[] {
  const last = (values: readonly (number | null)[]): number | null =>
    values.findLast((value) => value !== null) ?? null;
  const labels: { value: number; text: string; colour: string }[] = [];
  const add = (value: number | null, name: string, colour: string): void => {
    if (value !== null) labels.push({ value, text: `${name} ${compact(value)}`, colour });
  };
  add(last(series.budget), 'BU', tokens.budget);
  add(last(series.forecast), shorten(series.scenario ?? 'FC', LONGEST_NAME), tokens.ink);
  if (last(series.forecast) === null) add(last(series.actual), 'AC', tokens.ink);
  if (series.priorYear !== undefined) add(last(series.priorYear), 'PY', tokens.ink3);
  // Of all bands one is written out: that of 80 %, else the widest.
  const widest = [...series.bands].sort((a, b) => b.level - a.level);
  const middle = widest.find((band) => band.level === 80) ?? widest[0];
  if (middle !== undefined) {
    const upper = last(middle.upper);
    const lower = last(middle.lower);
    if (upper !== null)
      labels.push({
        value: upper,
        text: `${compact(upper)} (${level(middle.level)} %)`,
        colour: tokens.ink2,
      });
    if (lower !== null)
      labels.push({
        value: lower,
        text: `${compact(lower)} (${level(middle.level)} %)`,
        colour: tokens.ink2,
      });
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
