import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js';
import type { Picture } from '#shared/charts/picture.ts';
import { VectorCanvas } from './vector-canvas.ts';
import type { Pdf, Typesetter } from './typesetter.ts';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
);

/** Chart pixels to points: labels of 12 pixels become 8.4 points. */
const POINTS_PER_PIXEL = 0.7;

/** Draws a chart into a box of the current page, in points from its top left. */
export function drawPicture(
  document: Pdf,
  typesetter: Typesetter,
  picture: Picture,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  document.save();
  document.translate(box.x, box.y).scale(POINTS_PER_PIXEL);
  const pen = new VectorCanvas(
    document,
    typesetter,
    box.width / POINTS_PER_PIXEL,
    box.height / POINTS_PER_PIXEL,
  );
  const chart = new Chart(pen.canvas, picture.configuration);
  chart.destroy();
  document.restore();
}
