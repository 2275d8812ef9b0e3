import { procedures } from './context.ts';
import { alerts } from './alerts.ts';
import { approvals } from './approvals.ts';
import { budgets } from './budgets.ts';
import { performance, trends } from './figures.ts';
import { forecasts } from './forecasts.ts';
import { audit, history } from './history.ts';
import { imports } from './imports.ts';
import { people } from './people.ts';
import { rates } from './rates.ts';
import { reports } from './reports.ts';
import { scenarios } from './scenarios.ts';
import { settings } from './settings.ts';
import { templates } from './templates.ts';
import { variance } from './variance.ts';
import { workspace } from './workspace.ts';

/** The contract, implemented. A procedure that is missing here does not compile. */
export const router = procedures.router({
  workspace,
  imports,
  budgets,
  templates,
  trends,
  performance,
  forecasts,
  scenarios,
  alerts,
  approvals,
  variance,
  reports,
  settings,
  people,
  rates,
  audit,
  history,
});

export type Router = typeof router;
