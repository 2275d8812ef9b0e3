/** The value below which a share of the values lies; the largest for 1. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** What was measured beside what is wanted. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  readonly wanted: number;
}

export function printFigure({ what, measured, unit, wanted }: Figure): void {
  const sign = measured <= wanted ? 'met   ' : 'missed';
  const text = `${measured.toFixed(measured < 100 ? 1 : 0)} ${unit}`;
  say(`${sign} ${what.padEnd(58)} ${text.padStart(10)}, wanted at most ${wanted} ${unit}`);
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
