import { FORECAST } from '#shared/engine/variance/analysis.ts';

/** Values of a row's key in words; untagged is never blank. */
export function valueText(value: string | undefined): string {
  return value === undefined ? 'Total' : value === '' ? '(untagged)' : value;
}

export function keyText(key: Readonly<Record<string, string>>): string {
  const values = Object.values(key);
  return values.length === 0 ? 'Total' : values.map(valueText).join(' › ');
}

/** Whether a value's name says that there is no tag; it is set in italics. */
export function isUntagged(name: string): boolean {
  return name === '(untagged)';
}

/** Whether a row of a comparison with what is ahead has a part that no cost row is behind: its own row, months, the whole. */
export function holdsForecast(key: Readonly<Record<string, string>>): boolean {
  const { month: _month, quarter: _quarter, ...rest } = key;
  const values = Object.values(rest);
  return values.length === 0 || values.includes(FORECAST);
}
