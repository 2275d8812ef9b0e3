import type { Destination } from '#shared/contract/destinations.ts';
import { SEVERITIES, type Severity } from '#shared/domain/alert.ts';

/** What leaves the machine for one alert or request: these words, and nothing else of the workspace. */
export interface Notice {
  readonly title: string;
  readonly text: string;
  readonly severity: Severity;
}

/** Delivers a notice to one destination, or rejects with the reason. */
export type Deliver = (destination: Destination, notice: Notice) => Promise<void>;

/** Whether a destination wants notices of this severity. */
export function wants(destination: Destination, notice: Notice): boolean {
  return (
    destination.enabled &&
    SEVERITIES.indexOf(notice.severity) >= SEVERITIES.indexOf(destination.minimumSeverity)
  );
}

/** How a destination is shown: never its path or password, which may be secrets. */
export function targetOf(destination: Destination): string {
  return destination.kind === 'webhook' ? new URL(destination.url).host : destination.to.join(', ');
}
