import type { Tokens } from './tokens.ts';
import { axisScale, frameOptions, LABEL_FONT } from './frame.ts';
import { shorten } from './bridge.ts';
import { drawn, type Bar, type DrawnChart, type Picture, type PicturePlugin } from './picture.ts';

/** What one step of a lever down and up does to the total, in currency units. */
export interface TornadoBar {
  readonly name: string;
  readonly down: number;
  readonly up: number;
}

/** Ranks levers by what a step of theirs can do: `rankTornado([{ name: 'a', down: -1, up: 1 }, …])` has the largest first. */
export function rankTornado<BarOf extends TornadoBar>(bars: readonly BarOf[], limit: number): BarOf[] {
  const reach = ({ down, up }: TornadoBar): number => Math.max(Math.abs(down), Math.abs(up));
  return [...bars]
    .filter((bar) => reach(bar) > 0)
    .sort((a, b) => reach(b) - reach(a))
    .slice(0, limit);
}

/** The axis reaches so much further than the longest bar, whose value stands between its end and the lever's name. */
const ROOM_FOR_VALUES = 1.7;

/** Two bars from zero a lever, largest first: blue where the total falls, orange where it rises. */
export function tornadoPicture(
  bars: readonly TornadoBar[],
  setting: {
    readonly tokens: Tokens;
    readonly signedCompact: (units: number) => string;
    readonly alternative: string;
  },
): Picture {
  const { tokens } = setting;
  const values = bars.flatMap(({ down, up }) => [down, up]);
  const reach = Math.max(0, ...values.map(Math.abs)) * ROOM_FOR_VALUES;
  const colour = (value: number): string => (value > 0 ? tokens.adverse : tokens.favourable);
  const side = (label: string, read: (bar: TornadoBar) => number) => ({
    type: 'bar' as const,
    label,
    grouped: false,
    data: bars.map(read),
    backgroundColor: bars.map((bar) => colour(read(bar))),
    barPercentage: 0.72,
    categoryPercentage: 1,
  });
  return {
    alternative: setting.alternative,
    configuration: {
      type: 'bar',
      data: {
        labels: bars.map(({ name }) => shorten(name, 28)),
        datasets: [side('one step down', ({ down }) => down), side('one step up', ({ up }) => up)] as {
          data: Bar[];
        }[],
      },
      options: {
        ...frameOptions(tokens, {
          valueAxis: 'x',
          scale: axisScale(-reach, reach),
          tick: setting.signedCompact,
          valueTicks: false,
          padding: { right: 16 },
        }),
        indexAxis: 'y',
      },
      plugins: [valuesPlugin(bars, tokens, setting.signedCompact)],
    },
  };
}

/** The value of each step, at the outer end of its bar. */
function valuesPlugin(
  bars: readonly TornadoBar[],
  tokens: Tokens,
  signedCompact: (units: number) => string,
): PicturePlugin {
  return {
    id: 'steps',
    afterDatasetsDraw(chart) {
      const picture = drawn(chart);
      const { x } = picture.scales;
      if (x === undefined) return;
      const places = picture.getDatasetMeta(0).data as readonly { readonly y: number }[];
      picture.ctx.save();
      picture.ctx.font = LABEL_FONT;
      picture.ctx.textBaseline = 'middle';
      bars.forEach(({ down, up }, index) => {
        const y = places[index]?.y ?? 0;
        const isOneSided = Math.sign(down) === Math.sign(up);
        const shown = isOneSided ? [Math.abs(down) > Math.abs(up) ? down : up] : [down, up];
        for (const value of shown)
          writeBeside(picture, value, x.getPixelForValue(value), y, tokens, signedCompact);
      });
      picture.ctx.restore();
    },
  };
}

function writeBeside(
  picture: DrawnChart,
  value: number,
  place: number,
  y: number,
  tokens: Tokens,
  signedCompact: (units: number) => string,
): void {
  if (value === 0) return;
  picture.ctx.fillStyle = value > 0 ? tokens.adverse : tokens.favourable;
  picture.ctx.textAlign = value > 0 ? 'left' : 'right';
  picture.ctx.fillText(signedCompact(value), place + (value > 0 ? 5 : -5), y);
}
