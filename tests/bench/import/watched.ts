/** Runs processes and watches how long they take and how much memory they hold. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Run {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly output: string;
}

/** Runs a process to its end; a failing one is an error. */
export async function run(command: string, args: readonly string[]): Promise<Run> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let peak = 0;
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const watch = setInterval(() => (peak = Math.max(peak, peakOf(child.pid ?? 0))), 20);
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  if (status !== 0) throw new Error(`${command} ended with ${String(status)}`);
  return { seconds: (performance.now() - started) / 1000, peakMegabytes: peak, output };
}

/** The largest resident size so far, where the system tells (Linux). */
function peakOf(pid: number): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Math.round(Number(line?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

/** A figure with two decimals, as all of them are shown. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
