import { procedures } from './context.ts';
import { pending } from './pending.ts';

export const reports = {
  list: procedures.reports.list.handler(pending),
  save: procedures.reports.save.handler(pending),
  update: procedures.reports.update.handler(pending),
  remove: procedures.reports.remove.handler(pending),
  render: procedures.reports.render.handler(pending),
};
