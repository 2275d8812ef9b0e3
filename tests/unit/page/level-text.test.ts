import { afterEach, expect, test, vi } from 'vitest';
import { levelText } from '../../../src-renderer/format/style.ts';

afterEach(() => void vi.unstubAllGlobals());

test('a level has all of its decimals, behind the sign of the locale', () => {
  vi.stubGlobal('navigator', { language: 'de-DE' });
  expect([95, 97.5, 99.95].map(levelText)).toEqual(['95', '97,5', '99,95']);
});
