import { procedures } from './context.ts';
import { pending } from './pending.ts';

export const templates = {
  list: procedures.templates.list.handler(pending),
  save: procedures.templates.save.handler(pending),
  update: procedures.templates.update.handler(pending),
  remove: procedures.templates.remove.handler(pending),
  apply: procedures.templates.apply.handler(pending),
};
