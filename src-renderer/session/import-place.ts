import { addressOf } from './place.ts';

/** The address of one import among the imports: `/imports//import=imp-3`. */
export function importAddress(importId: string): string {
  return addressOf('imports', undefined, new URLSearchParams({ import: importId }).toString());
}
