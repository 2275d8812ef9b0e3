import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { formatAmount, parseAmount, sumMicros, toMicros, ZERO } from '#shared/domain/money.ts';
import {
  linesOf,
  treeOf,
  withLineBelow,
  withoutLine,
} from '../../../src-renderer/features/budgets/template-lines.ts';

const amount = fc.integer({ min: -9e9, max: 9e9 }).map((micros) => formatAmount(toMicros(BigInt(micros))));
const ownFields = {
  name: fc.constantFrom('Web', 'Émigré'),
  type: fc.constantFrom('team', 'project'),
  amount,
  notes: fc.string(),
  scope: fc.constantFrom([], [{ dimension: 'team', op: 'in', values: ['web', ''] }]),
  rollover: fc.record({ cap: amount }),
};
const required = { requiredKeys: ['name', 'type'] as ('name' | 'type')[] };
const { tree } = fc.letrec((tie) => ({
  tree: fc.record(
    { ...ownFields, children: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) },
    required,
  ),
}));

const family = {
  ...{ name: 'Acme', type: 'organization' },
  children: [
    { name: 'Web', type: 'team', children: [{ name: 'Shop', type: 'project' }] },
    { name: 'Data', type: 'team' },
  ],
};
const names = (lines: ReturnType<typeof linesOf>) => lines.map(({ name, level }) => `${level} ${name}`);

describe('lines of a template', () => {
  it.each(['en-US', 'de-DE'])('give back the tree they were made of, in %s', (language) => {
    vi.stubGlobal('navigator', { language });
    onTestFinished(() => void vi.unstubAllGlobals());
    fc.assert(
      fc.property(tree, (given) => {
        expect(treeOf(linesOf(given))).toEqual(given);
      }),
    );
  });

  it('come below the others of their parent, and go with all below them', () => {
    const lines = linesOf(family);
    expect(names(withLineBelow(lines, 1))).toEqual(['0 Acme', '1 Web', '2 Shop', '2 ', '1 Data']);
    expect(names(withLineBelow(lines, 0))).toEqual(['0 Acme', '1 Web', '2 Shop', '1 Data', '1 ']);
    expect(names(withoutLine(lines, 1))).toEqual(['0 Acme', '1 Data']);
    expect(names(withoutLine(lines, 3))).toEqual(['0 Acme', '1 Web', '2 Shop']);
  });

  it('keep the proportions of months that were planned one by one, exactly to a new sum', () => {
    const amounts = ['100.000000', '-50.000000', '0.000000'];
    const phased = { name: 'Web', type: 'team', amount: '50', phasing: { kind: 'custom', amounts } };
    const [line] = linesOf(phased);
    if (line === undefined) throw new Error('a tree has a line');
    expect(treeOf([{ ...line, amount: '50.00' }])).toMatchObject({ phasing: { amounts } });
    const changed = treeOf([{ ...line, amount: '100' }]) as typeof phased;
    const months = changed.phasing.amounts.map((text) => parseAmount(text) ?? ZERO);
    expect(formatAmount(sumMicros(months))).toBe('100.000000');
    expect(changed.phasing.amounts).toEqual(['66.666667', '33.333333', '0.000000']);
  });
});
