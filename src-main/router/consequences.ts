import type { Day } from '#shared/domain/calendar.ts';
import { recordRevisions } from '../store/budgets.ts';
import { refreshPortions } from '../store/portions.ts';
import type { Store } from '../store/store.ts';
import { followFigures } from './budget-standing.ts';

/** Keeps what follows from rows true in every write: revisions, which portions of imports count, roll-ups and standing. */
export function addConsequences(store: Store, today: () => Day): void {
  store.addConsequence(recordRevisions);
  store.addConsequence(refreshPortions);
  store.addConsequence((writer, changes) => followFigures(writer, changes, today()));
}
