import type { Tokens } from './tokens.ts';
import { axisScale, frameOptions, LABEL_FONT, spread } from './frame.ts';
import { drawn, type Bar, type Picture, type PicturePlugin } from './picture.ts';

/** A line over the months of a period; null where it has no value. */
export interface NamedLine {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface LinesSetting {
  readonly labels: readonly string[];
  readonly tokens: Tokens;
  readonly compact: (units: number) => string;
  readonly alternative: string;
}

/** How lines differ without colour: by dash and by weight, the last one heaviest. */
const DASHES = [[], [6, 3], [2, 3], [9, 3, 2, 3]] as const;

/** Up to four lines laid over one another, each named at its end. */
export function linesPicture(lines: readonly NamedLine[], setting: LinesSetting): Picture {
  const { tokens } = setting;
  const all = lines.flatMap(({ values }) => values).filter((value) => value !== null);
  const base = { type: 'line' as const, pointRadius: 0, spanGaps: false };
  return {
    alternative: setting.alternative,
    configuration: {
      type: 'line',
      data: {
        labels: [...setting.labels],
        datasets: [
          ...lines.map(({ name, values }, index) => ({
            ...base,
            label: name,
            data: [...values] as Bar[],
            borderColor: index === lines.length - 1 ? tokens.actual : tokens.stack[Math.min(2, index + 1)],
            borderWidth: index === lines.length - 1 ? 2.25 : 1.5,
            borderDash: [...(DASHES[index % DASHES.length] ?? [])],
          })),
        ] as { data: Bar[] }[],
      },
      options: frameOptions(tokens, {
        valueAxis: 'y',
        scale: axisScale(Math.min(0, ...all), Math.max(0, ...all)),
        tick: setting.compact,
        padding: { right: 128, top: 10 },
      }),
      plugins: [namesPlugin(lines, setting)],
    },
  };
}

function namesPlugin(lines: readonly NamedLine[], { tokens, compact }: LinesSetting): PicturePlugin {
  const ends = lines.flatMap(({ name, values }) => {
    const last = values.findLast((value) => value !== null);
    return last === undefined || last === null ? [] : [{ text: `${name} ${compact(last)}`, last }];
  });
  return {
    id: 'names',
    afterDatasetsDraw(chart) {
      const picture = drawn(chart);
      const { y } = picture.scales;
      if (y === undefined) return;
      const { top, bottom, right } = picture.chartArea;
      const places = spread(
        ends.map(({ last }) => y.getPixelForValue(last)),
        14,
        top,
        bottom - 2,
      );
      picture.ctx.save();
      picture.ctx.font = LABEL_FONT;
      picture.ctx.textAlign = 'left';
      picture.ctx.textBaseline = 'middle';
      picture.ctx.fillStyle = tokens.ink;
      ends.forEach(({ text }, index) => picture.ctx.fillText(text, right + 8, places[index] ?? 0));
      picture.ctx.restore();
    },
  };
}
