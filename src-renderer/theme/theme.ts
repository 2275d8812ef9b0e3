/**
 * Mantine's theme, derived from the one token file: ink for structure, blue, orange and umber for what money does, violet for
 * focus alone. No colour stands here; change `src-shared/charts/tokens.ts` instead.
 */
import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';
import {
  CONDENSED_FAMILY,
  DARK,
  FONT_FAMILY,
  LIGHT,
  mix,
  RADIUS,
  type Tokens,
} from '#shared/charts/tokens.ts';

/** Ten steps between the darkest and the lightest ink, for the few places where Mantine asks for a scale. */
function inkScale(): MantineColorsTuple {
  const step = (share: number): string => mix(LIGHT.ink, LIGHT.canvas, share);
  return [
    step(0.02),
    step(0.08),
    step(0.16),
    step(0.28),
    step(0.42),
    step(0.56),
    step(0.68),
    step(0.8),
    step(0.9),
    LIGHT.ink,
  ];
}

/** Mantine's own greys by what it uses them for: hover, wells, borders, placeholders, text. */
const GREYS: MantineColorsTuple = [
  LIGHT.canvas,
  LIGHT.sunken,
  LIGHT.selected,
  LIGHT.line,
  LIGHT.control,
  LIGHT.control,
  LIGHT.ink3,
  LIGHT.ink2,
  LIGHT.ink2,
  LIGHT.ink,
];
const DARKS: MantineColorsTuple = [
  DARK.ink,
  DARK.ink2,
  DARK.ink3,
  DARK.control,
  DARK.line,
  DARK.selected,
  DARK.surface,
  DARK.surface,
  DARK.sunken,
  DARK.canvas,
];

const CLOSE = { 'aria-label': 'Close', size: 28, iconSize: 16 };
/** What lies under a dialog stays readable. */
const OVERLAY = { backgroundOpacity: 0.32 };

export const theme = createTheme({
  fontFamily: `'${FONT_FAMILY}', sans-serif`,
  fontFamilyMonospace: 'ui-monospace, monospace',
  headings: { fontFamily: `'${FONT_FAMILY}', sans-serif`, fontWeight: '600' },
  fontSizes: { xs: '0.8125rem', sm: '0.8125rem', md: '0.8125rem', lg: '0.875rem', xl: '1.125rem' },
  lineHeights: { xs: '1.333', sm: '1.385', md: '1.385', lg: '1.43', xl: '1.333' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: {
    xs: `${RADIUS / 16}rem`,
    sm: `${RADIUS / 16}rem`,
    md: `${RADIUS / 16}rem`,
    lg: `${RADIUS / 16}rem`,
    xl: `${RADIUS / 16}rem`,
  },
  defaultRadius: 'sm',
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 1 },
  // What is filled is filled with ink, which is light in the dark: its text is the surface in both.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...colors, color: 'var(--surface)' } : colors;
  },
  colors: { ink: inkScale(), gray: GREYS, dark: DARKS },
  cursorType: 'pointer',
  respectReducedMotion: true,
  shadows: {
    xs: 'none',
    sm: 'none',
    md: '0 4px 16px rgb(22 32 43 / 18%)',
    lg: '0 4px 16px rgb(22 32 43 / 18%)',
    xl: '0 4px 16px rgb(22 32 43 / 18%)',
  },
  components: {
    Button: { defaultProps: { size: 'xs' }, vars: () => ({ root: { '--button-height': '1.75rem' } }) },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 28 } },
    // Fields are 28 high with the border of controls; the asterisk is ink, because orange speaks of money alone.
    Input: {
      vars: () => ({
        wrapper: { '--input-height': 'calc(1.75rem * var(--mantine-scale))', '--input-bd': 'var(--control)' },
      }),
    },
    InputWrapper: {
      classNames: { label: 'field-label', description: 'field-note', error: 'field-note' },
      vars: () => ({ label: { '--input-asterisk-color': 'var(--ink-3)' } }),
    },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    // The arrow keys step; two buttons of 14 pixels are no target.
    NumberInput: { defaultProps: { size: 'xs', hideControls: true } },
    // Choosing what is chosen keeps it; what may be empty is `clearable`.
    Select: { defaultProps: { size: 'xs', allowDeselect: false, comboboxProps: { shadow: 'md' } } },
    MultiSelect: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    TagsInput: { defaultProps: { size: 'xs' } },
    Autocomplete: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs', iconColor: 'var(--surface)' } },
    Radio: { defaultProps: { size: 'xs', iconColor: 'var(--surface)' } },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    // The placeholder is a focusable child without a role, which a menu must not have.
    Menu: {
      defaultProps: {
        shadow: 'md',
        transitionProps: { duration: 80 },
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    // The page itself never scrolls, and the lock would put a style element into it that the content policy stops.
    Modal: {
      classNames: { title: 'title' },
      defaultProps: {
        centered: true,
        shadow: 'lg',
        lockScroll: false,
        closeButtonProps: CLOSE,
        overlayProps: OVERLAY,
        transitionProps: { duration: 100 },
      },
    },
    Drawer: {
      classNames: { title: 'title' },
      defaultProps: {
        shadow: 'lg',
        lockScroll: false,
        closeButtonProps: CLOSE,
        overlayProps: OVERLAY,
        transitionProps: { duration: 100 },
      },
    },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 } } },
  },
});

const NAMES: Readonly<Record<Exclude<keyof Tokens, 'stack'>, string>> = {
  canvas: 'canvas',
  surface: 'surface',
  sunken: 'sunken',
  selected: 'selected',
  line: 'line',
  control: 'control',
  ink: 'ink',
  ink2: 'ink-2',
  ink3: 'ink-3',
  focus: 'focus',
  actual: 'actual',
  budget: 'budget',
  forecast: 'forecast',
  priorYear: 'prior-year',
  favourable: 'favourable',
  adverse: 'adverse',
  untagged: 'untagged',
  band95: 'band-95',
  band80: 'band-80',
  band50: 'band-50',
  breach: 'breach',
  favourableTint: 'favourable-tint',
  adverseTint: 'adverse-tint',
};

function variablesOf(tokens: Tokens): Record<string, string> {
  const own = Object.entries(NAMES).map(([key, name]) => [`--${name}`, tokens[key as keyof typeof NAMES]]);
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    '--mantine-color-body': tokens.surface,
    '--mantine-color-text': tokens.ink,
    '--mantine-color-bright': tokens.ink,
    '--mantine-color-dimmed': tokens.ink3,
    '--mantine-color-placeholder': tokens.ink3,
    '--mantine-color-anchor': tokens.ink,
    '--mantine-color-error': tokens.adverse,
    '--mantine-color-default': tokens.surface,
    '--mantine-color-default-hover': tokens.sunken,
    '--mantine-color-default-color': tokens.ink,
    '--mantine-color-default-border': tokens.control,
    '--mantine-color-disabled': tokens.sunken,
    '--mantine-color-disabled-color': tokens.ink3,
    '--mantine-color-disabled-border': tokens.line,
    '--mantine-primary-color-filled': tokens.ink,
    '--mantine-primary-color-filled-hover': tokens.ink2,
    '--mantine-primary-color-contrast': tokens.surface,
    '--mantine-primary-color-light': tokens.selected,
    '--mantine-primary-color-light-hover': tokens.selected,
    '--mantine-primary-color-light-color': tokens.ink,
    '--mantine-color-ink-filled': tokens.ink,
    '--mantine-color-ink-filled-hover': tokens.ink2,
    '--mantine-color-ink-light': tokens.selected,
    '--mantine-color-ink-light-hover': tokens.selected,
    '--mantine-color-ink-light-color': tokens.ink,
    '--mantine-color-ink-outline': tokens.ink,
    '--mantine-color-ink-text': tokens.ink,
    '--mantine-color-gray-light': tokens.selected,
    '--mantine-color-gray-light-hover': tokens.sunken,
    '--mantine-color-gray-light-color': tokens.ink2,
    '--mantine-color-gray-text': tokens.ink2,
  };
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--font-condensed': `'${CONDENSED_FAMILY}', '${FONT_FAMILY}', sans-serif` },
  light: variablesOf(LIGHT),
  dark: variablesOf(DARK),
});

/** The tokens of a colour scheme, for drawing on canvas. */
export function tokensOf(scheme: 'light' | 'dark'): Tokens {
  return scheme === 'dark' ? DARK : LIGHT;
}
