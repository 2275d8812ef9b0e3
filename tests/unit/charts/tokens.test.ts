import { describe, expect, it } from 'vitest';
import { DARK, HEAT_FILLS, LIGHT, mix, type Tokens } from '#shared/charts/tokens.ts';
import { contrast, difference, labDifference, type Vision } from './colour-difference.ts';

const backgrounds = ({ canvas, surface, sunken, selected }: Tokens): string[] => [
  canvas,
  surface,
  sunken,
  selected,
];
const lowest = (colour: string, tokens: Tokens): number =>
  Math.min(...backgrounds(tokens).map((background) => contrast(colour, background)));

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s tokens', (_name, tokens) => {
  it('let words be read on every background', () => {
    for (const colour of [
      tokens.ink,
      tokens.ink2,
      tokens.ink3,
      tokens.favourable,
      tokens.untagged,
      tokens.budget,
    ])
      expect(lowest(colour, tokens)).toBeGreaterThanOrEqual(4.5);
    expect(lowest(tokens.adverse, tokens)).toBeGreaterThanOrEqual(4.45);
  });

  it('let marks, borders and the focus ring be seen on every background', () => {
    for (const colour of [tokens.control, tokens.focus, tokens.actual, tokens.forecast])
      expect(lowest(colour, tokens)).toBeGreaterThanOrEqual(3);
    expect(contrast(tokens.priorYear, tokens.surface)).toBeGreaterThanOrEqual(3);
  });

  it('let labels be read on bands, tints and heat cells', () => {
    for (const band of [tokens.band95, tokens.band80, tokens.band50, tokens.breach])
      expect(contrast(tokens.ink2, band)).toBeGreaterThanOrEqual(4.65);
    expect(contrast(tokens.favourable, tokens.favourableTint)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens.adverse, tokens.adverseTint)).toBeGreaterThanOrEqual(4.5);
    for (const hue of [tokens.favourable, tokens.adverse])
      for (const share of HEAT_FILLS)
        expect(contrast(tokens.ink, mix(hue, tokens.surface, share))).toBeGreaterThanOrEqual(5.4);
  });

  it('differ by ten or more in every kind of vision', () => {
    const marks = [
      tokens.actual,
      tokens.budget,
      tokens.forecast,
      tokens.favourable,
      tokens.adverse,
      tokens.untagged,
    ];
    for (const vision of ['normal', 'protan', 'deutan', 'tritan'] satisfies Vision[])
      marks.forEach((first, index) => {
        for (const second of marks.slice(index + 1))
          expect(difference(first, second, vision), `${first} ${second} ${vision}`).toBeGreaterThanOrEqual(
            10,
          );
      });
  });
});

describe('the measure of colour difference', () => {
  it('agrees with published pairs of CIEDE2000', () => {
    expect(labDifference([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
    expect(labDifference([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4);
    expect(labDifference([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4);
  });
});
