import { afterEach, describe, expect, it, vi } from 'vitest';
import { amountToSend, asTyped, notAnAmount } from '../../../src-renderer/format/typed.ts';

afterEach(() => void vi.unstubAllGlobals());

describe('an amount in the field of a form', () => {
  it.each([
    ['en-US', '1,200.50', '1200.500000', '1200.5'],
    ['en-US', '12,000', '12000.000000', '12000'],
    ['de-DE', '1.200,50', '1200.500000', '1200,5'],
    ['de-DE', '12.000', '12000.000000', '12000'],
    ['de-DE', '1500000,5', '1500000.500000', '1500000,5'],
    ['fr-FR', '1 200,50', '1200.500000', '1200,5'],
  ])('in %s reads %s as %s and shows it as %s', (language, text, sent, shown) => {
    vi.stubGlobal('navigator', { language });
    expect(amountToSend(text)).toBe(sent);
    expect(asTyped(sent)).toBe(shown);
    expect(amountToSend(shown)).toBe(sent);
  });

  it.each([
    ['en-US', '1,5'],
    ['en-US', 'much'],
    ['en-US', ' '],
    ['de-DE', '1.5'],
  ])('in %s takes %j for none', (language, text) => {
    vi.stubGlobal('navigator', { language });
    expect(amountToSend(text)).toBeUndefined();
  });

  it('names an example that can be typed as it stands', () => {
    vi.stubGlobal('navigator', { language: 'de-DE' });
    expect(notAnAmount('12000.50')).toBe('Not an amount; such as 12000,50');
  });
});
