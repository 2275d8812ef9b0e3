export interface Figure {
  readonly what: string;
  readonly medianMs: number;
  readonly worstMs: number;
}

/** Runs work several times; answers the median and the worst time of one run. */
export async function timed(
  what: string,
  runs: number,
  work: (run: number) => Promise<unknown>,
): Promise<Figure> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await work(run);
    times.push(performance.now() - started);
  }
  return figureOf(what, times);
}

/** The median and the worst of some times. */
export function figureOf(what: string, times: readonly number[]): Figure {
  const sorted = times.toSorted((a, b) => a - b);
  return { what, medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0, worstMs: sorted.at(-1) ?? 0 };
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
