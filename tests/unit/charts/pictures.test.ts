import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisScale, spread } from '#shared/charts/frame.ts';
import { bridgePicture, bridgeSteps, shorten, type BridgeInput } from '#shared/charts/bridge.ts';
import { fanPicture, type FanSeries } from '#shared/charts/fan.ts';
import { numberStyle } from '#shared/charts/numbers.ts';
import { LIGHT } from '#shared/charts/tokens.ts';
import { fromUnits, toMicros, ZERO } from '#shared/domain/money.ts';
import { toDay, toMonth } from '#shared/domain/calendar.ts';

describe('an axis', () => {
  it('ends on whole steps with at most four intervals and holds both ends', () => {
    expect(axisScale(0, 1_230)).toEqual({ minimum: 0, maximum: 1600, step: 400 });
    expect(axisScale(-66_000, 64_000)).toEqual({ minimum: -80_000, maximum: 80_000, step: 40_000 });
    expect(axisScale(0, 0)).toEqual({ minimum: 0, maximum: 1, step: 1 });
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(value, value, (low, high) => {
        const { minimum, maximum, step } = axisScale(low, high);
        const slack = step * 1e-6;
        expect(minimum).toBeLessThanOrEqual(Math.min(0, low) + slack);
        expect(maximum).toBeGreaterThanOrEqual(Math.max(0, high) - slack);
        expect((maximum - minimum) / step).toBeLessThanOrEqual(4.001);
      }),
    );
  });
});

describe('labels at the ends of lines', () => {
  it('are moved apart in their order and stay inside', () => {
    expect(spread([50, 52, 10], 14, 0, 100)).toEqual([50, 64, 10]);
    expect(spread([95, 96, 97], 14, 0, 100)).toEqual([72, 86, 100]);
  });
});

describe('the bridge', () => {
  const setting = { tokens: LIGHT, compact: String, signedCompact: String, alternative: 'words' };
  const input: BridgeInput = {
    startName: 'BU',
    endName: 'AC',
    start: 100,
    end: 150,
    ranked: true,
    steps: [
      { name: 'down', value: -20 },
      { name: 'up', value: 70 },
      { name: 'same', value: 0 },
    ],
  };

  it('puts adverse steps first and the largest of each side first', () => {
    const steps = [5, -30, 40, -2].map((value) => ({ name: String(value), value }));
    expect(bridgeSteps(steps).map(({ value }) => value)).toEqual([40, 5, -30, -2]);
  });

  it('keeps at most twelve steps and sums up the rest, whatever the data', () => {
    const value = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (values) => {
        const steps = bridgeSteps(values.map((one, index) => ({ name: `item ${index}`, value: one })));
        expect(steps.length).toBeLessThanOrEqual(12);
        expect(steps.reduce((sum, step) => sum + step.value, 0)).toBe(
          values.reduce((sum, one) => sum + one, 0),
        );
      }),
    );
  });

  it('stands on zero where steps are large against the ends', () => {
    const [bars] = bridgePicture(input, setting).configuration.data.datasets;
    expect(bars?.data).toEqual([
      [0, 100],
      [100, 170],
      [170, 150],
      [0, 150],
    ]);
  });

  it('shows differences from the start where steps would be slivers', () => {
    const [bars] = bridgePicture({ ...input, start: 10_000, end: 10_050 }, setting).configuration.data
      .datasets;
    expect(bars?.data).toEqual([
      [0, 0],
      [0, 70],
      [70, 50],
      [0, 50],
    ]);
  });

  it('shortens long names by letters, not by code units', () => {
    expect(shorten('😀😀😀😀', 3)).toBe('😀😀…');
  });
});

describe('the fan', () => {
  const series: FanSeries = {
    labels: ['Jan', 'Feb', 'Mar'],
    budget: [10, 20, 30],
    actual: [11, null, null],
    forecast: [11, 22, 34],
    bands: [{ level: 80, lower: [11, 20, 30], upper: [11, 24, 40] }],
  };

  it('holds every line in its notation and begins at zero', () => {
    const { configuration } = fanPicture(series, {
      tokens: LIGHT,
      compact: String,
      alternative: 'words',
      kind: 'monthly',
    });
    const lines = configuration.data.datasets.map(({ label, data }) => [label, data]);
    expect(lines).toEqual([
      ['BU', [10, 20, 30]],
      ['FC', [11, 22, 34]],
      ['AC', [11, null, null]],
    ]);
    expect(configuration.options?.scales?.['y']).toMatchObject({ min: 0, max: 40 });
  });

  it('keeps the axis that it is given, so that it stands still during a drag', () => {
    const { configuration } = fanPicture(series, {
      tokens: LIGHT,
      compact: String,
      alternative: '',
      kind: 'cumulative',
      maximum: 90,
    });
    expect(configuration.options?.scales?.['y']).toMatchObject({ max: 100 });
  });

  it('takes a series of any length', () => {
    const long = Array.from({ length: 100_000 }, (_, index) => index % 350);
    const bands = [{ level: 95, lower: long.map((value) => -value), upper: long }];
    const { configuration } = fanPicture(
      { ...series, budget: [], forecast: long, bands },
      { tokens: LIGHT, compact: String, alternative: '', kind: 'monthly' },
    );
    expect(configuration.options?.scales?.['y']).toMatchObject({ min: -400, max: 400 });
  });

  /** What is written at the ends of its lines. */
  function endsOf({ configuration }: ReturnType<typeof fanPicture>): readonly string[] {
    const written: string[] = [];
    const pen = new Proxy({}, { get: () => (text: unknown) => written.push(String(text)), set: () => true });
    const labels = configuration.plugins?.find(({ id }) => id === 'endLabels');
    const scale = { getPixelForValue: (value: number) => value };
    const chart = {
      ...{ ctx: pen, scales: { x: scale, y: scale } },
      chartArea: { left: 0, right: 100, top: 0, bottom: 100 },
    };
    labels?.afterDatasetsDraw?.(chart as never, {}, {}, false);
    return written;
  }
  const setting = { tokens: LIGHT, compact: String, alternative: '', kind: 'monthly' } as const;

  it('cuts the name of a scenario at the end of its line, and never the value behind it', () => {
    const scenario = 'A year of two launches';
    expect(endsOf(fanPicture({ ...series, scenario }, setting))).toContain('A year of … 34');
  });

  it('names the level of a band as it is told to', () => {
    const bands = [{ level: 97.5, lower: [1, 2, 3], upper: [4, 5, 6] }];
    const level = (percent: number): string => String(percent).replace('.', ',');
    const written = endsOf(fanPicture({ ...series, bands }, { ...setting, level }));
    expect(written).toEqual(expect.arrayContaining(['6 (97,5 %)', '3 (97,5 %)']));
  });
});

describe('figures as people read them', () => {
  const style = numberStyle('en-US', 'USD');

  it('write the sign once, with the minus of print, and none at zero', () => {
    expect(style.signedAmount(fromUnits(-1234.5))).toBe('−1,234.50');
    expect(style.signedAmount(fromUnits(18))).toBe('+18.00');
    expect(style.signedAmount(toMicros(-1_000n))).toBe('0.00');
    expect(style.signedPercent(0.01)).toBe('0.0\u00a0%');
  });

  it('round half away from zero, exactly', () => {
    expect(style.amount(toMicros(1_005_000n))).toBe('1.01');
    expect(style.amount(toMicros(-1_005_000n))).toBe('−1.01');
    expect(style.amount(toMicros(9_007_199_254_740_993_005_000n))).toBe('9,007,199,254,740,993.01');
  });

  it('follow the locale and never hold a narrow space that the fonts lack', () => {
    expect(numberStyle('de-DE', 'EUR').amount(fromUnits(1234.5))).toBe('1.234,50');
    expect(numberStyle('fr-FR', 'EUR').amount(fromUnits(1234567.5))).toBe('1\u00a0234\u00a0567,50');
    expect(numberStyle('not a locale', 'JPY').amount(fromUnits(1234.5))).toBe('1,235');
    expect(numberStyle('ar-EG', 'USD').amount(fromUnits(12))).toBe('12.00');
  });

  it('write charts in three digits and probabilities with honest ends', () => {
    expect([1_231_000, 999.6, 1_000, -8_100, -8_100.4, 0].map(style.compact)).toEqual([
      '1.23\u00a0M',
      '1.00\u00a0k',
      '1\u00a0k',
      '−8.1\u00a0k',
      '−8.10\u00a0k',
      '0',
    ]);
    expect([0.02, 0.81, 0.99].map(style.probability)).toEqual([
      'under 5\u00a0%',
      '81\u00a0%',
      'over 95\u00a0%',
    ]);
  });

  it('speak in whole units where the report is large', () => {
    expect(style.spoken(fromUnits(7_100.25))).toBe('7,100.25');
    expect(numberStyle('en-US', 'USD', fromUnits(500_000)).signedSpoken(fromUnits(7_100.25))).toBe('+7,100');
    expect(numberStyle('en-US', 'USD', ZERO).spoken(fromUnits(20.52))).toBe('20.52');
  });

  it('write days and months for the locale', () => {
    expect(style.day(toDay('2026-03-14'))).toBe('Mar 14, 2026');
    expect(style.shortMonth(toMonth('2026-03'))).toBe('Mar 26');
  });
});
