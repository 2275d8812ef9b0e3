import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf, placeOf } from '../../../src-renderer/session/place.ts';
import { csvOf } from '../../../src-renderer/session/save-file.ts';

test('an address that names no page is the overview', () => {
  expect(placeOf('/nowhere')).toEqual({ page: 'overview', budgetId: undefined, view: undefined });
});

test('a place with a view and no budget is kept', () => {
  expect(placeOf(addressOf('budgets', undefined, 'new'))).toEqual({
    page: 'budgets',
    budgetId: undefined,
    view: 'new',
  });
});

test('any id of a budget survives its address', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (id) => {
      expect(placeOf(addressOf('forecast', id)).budgetId).toBe(id);
    }),
  );
});

test('text that a spreadsheet would run is kept as text, numbers stay numbers', () => {
  expect(csvOf([['=1+1', '-5.25', '@cmd', 'a,b', 'say "so"']])).toBe(
    `"'=1+1",-5.25,"'@cmd","a,b","say ""so"""\r\n`,
  );
});
