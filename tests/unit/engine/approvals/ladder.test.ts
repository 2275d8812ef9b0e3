import { describe, expect, it } from 'vitest';
import { toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import {
  DEFAULT_POLICY,
  levelAbove,
  levelFor,
  policyProblems,
  RISK_PARTS,
} from '#shared/engine/approvals/policy.ts';
import { assessRisk, overrunPercent, type RiskInput } from '#shared/engine/approvals/risk.ts';

const units = (amount: number): Micros => toMicros(BigInt(Math.round(amount * 1e6)));

const calm: RiskInput = {
  budgeted: units(1000),
  requested: units(1020),
  parentUnallocated: units(1000),
  breachProbability: 0.5,
  forecastSpread: 0.1,
  timeLeft: 0.5,
  pastOverruns: 0,
  depth: 2,
};

describe('levelFor', () => {
  it.each([
    [0, 0, 'automatic'],
    [24.9, 5, 'automatic'],
    [24.9, 5.0001, 'manager'],
    [25, 5, 'manager'],
    [0, 49.9999, 'manager'],
    [49.9, 10, 'manager'],
    [50, 10, 'director'],
    [74.9, 10, 'director'],
    [75, 10, 'executive'],
    [100, 0, 'executive'],
    [0, 50, 'director'],
    [74.9, 50, 'director'],
    [75, 50, 'executive'],
    [10, 99.9999, 'director'],
    [10, 100, 'executive'],
    [100, 400, 'executive'],
  ] as const)('asks at a score of %d and an overrun of %d %% for: %s', (score, overrun, level) => {
    expect(levelFor(score, overrun, DEFAULT_POLICY)).toBe(level);
  });

  it('follows an edited policy', () => {
    const strict = {
      ...DEFAULT_POLICY,
      automatic: { below: 0, overrunPercent: 0 },
      below: { manager: 10, director: 20 },
    };
    expect(levelFor(5, 0, strict)).toBe('manager');
    expect(levelFor(20, 0, strict)).toBe('executive');
  });

  it('goes up the ladder one step at a time and ends at the executive', () => {
    expect([
      levelAbove('automatic'),
      levelAbove('manager'),
      levelAbove('director'),
      levelAbove('executive'),
    ]).toEqual(['manager', 'director', 'executive', null]);
  });
});

describe('assessRisk', () => {
  it.each([
    ['a small raise with an ample rest', calm, 'automatic'],
    [
      'a tenth more, likely to be breached',
      { ...calm, requested: units(1100), breachProbability: 0.9 },
      'manager',
    ],
    [
      'a third more from a parent that has little left',
      { ...calm, requested: units(1330), parentUnallocated: units(400), breachProbability: 1 },
      'director',
    ],
    [
      'nearly half more from a parent that has nothing left',
      {
        ...calm,
        requested: units(1490),
        parentUnallocated: ZERO,
        breachProbability: 1,
        forecastSpread: 0.5,
        pastOverruns: 3,
      },
      'executive',
    ],
    [
      'half more, however calm',
      { ...calm, requested: units(1500), parentUnallocated: units(100000), breachProbability: 0 },
      'director',
    ],
    [
      'double, however calm',
      { ...calm, requested: units(2000), parentUnallocated: units(100000), breachProbability: 0 },
      'executive',
    ],
  ] as const)('leads %s to the level expected of it', (_what, input, level) => {
    const { score } = assessRisk(input, DEFAULT_POLICY);
    expect(levelFor(score, overrunPercent(input.budgeted, input.requested), DEFAULT_POLICY)).toBe(level);
  });

  it('is the sum of its parts, each with value and weight', () => {
    const { score, parts } = assessRisk({ ...calm, requested: units(1250) }, DEFAULT_POLICY);
    expect(parts.map(({ name }) => name)).toEqual([...RISK_PARTS]);
    expect(parts.find(({ name }) => name === 'overrunPercent')).toEqual({
      name: 'overrunPercent',
      value: 0.5,
      weight: 45,
    });
    expect(parts.find(({ name }) => name === 'overrunOfUnallocated')?.value).toBe(0.25);
    expect(score).toBeCloseTo(
      parts.reduce((sum, { value, weight }) => sum + value * weight, 0),
      1,
    );
  });

  it('stays between 0 and 100', () => {
    const worst: RiskInput = {
      budgeted: ZERO,
      requested: units(1e9),
      parentUnallocated: units(-5),
      breachProbability: 1,
      forecastSpread: 9,
      timeLeft: 1,
      pastOverruns: 99,
      depth: 0,
    };
    const best: RiskInput = {
      budgeted: units(1),
      requested: units(1),
      parentUnallocated: units(9),
      breachProbability: 0,
      forecastSpread: 0,
      timeLeft: 0,
      pastOverruns: 0,
      depth: 9,
    };
    expect(assessRisk(worst, DEFAULT_POLICY).score).toBe(100);
    expect(assessRisk(best, DEFAULT_POLICY).score).toBe(0);
  });

  it('grows with each thing that makes a request more dangerous', () => {
    const base = assessRisk(calm, DEFAULT_POLICY).score;
    const worse: Partial<RiskInput>[] = [
      { requested: units(1200) },
      { parentUnallocated: units(30) },
      { breachProbability: 0.9 },
      { forecastSpread: 0.4 },
      { timeLeft: 0.9 },
      { pastOverruns: 2 },
      { depth: 0 },
    ];
    for (const change of worse)
      expect(assessRisk({ ...calm, ...change }, DEFAULT_POLICY).score).toBeGreaterThan(base);
  });

  it('counts what is not known as half', () => {
    const { parts } = assessRisk({ ...calm, breachProbability: null, forecastSpread: null }, DEFAULT_POLICY);
    expect(
      parts
        .filter(({ name }) => name === 'breachProbability' || name === 'forecastSpread')
        .map(({ value }) => value),
    ).toEqual([0.5, 0.5]);
  });
});

describe('policyProblems', () => {
  it('finds nothing wrong with the default', () => {
    expect(policyProblems(DEFAULT_POLICY)).toEqual([]);
  });

  it('refuses weights that do not add up to 100, levels that do not rise and deadlines that are no days', () => {
    const weights = { ...DEFAULT_POLICY.weights, timeLeft: 6 };
    expect(policyProblems({ ...DEFAULT_POLICY, weights })[0]).toContain('add up to 100');
    expect(policyProblems({ ...DEFAULT_POLICY, below: { manager: 80, director: 75 } })).toHaveLength(1);
    expect(
      policyProblems({ ...DEFAULT_POLICY, deadlines: { manager: 0, director: 1.5, executive: 5 } }),
    ).toHaveLength(1);
  });
});
