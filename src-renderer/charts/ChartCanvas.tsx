/**
 * The only module that loads Chart.js. Pictures come as plain data from `src-shared/charts`.
 * A picture that changes is put into the chart that stands there, because a new one costs several milliseconds of a drag's frame.
 */
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
} from 'chart.js';
import type { Bar, Picture, PicturePlugin } from '#shared/charts/picture.ts';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
);

type Drawn = Chart<'bar' | 'line', Bar[], string | string[]>;
type Configuration = ChartConfiguration<'bar' | 'line', Bar[], string | string[]>;

/** A chart on its canvas, and the picture that it shows. */
interface Shown {
  readonly chart: Drawn;
  picture: Picture;
}

/** Draws a picture at the width of its place. Nothing moves: a change is there at once. */
export function ChartCanvas({
  picture,
  height,
}: {
  readonly picture: Picture;
  readonly height: number;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = useRef<Shown>(null);
  useLayoutEffect(() => {
    if (canvas.current === null || shown.current?.picture === picture) return;
    if (shown.current?.picture.configuration.type === picture.configuration.type)
      replace(shown.current, picture);
    else {
      shown.current?.chart.destroy();
      shown.current = begin(canvas.current, picture);
    }
  }, [picture]);
  useEffect(() => {
    // Canvas text falls back to another face until its own is here, and is not drawn again by itself when it comes.
    const redraw = (): void => shown.current?.chart.update();
    document.fonts.addEventListener('loadingdone', redraw);
    return () => {
      document.fonts.removeEventListener('loadingdone', redraw);
      shown.current?.chart.destroy();
      shown.current = null;
    };
  }, []);
  return (
    <div className="chart" style={{ height }}>
      <canvas ref={canvas} role="img" aria-label={picture.alternative} />
    </div>
  );
}

function begin(canvas: HTMLCanvasElement, picture: Picture): Shown {
  const { data, options, ...rest } = picture.configuration;
  const hold: { picture: Picture } = { picture };
  const chart: Drawn = new Chart(canvas, {
    ...rest,
    data: { ...data, datasets: data.datasets.map((dataset) => ({ ...dataset })) },
    options: responsive(options),
    plugins: [drawingOf(() => hold.picture)],
  });
  return Object.assign(hold, { chart });
}

/** Puts another picture into a chart: where the datasets are the same ones, only their values. */
function replace(shown: Shown, picture: Picture): void {
  const { chart } = shown;
  const before = shown.picture.configuration;
  const { data, options } = picture.configuration;
  shown.picture = picture;
  const known = chart.data.datasets;
  const isSameKind =
    known.length === data.datasets.length &&
    known.every((dataset, index) => {
      const next = data.datasets[index];
      return dataset.label === next?.label && dataset.type === next?.type;
    });
  if (isSameKind) known.forEach((dataset, index) => Object.assign(dataset, data.datasets[index]));
  else chart.data.datasets = data.datasets.map((dataset) => ({ ...dataset }));
  if (isSameKind && isSame(before.options, options) && isSame(before.data.labels, data.labels)) {
    moveValues(chart);
    return;
  }
  chart.data.labels = data.labels ?? [];
  chart.options = responsive(options) as typeof chart.options;
  // Not the mode "none", which leaves colours that all points share as they were; nothing moves, because animation is off.
  chart.update();
}

/** What an update does to values alone: laying out axes that stand as they stood takes most of the time of one. */
function moveValues(chart: Drawn): void {
  const controllers = chart.data.datasets.map((_, index) => chart.getDatasetMeta(index).controller);
  for (const controller of controllers) {
    controller.buildOrUpdateElements();
    controller.configure();
    controller.update('default');
  }
  chart.draw();
}

/** Whether two pieces of a configuration say the same; functions do where they are one. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([key, value]) => isSame(value, right.get(key)));
}

function responsive(options: Configuration['options']): Configuration['options'] {
  return { ...options, responsive: true, maintainAspectRatio: false };
}

/** Hands the drawing steps on to those of the picture that is shown. */
function drawingOf(current: () => Picture): PicturePlugin {
  const steps = (): readonly PicturePlugin[] => current().configuration.plugins ?? [];
  return {
    id: 'picture',
    beforeDatasetsDraw: (chart, args) => {
      for (const step of steps()) void step.beforeDatasetsDraw?.(chart, args, {});
    },
    afterDatasetDraw: (chart, args) => {
      for (const step of steps()) step.afterDatasetDraw?.(chart, args, {});
    },
    afterDatasetsDraw: (chart, args) => {
      for (const step of steps()) step.afterDatasetsDraw?.(chart, args, {}, false);
    },
  };
}
