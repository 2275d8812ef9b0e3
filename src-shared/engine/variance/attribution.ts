import type { Micros } from '../../domain/money.ts';
import type { Day } from '../../domain/calendar.ts';

/** A detected movement inside an item, dated, with its money effect on the period. */
export interface Movement {
  readonly kind: 'shift' | 'spike' | 'trend';
  /** The first day of it. */
  readonly day: Day;
  /** Its part of the period's cost. */
  readonly amount: Micros;
}

/** An item's part of the variance, with the movement that explains most of it, if one was found. */
export interface VarianceCause {
  /** As the sentence names it: `EC2 eu-west-1`. */
  readonly item: string;
  readonly amount: Micros;
  readonly movement: Movement | null;
}
