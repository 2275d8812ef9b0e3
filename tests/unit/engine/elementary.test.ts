import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cos, exp, expm1, log, sin, tanh } from '#shared/engine/elementary.ts';

/** Two units of the last place, in which functions of `Math` may be off by one themselves. */
const CLOSE = 3 * Number.EPSILON;

function isClose(value: number, known: number, least = 0): boolean {
  return Object.is(value, known) || Math.abs(value - known) <= CLOSE * Math.max(Math.abs(known), least);
}

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('elementary functions', () => {
  it.each([
    ['exp', exp, Math.exp, within(-708, 709)],
    ['expm1', expm1, Math.expm1, within(-50, 50)],
    ['expm1 near nought', expm1, Math.expm1, within(-1e-3, 1e-3)],
    ['log', log, Math.log, within(1e-300, 1e300)],
    ['log of subnormal numbers', log, Math.log, within(5e-324, 2.3e-308)],
    ['log near one', log, Math.log, within(0.5, 2)],
    ['tanh', tanh, Math.tanh, within(-30, 30)],
  ] as const)('%s is that of Math but for the last bits', (_name, ours, theirs, values) => {
    fc.assert(
      fc.property(values, (x) => isClose(ours(x), theirs(x))),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['sin', sin, Math.sin],
    ['cos', cos, Math.cos],
  ] as const)('%s is that of Math, near its zeros within the last bits of one', (_name, ours, theirs) => {
    fc.assert(
      fc.property(within(-1e5, 1e5), (x) => isClose(ours(x), theirs(x), 1)),
      { numRuns: 5000 },
    );
  });

  it.each([
    [exp(1), 2.71828182845904523536],
    [log(10), 2.30258509299404568402],
    [log(2), 0.69314718055994530942],
    [expm1(1e-9), 1.0000000005e-9],
    [tanh(1), 0.76159415595576488812],
    [sin(1), 0.84147098480789650665],
    [cos(1), 0.54030230586813971741],
  ])('%d is the published %d', (value, published) => {
    expect(isClose(value, published)).toBe(true);
  });

  it('knows the ends: nought, one, infinity and what is no number', () => {
    expect([exp(0), exp(-Infinity), exp(Infinity), exp(NaN)]).toEqual([1, 0, Infinity, NaN]);
    expect([exp(710), exp(-746), exp(-745)]).toEqual([Infinity, 0, 5e-324]);
    expect([log(1), log(0), log(-1), log(Infinity), log(NaN)]).toEqual([0, -Infinity, NaN, Infinity, NaN]);
    expect([expm1(0), tanh(0), tanh(100), tanh(-100), tanh(NaN)]).toEqual([0, 0, 1, -1, NaN]);
    expect([sin(0), cos(0), sin(NaN), cos(Infinity)]).toEqual([0, 1, NaN, NaN]);
  });
});
