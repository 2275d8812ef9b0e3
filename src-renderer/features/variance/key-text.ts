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
