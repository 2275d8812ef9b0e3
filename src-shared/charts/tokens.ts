/**
 * The one token file: every colour, size and font of the application, its charts and its paper. The renderer derives its
 * theme from it; a test recomputes contrasts and colour differences from these very values.
 */
export interface Tokens {
  readonly canvas: string;
  readonly surface: string;
  readonly sunken: string;
  readonly selected: string;
  readonly line: string;
  readonly control: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly focus: string;
  readonly actual: string;
  readonly budget: string;
  readonly forecast: string;
  readonly priorYear: string;
  readonly favourable: string;
  readonly adverse: string;
  readonly untagged: string;
  readonly band95: string;
  readonly band80: string;
  readonly band50: string;
  readonly breach: string;
  readonly favourableTint: string;
  readonly adverseTint: string;
  /** At most five shares and "Other (n)", darkest first. */
  readonly stack: readonly [string, string, string, string, string];
}

export const LIGHT: Tokens = {
  canvas: '#F5F6F8',
  surface: '#FFFFFF',
  sunken: '#EEF1F5',
  selected: '#E4EAF1',
  line: '#D3DAE2',
  control: '#74828F',
  ink: '#16202B',
  ink2: '#42505F',
  ink3: '#566473',
  focus: '#5B3FD6',
  actual: '#22303F',
  budget: '#52616F',
  forecast: '#6F7F8F',
  priorYear: '#8492A0',
  favourable: '#0A5FB4',
  adverse: '#BB4000',
  untagged: '#4F2E10',
  band95: '#EAECEF',
  band80: '#D9DDE2',
  band50: '#C2C9D0',
  breach: '#EBC3AD',
  favourableTint: '#E6EFF8',
  adverseTint: '#FAEDE6',
  stack: ['#22303F', '#4A5A6A', '#74828F', '#A3AFBB', '#CBD3DB'],
};

export const DARK: Tokens = {
  canvas: '#0E141A',
  surface: '#151D25',
  sunken: '#1B242D',
  selected: '#22303D',
  line: '#2C3844',
  control: '#74828F',
  ink: '#E8EDF2',
  ink2: '#BAC5D0',
  ink3: '#9DAAB7',
  focus: '#B3A1FF',
  actual: '#DCE4EC',
  budget: '#A9B6C3',
  forecast: '#8292A2',
  priorYear: '#6C7B8A',
  favourable: '#63B3F5',
  adverse: '#FF9457',
  untagged: '#B3917A',
  band95: '#222B34',
  band80: '#303A44',
  band50: '#424D59',
  breach: '#6A4632',
  favourableTint: '#1A2C3D',
  adverseTint: '#31261F',
  stack: ['#DCE4EC', '#A9B6C3', '#7C8B9A', '#55636F', '#37434E'],
};

export const FONT_FAMILY = 'IBM Plex Sans';
export const CONDENSED_FAMILY = 'IBM Plex Sans Condensed';

/** Pixels of size and line, and the weight, of each role of text. */
export const TYPE = {
  figure: { size: 28, line: 32, weight: 500 },
  finding: { size: 18, line: 24, weight: 500 },
  title: { size: 14, line: 20, weight: 600 },
  body: { size: 13, line: 18, weight: 400 },
  label: { size: 12, line: 16, weight: 500 },
} as const;

export const RADIUS = 4;

/** How far a heat cell is filled with `favourable` or `adverse`, by strength. */
export const HEAT_FILLS = [0.12, 0.28, 0.45] as const;

/** Mixes a colour over a background: `mix('#000000', '#FFFFFF', 0.5) // '#808080'`. */
export function mix(colour: string, background: string, share: number): string {
  const front = channels(colour);
  const back = channels(background);
  const mixed = front.map((value, index) => Math.round(value * share + (back[index] ?? 0) * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}

/** Red, green and blue, 0–255, of `#RRGGBB`. */
export function channels(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
