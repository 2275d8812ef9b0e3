import type { BudgetStatus } from '#shared/domain/budget.ts';
import { LIGHT } from '#shared/charts/tokens.ts';
import type { Pdf } from './typesetter.ts';

/** ▲ or ▼ as a path, because the bundled fonts have no such signs; `y` is the baseline. */
export function drawDirection(document: Pdf, isAdverse: boolean, x: number, y: number, size: number): void {
  const [width, height] = [size * 0.62, size * 0.52];
  const base = isAdverse ? y - size * 0.06 : y - size * 0.06 - height;
  const tip = isAdverse ? base - height : base + height;
  document
    .moveTo(x, base)
    .lineTo(x + width, base)
    .lineTo(x + width / 2, tip)
    .closePath()
    .fillColor(isAdverse ? LIGHT.adverse : LIGHT.favourable)
    .fill();
}

const FILLS: Readonly<Record<BudgetStatus, number>> = {
  healthy: 0,
  warning: 0.25,
  critical: 0.75,
  exceeded: 1,
};

/** The gauge that fills: healthy ○, warning ◔, critical ◕ and exceeded ●, the last two in the adverse hue. */
export function drawStatus(document: Pdf, status: BudgetStatus, x: number, y: number, size: number): void {
  const radius = size * 0.36;
  const [centreX, centreY] = [x + radius, y - size * 0.33];
  const colour = status === 'critical' || status === 'exceeded' ? LIGHT.adverse : LIGHT.control;
  const share = FILLS[status];
  if (share === 1) {
    document.circle(centreX, centreY, radius).fillColor(LIGHT.adverse).fill();
    return;
  }
  document.lineWidth(0.8).undash().circle(centreX, centreY, radius).strokeColor(colour).stroke();
  if (share === 0) return;
  document.moveTo(centreX, centreY);
  const pieces = 24;
  for (let piece = 0; piece <= pieces; piece += 1) {
    const angle = -Math.PI / 2 + (share * 2 * Math.PI * piece) / pieces;
    document.lineTo(centreX + radius * Math.cos(angle), centreY + radius * Math.sin(angle));
  }
  document.closePath().fillColor(colour).fill();
}
