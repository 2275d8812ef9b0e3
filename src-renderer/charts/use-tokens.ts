import { useComputedColorScheme } from '@mantine/core';
import type { Tokens } from '#shared/charts/tokens.ts';
import { tokensOf } from '../theme/theme.ts';

/** The tokens of the colour scheme in force. */
export function useTokens(): Tokens {
  return tokensOf(useComputedColorScheme('light', { getInitialValueInEffect: false }));
}
