import { procedures } from './context.ts';
import { pending } from './pending.ts';

export const alerts = {
  inbox: procedures.alerts.inbox.handler(pending),
  list: procedures.alerts.list.handler(pending),
  evaluate: procedures.alerts.evaluate.handler(pending),
  evaluateAll: procedures.alerts.evaluateAll.handler(pending),
  acknowledge: procedures.alerts.acknowledge.handler(pending),
};
