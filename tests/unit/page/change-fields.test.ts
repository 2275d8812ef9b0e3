import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { formatAmount, toMicros } from '#shared/domain/money.ts';
import { toMonth } from '#shared/domain/calendar.ts';
import { changeOf, fieldsOf, partsToChoose } from '../../../src-renderer/forms/change-fields.ts';

const condition = fc.record({
  dimension: fc.constantFrom('team', 'service', 'tag:tier'),
  op: fc.constantFrom('in' as const, 'notIn' as const, 'startsWith' as const),
  values: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
});
const amount = fc.integer({ min: -9e9, max: 9e9 }).map((micros) => ({
  amount: formatAmount(toMicros(BigInt(micros))),
}));
const percent = fc.integer({ min: -1000, max: 1000 }).map((tenths) => ({ percent: tenths / 10 }));
const fraction = (max: number) => fc.integer({ min: 1, max: max * 10_000 }).map((value) => value / 10_000);
const change = fc
  .record(
    {
      name: fc.constantFrom('EU launch', 'Émigré'),
      kind: fc.constantFrom('step' as const, 'ramp' as const),
      start: fc.constantFrom(toMonth('2026-01'), toMonth('2026-07')),
      end: fc.constant(toMonth('2026-12')),
      startSpread: fc.integer({ min: 1, max: 24 }),
      sizeSpread: fraction(2),
      probability: fraction(1).filter((value) => value < 1),
      scope: fc.array(condition, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['name', 'kind', 'start'] },
  )
  .chain((rest) => fc.oneof(amount, percent).map((size) => ({ ...rest, ...size })));

describe('the form of a planned change', () => {
  it.each(['en-US', 'de-DE'])('in %s gives back any change that nothing was changed of', (language) => {
    vi.stubGlobal('navigator', { language });
    onTestFinished(() => void vi.unstubAllGlobals());
    fc.assert(
      fc.property(change, (given) => {
        expect(changeOf(fieldsOf(given, '2026-01'))).toEqual(given);
      }),
    );
  });

  it('offers the part that a change is of beside those with a share', () => {
    const shares = {
      'team:payments': 0.25,
      'team:': 0.08,
      'tag:tier:gold': 0.5,
      '[["team","in","a","b"]]': 0.1,
    };
    const offered = partsToChoose(shares, null);
    expect(offered.map(({ label }) => label)).toEqual([
      'team payments, 25.0\u00a0%',
      'untagged team, 8.0\u00a0%',
      'tag tier:gold, 50.0\u00a0%',
    ]);
    const several = JSON.stringify([{ dimension: 'team', op: 'in', values: ['a', 'b'] }]);
    expect(partsToChoose(shares, several)).toEqual([{ value: several, label: 'team is a, b' }, ...offered]);
    expect(partsToChoose(shares, offered[1]?.value ?? null)).toEqual(offered);
  });

  it.each([
    [{ name: ' ' }, /needs a name/],
    [{ end: '2025-12' }, /comes before the first/],
    [{ probability: '120' }, /between 0 and 100/],
    [{ startSpread: '1.5' }, /0 to 24 whole months/],
    [{ sizeSpread: '-3' }, /0 to 200 %/],
    [{ size: 'much' }, /amount is not a number/],
    [{ size: '1,5' }, /amount is not a number/],
    [{ sizeSpread: '1,5' }, /0 to 200 %/],
  ])('says what is wrong with %j', (part, words) => {
    const fields = fieldsOf({ name: 'a', kind: 'step', start: toMonth('2026-01'), amount: '5' }, '2026-01');
    expect(changeOf({ ...fields, ...part })).toMatch(words);
  });
});
