import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMicros } from '#shared/domain/money.ts';
import { JUDGEMENTS, type VarianceRow } from '#shared/domain/variance.ts';
import { analyseVariance, type VarianceCell } from '#shared/engine/variance/rows.ts';
import { withAttribution } from '#shared/engine/variance/timing.ts';

const materiality = { amount: toMicros(0n), percent: 0 };
const cell = (team: string, service: string, plan: bigint, actual: bigint): VarianceCell => ({
  values: [team, service],
  plan: toMicros(plan),
  actual: toMicros(actual),
});
const analyse = (cells: readonly VarianceCell[], by = ['team', 'service']) =>
  analyseVariance({ by, cells, materiality });
const parts = ({ attribution }: VarianceRow) =>
  attribution === undefined
    ? undefined
    : [attribution.kind, attribution.timing, attribution.permanent, attribution.open];

describe('timing against permanent', () => {
  const cells = [cell('a', 'x', 100n, 130n), cell('a', 'y', 50n, 120n), cell('b', 'x', 80n, 60n)];

  it('leaves rows without a word where nobody judged one of them', () => {
    const analysis = analyse(cells);
    expect(withAttribution(analysis, [])).toBe(analysis);
    expect(withAttribution(analysis, [{ key: { team: 'nobody' }, kind: 'timing' }])).toBe(analysis);
  });

  it('lets a judgement of a group speak of what no judgement inside has taken', () => {
    const { total, groups, rows } = withAttribution(analyse(cells), [
      { key: { service: 'x', team: 'a' }, kind: 'timing' },
      { key: { team: 'a' }, kind: 'permanent' },
    ]);
    expect(rows.map(parts)).toEqual([
      ['timing', 30n, 0n, 0n],
      [null, 0n, 0n, 70n],
      [null, 0n, 0n, -20n],
    ]);
    expect(groups.map(parts)).toEqual([
      ['permanent', 30n, 70n, 0n],
      [null, 0n, 0n, -20n],
    ]);
    expect(parts(total)).toEqual([null, 30n, 70n, -20n]);
  });

  it('lets a judgement of the first two of three dimensions speak of all rows with them', () => {
    const three = (values: readonly string[], actual: bigint): VarianceCell => ({
      ...{ values, plan: toMicros(0n), actual: toMicros(actual) },
    });
    const { total, groups, rows } = withAttribution(
      analyse(
        [three(['a', 'x', 'eu'], 30n), three(['a', 'x', 'us'], 5n), three(['a', 'y', 'eu'], 7n)],
        ['team', 'service', 'region'],
      ),
      [
        { key: { team: 'a', service: 'x' }, kind: 'timing' },
        { key: { team: 'a', service: 'x', region: 'us' }, kind: 'permanent' },
        { key: { service: 'x' }, kind: 'permanent' },
      ],
    );
    expect(rows.map(parts)).toEqual([
      [null, 0n, 0n, 30n],
      ['permanent', 0n, 5n, 0n],
      [null, 0n, 0n, 7n],
    ]);
    expect(groups.map(parts)).toEqual([[null, 30n, 5n, 7n]]);
    expect(parts(total)).toEqual([null, 30n, 5n, 7n]);
  });

  it('divides a split by its amount, also where that is more than the difference', () => {
    const { total } = withAttribution(analyse(cells), [{ key: {}, kind: 'split', timing: toMicros(200n) }]);
    expect(parts(total)).toEqual(['split', 200n, -120n, 0n]);
  });

  it('gives one dimension the same parts as rows and as groups', () => {
    const { rows, groups } = withAttribution(
      analyse([{ values: ['a'], plan: toMicros(1n), actual: toMicros(9n) }], ['team']),
      [{ key: { team: 'a' }, kind: 'timing' }],
    );
    expect(parts(groups[0]!)).toEqual(parts(rows[0]!));
  });

  it('adds up in every row, group and the whole, whatever was judged', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const amounts = fc.bigInt({ min: -1_000_000_000n, max: 1_000_000_000n });
    const someCells = fc.array(
      fc
        .tuple(names, names, amounts, amounts)
        .map(([team, service, plan, actual]) => cell(team, service, plan, actual)),
      { minLength: 1, maxLength: 12 },
    );
    const judgement = fc.record({
      key: fc.oneof(
        fc.constant({}),
        names.map((team) => ({ team })),
        fc.tuple(names, names).map(([team, service]) => ({ team, service })),
      ),
      kind: fc.constantFrom(...JUDGEMENTS),
      timing: amounts.map(toMicros),
    });
    fc.assert(
      fc.property(someCells, fc.array(judgement, { maxLength: 6 }), (given, judged) => {
        const found = withAttribution(analyse(given), judged);
        const all = [found.total, ...found.groups, ...found.rows];
        if (all.every(({ attribution }) => attribution === undefined)) return;
        for (const { variance, attribution: divided } of all)
          expect(divided!.timing + divided!.permanent + divided!.open).toBe(variance);
      }),
    );
  });
});
