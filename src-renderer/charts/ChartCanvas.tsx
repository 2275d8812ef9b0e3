/**
 * The only module that loads Chart.js. Pictures come as plain data from `src-shared/charts`.
 * A picture that changes is a new chart on the same canvas: with no motion and a dozen points that costs about a millisecond.
 */
import { useLayoutEffect, useRef, type ReactNode } from 'react';
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
import type { Bar, Picture } from '#shared/charts/picture.ts';

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

/** Draws a picture at the width of its place. Nothing moves: a change is there at once. */
export function ChartCanvas({
  picture,
  height,
}: {
  readonly picture: Picture;
  readonly height: number;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current === null) return undefined;
    const chart: Drawn = new Chart(canvas.current, configured(picture));
    return () => chart.destroy();
  }, [picture]);
  return (
    <div className="chart" style={{ height }}>
      <canvas ref={canvas} role="img" aria-label={picture.alternative} />
    </div>
  );
}

function configured(picture: Picture): Configuration {
  const { configuration } = picture;
  return {
    ...configuration,
    options: { ...configuration.options, responsive: true, maintainAspectRatio: false },
  };
}
