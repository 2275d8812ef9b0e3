import type { Tokens } from './tokens.ts';
import { drawn, type DrawnChart, type PicturePlugin } from './picture.ts';

/** A central band of outcomes, one pair a month from the last actual month on; null before. */
export interface FanBand {
  /** In percent of the outcomes. */
  readonly level: number;
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** Bands below the lines; over them the breach: from the upper edge down to the budget, held between the band's edges. */
export function bandsPlugin(
  bands: readonly FanBand[],
  budget: readonly number[],
  tokens: Tokens,
): PicturePlugin {
  const widest = [...bands].sort((a, b) => b.level - a.level);
  const colours = shadesOf(widest, tokens);
  return {
    id: 'bands',
    beforeDatasetsDraw(chart) {
      const picture = drawn(chart);
      widest.forEach((band, place) => {
        fillBetween(picture, band.lower, band.upper, colours[place] ?? tokens.band50, tokens.control);
      });
      const [outer] = widest;
      if (outer === undefined) return;
      const { plan, lower, upper } = crossings(outer, budget);
      const floor = upper.map(({ at, value }, index) => ({
        at,
        value: Math.min(Math.max(plan[index] ?? value, lower[index] ?? value), value),
      }));
      if (floor.some(({ value }, index) => value < (upper[index]?.value ?? value)))
        fillPolygon(picture, floor, upper, tokens.breach);
    },
  };
}

/** The shade of each band from the widest on: its own where all are usual ones, else by their order, so that no two look alike. */
function shadesOf(widest: readonly FanBand[], tokens: Tokens): readonly string[] {
  const own: Readonly<Record<number, string>> = { 95: tokens.band95, 80: tokens.band80, 50: tokens.band50 };
  const shades = widest.flatMap(({ level }) => own[level] ?? []);
  return shades.length === widest.length ? shades : [tokens.band95, tokens.band80, tokens.band50];
}

interface Spot {
  readonly at: number;
  readonly value: number;
}

/** The months of a band, with a spot added wherever an edge crosses the budget, so that the tint ends exactly there. */
interface Crossed {
  readonly plan: number[];
  readonly lower: number[];
  readonly upper: Spot[];
}

function crossings(band: FanBand, budget: readonly number[]): Crossed {
  const result: Crossed = { plan: [], lower: [], upper: [] };
  let before: { at: number; low: number; high: number; plan: number } | undefined;
  const push = (at: number, low: number, high: number, plan: number): void => {
    result.upper.push({ at, value: high });
    result.lower.push(low);
    result.plan.push(plan);
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
