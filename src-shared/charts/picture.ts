import type { ChartConfiguration, ChartTypeRegistry, Plugin } from 'chart.js';

/**
 * A chart as plain data and pure drawing functions: no library is loaded here. The renderer hands it to Chart.js on a canvas, the
 * report to Chart.js on a pen that writes PDF vectors, so that both show the same picture.
 */
export interface Picture {
  /** The finding in words, for those who do not see the picture. */
  readonly alternative: string;
  readonly configuration: ChartConfiguration<'bar' | 'line', Bar[], string | string[]>;
}

/** A value, nothing, or a floating bar from one value to another. */
export type Bar = number | null | [number, number];

export type PicturePlugin = Plugin<keyof ChartTypeRegistry>;

/** What the drawing functions need of a chart once its scales are laid out. */
export interface DrawnChart {
  readonly ctx: Pen;
  readonly chartArea: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly scales: Readonly<Record<string, { getPixelForValue(value: number): number }>>;
  getDatasetMeta(index: number): { readonly data: readonly unknown[] };
}

/** The part of a 2D canvas that the drawing functions use; the report's pen has no more. */
export interface Pen {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  save(): void;
  restore(): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  arc(x: number, y: number, radius: number, start: number, end: number): void;
  closePath(): void;
  clip(): void;
  fill(): void;
  stroke(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  setLineDash(pattern: number[]): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { readonly width: number };
}

/** Runs drawing code on a chart; Chart.js's own type of the canvas does not exist without a page. */
export function drawn(chart: unknown): DrawnChart {
  return chart as DrawnChart;
}
