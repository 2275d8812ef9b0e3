import { describe, expect, it } from 'vitest';
import { numberStyle } from '#shared/charts/numbers.ts';
import { fromUnits } from '#shared/domain/money.ts';
import { toDay } from '#shared/domain/calendar.ts';
import { buildReport } from '#shared/engine/report/build.ts';
import {
  causeSentences,
  comparisonSentence,
  findingSentence,
  forecastSentences,
  materialSentences,
} from '#shared/engine/report/sentences.ts';
import { sampleInput, varianceRow } from '../../reports/sample-input.ts';

const style = numberStyle('en-US', 'USD', fromUnits(500_000));

describe('the sentences of a report', () => {
  it('open with the chance and the day of the breach', () => {
    expect(findingSentence(sampleInput, style)).toBe(
      'Engineering is 81\u00a0% likely to end Dec 2026 over budget, most likely from Dec 22, 2026.',
    );
  });

  it('say plainly that a budget is used up', () => {
    expect(findingSentence({ ...sampleInput, spent: fromUnits(1_300_000) }, style)).toBe(
      'Engineering has spent 1,300,000 USD and is over its budget of 1,200,000 already.',
    );
  });

  it('speak of the comparison alone where there is no forecast', () => {
    const sentence = 'Spend is 1,600 USD (0.3\u00a0%) under budget: 598,400 against 600,000.';
    expect(findingSentence({ ...sampleInput, forecast: null }, style)).toBe(sentence);
    expect(comparisonSentence(sampleInput, style)).toBe(sentence);
  });

  it('name the part of the difference that a step made, and only then call it a part', () => {
    const cause = {
      item: 'EC2 eu-west-1',
      kind: 'shift' as const,
      day: toDay('2026-03-14'),
      amount: fromUnits(18_240),
    };
    expect(causeSentences([cause], fromUnits(21_900), style)).toEqual([
      '+18,240 of +21,900 came from a step in EC2 eu-west-1 on Mar 14, 2026.',
    ]);
    expect(causeSentences([cause], fromUnits(-500), style)).toEqual([
      '+18,240 came from a step in EC2 eu-west-1 on Mar 14, 2026.',
    ]);
  });

  it('list the material rows, adverse first, and say when none is', () => {
    expect(materialSentences(sampleInput, style, 5)).toEqual([
      'Payments: +18,300 adverse (+9.3\u00a0%), 214,300 against 196,000.',
      '(untagged): +7,100 adverse (+29.6\u00a0%), 31,100 against 24,000.',
      'Search: −8,100 favourable (−4.5\u00a0%), 171,900 against 180,000.',
    ]);
    const rows = [varianceRow({ team: 'A' }, 10_000, 10_100)];
    const quiet = { ...sampleInput, variance: { ...sampleInput.variance, rows, groups: rows } };
    expect(materialSentences(quiet, style, 5)[0]).toContain('No row passes both bounds');
  });

  it('say what the forecast comes to, or that there is none', () => {
    expect(forecastSentences(sampleInput, style)[0]).toBe(
      'Actual and forecast come to 1,231,000 USD at Dec 2026, a headroom of −31,000 to the budget of 1,200,000.',
    );
    expect(forecastSentences({ ...sampleInput, forecast: null }, style)).toHaveLength(1);
  });
});

describe('the model of a report', () => {
  it('holds the sections that are asked for, in their own order, and the same figures however often it is built', () => {
    const model = buildReport({ ...sampleInput, sections: ['lineage', 'bridge'] });
    expect(model.sections.map(({ id }) => id)).toEqual(['bridge', 'lineage']);
    expect(buildReport(sampleInput)).toEqual(buildReport(sampleInput));
  });
});
