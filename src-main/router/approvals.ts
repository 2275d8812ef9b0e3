import { procedures } from './context.ts';
import { pending } from './pending.ts';

export const approvals = {
  inbox: procedures.approvals.inbox.handler(pending),
  list: procedures.approvals.list.handler(pending),
  request: procedures.approvals.request.handler(pending),
  decide: procedures.approvals.decide.handler(pending),
};
