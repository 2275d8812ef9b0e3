import type { Tokens } from './tokens.ts';
import { axisScale, frameOptions, LABEL_FONT } from './frame.ts';
import { shorten } from './bridge.ts';
import { drawn, type DrawnChart, type Picture, type PicturePlugin } from './picture.ts';

/** Monthly spend beside its plan. Values in currency units; null where there is none. */
export interface SpendMonths {
  readonly labels: readonly string[];
  readonly budget: readonly (number | null)[];
  readonly actual: readonly (number | null)[];
  readonly forecast: readonly (number | null)[];
  readonly priorYear?: readonly (number | null)[];
  /** Of months that forecasts do not take as they stand, what they take instead. */
  readonly excluded?: readonly (number | null)[];
}

/** Bars of a month: AC solid or FC hatched over BU outlined; PY a thin line across them; an excluded month hollow, with ×. */
export function spendPicture(
  months: SpendMonths,
  setting: {
    readonly tokens: Tokens;
    readonly compact: (units: number) => string;
    readonly alternative: string;
    readonly maximum?: number;
  },
): Picture {
  const { tokens } = setting;
  const values = [
    ...months.budget,
    ...months.actual,
    ...months.forecast,
    ...(months.priorYear ?? []),
    ...(months.excluded ?? []),
  ].filter((value) => value !== null);
  const lowest = Math.min(0, ...values);
  return {
    alternative: setting.alternative,
    configuration: {
      type: 'bar',
      data: {
        labels: [...months.labels],
        datasets: spendBars(months, tokens),
      },
      options: frameOptions(tokens, {
        valueAxis: 'y',
        scale: axisScale(lowest, setting.maximum ?? Math.max(0, ...values)),
        tick: setting.compact,
      }),
      plugins: [hatchPlugin(0, tokens), excludedPlugin(1, months, tokens)],
    },
  };
}

/** FC, AC and BU in this order, which the plugins count on; PY lies over them. */
function spendBars(months: SpendMonths, tokens: Tokens): Picture['configuration']['data']['datasets'] {
  const bar = {
    type: 'bar' as const,
    grouped: false,
    categoryPercentage: 0.8,
    borderSkipped: false as const,
  };
  return [
    {
      ...bar,
      label: 'FC',
      data: [...months.forecast],
      backgroundColor: tokens.surface,
      borderColor: tokens.forecast,
      borderWidth: 1,
      barPercentage: 0.62,
    },
    {
      ...bar,
      label: 'AC',
      data: [...months.actual],
      backgroundColor: months.actual.map((_, index) =>
        isExcluded(months, index) ? tokens.surface : tokens.actual,
      ),
      borderColor: tokens.actual,
      borderWidth: months.actual.map((_, index) => (isExcluded(months, index) ? 1.5 : 0)),
      barPercentage: 0.62,
    },
    {
      ...bar,
      label: 'BU',
      data: [...months.budget],
      backgroundColor: 'transparent',
      borderColor: tokens.budget,
      borderWidth: 1.5,
      barPercentage: 0.95,
    },
    ...(months.priorYear === undefined
      ? []
      : [
          {
            type: 'line' as const,
            label: 'PY',
            data: [...months.priorYear],
            order: -1,
            showLine: false,
            pointStyle: 'line' as const,
            pointRadius: 9,
            pointBorderWidth: 2,
            pointBorderColor: tokens.priorYear,
          },
        ]),
  ];
}

function isExcluded({ excluded }: SpendMonths, index: number): boolean {
  return (excluded?.[index] ?? null) !== null;
}

/** A × over each excluded bar, and a line across it at what forecasts take instead. */
function excludedPlugin(dataset: number, months: SpendMonths, tokens: Tokens): PicturePlugin {
  return {
    id: 'excluded',
    afterDatasetsDraw(chart) {
      const picture = drawn(chart);
      const { y } = picture.scales;
      if (y === undefined) return;
      const bars = picture.getDatasetMeta(dataset).data as readonly {
        readonly x: number;
        readonly y: number;
        readonly width: number;
      }[];
      const pen = picture.ctx;
      pen.save();
      pen.font = LABEL_FONT;
      pen.textAlign = 'center';
      pen.textBaseline = 'bottom';
      pen.fillStyle = tokens.ink;
      pen.strokeStyle = tokens.ink;
      pen.lineWidth = 2;
      months.excluded?.forEach((taken, index) => {
        const bar = bars[index];
        if (taken === null || bar === undefined) return;
        pen.fillText(
          '×',
          bar.x,
          Math.max(picture.chartArea.top + 12, Math.min(bar.y, y.getPixelForValue(0)) - 1),
        );
        pen.beginPath();
        pen.moveTo(bar.x - bar.width * 0.8, y.getPixelForValue(taken));
        pen.lineTo(bar.x + bar.width * 0.8, y.getPixelForValue(taken));
        pen.stroke();
      });
      pen.restore();
    },
  };
}

export interface RankedBar {
  readonly name: string;
  readonly value: number;
  readonly colour?: string;
  readonly text: string;
}

/** Ranked bars from zero with their values: shares of spend, or the errors of competing models. */
export function rankedPicture(
  bars: readonly RankedBar[],
  setting: {
    readonly tokens: Tokens;
    readonly alternative: string;
    readonly tick: (value: number) => string;
  },
): Picture {
  const { tokens } = setting;
  const values = bars.map(({ value }) => value);
  const [lowest, highest] = [Math.min(0, ...values), Math.max(0, ...values)];
  return {
    alternative: setting.alternative,
    configuration: {
      type: 'bar',
      data: {
        labels: bars.map(({ name }) => shorten(name, 30)),
        datasets: [
          {
            type: 'bar',
            label: 'value',
            data: values,
            backgroundColor: bars.map(({ colour }) => colour ?? tokens.actual),
            barPercentage: 0.72,
            categoryPercentage: 1,
          },
        ],
      },
      options: {
        ...frameOptions(tokens, {
          valueAxis: 'x',
          scale: axisScale(lowest, highest),
          tick: setting.tick,
          padding: { right: 72 },
        }),
        indexAxis: 'y',
      },
      plugins: [valuesPlugin(bars, tokens)],
    },
  };
}

function valuesPlugin(bars: readonly RankedBar[], tokens: Tokens): PicturePlugin {
  return {
    id: 'values',
    afterDatasetsDraw(chart) {
      const picture = drawn(chart);
      const { x } = picture.scales;
      if (x === undefined) return;
      const places = picture.getDatasetMeta(0).data as readonly { readonly y: number }[];
      picture.ctx.save();
      picture.ctx.font = LABEL_FONT;
      picture.ctx.textBaseline = 'middle';
      picture.ctx.textAlign = 'left';
      picture.ctx.fillStyle = tokens.ink;
      bars.forEach(({ value, text }, index) => {
        picture.ctx.fillText(text, x.getPixelForValue(Math.max(0, value)) + 6, places[index]?.y ?? 0);
      });
      picture.ctx.restore();
    },
  };
}

/** Hatching at 45° with 6 pixels between the lines: the sign of what is forecast. */
function hatchPlugin(dataset: number, tokens: Tokens): PicturePlugin {
  return {
    id: 'hatch',
    afterDatasetDraw(chart, { index }) {
      if (index !== dataset) return;
      const picture = drawn(chart);
      const bars = picture.getDatasetMeta(dataset).data as readonly {
        readonly x: number;
        readonly y: number;
        readonly base: number;
        readonly width: number;
      }[];
      for (const bar of bars) {
        if (!Number.isFinite(bar.y) || !Number.isFinite(bar.base)) continue;
        hatch(
          picture,
          {
            left: bar.x - bar.width / 2,
            top: Math.min(bar.y, bar.base),
            width: bar.width,
            height: Math.abs(bar.base - bar.y),
          },
          tokens.forecast,
        );
      }
    },
  };
}

function hatch(
  picture: DrawnChart,
  box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
  colour: string,
): void {
  if (box.height < 1) return;
  const pen = picture.ctx;
  pen.save();
  pen.beginPath();
  pen.rect(box.left, box.top, box.width, box.height);
  pen.clip();
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let start = box.left - box.height; start < box.left + box.width; start += 6) {
    pen.moveTo(start, box.top + box.height);
    pen.lineTo(start + box.height, box.top);
  }
  pen.stroke();
  pen.restore();
}
