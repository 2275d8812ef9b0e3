import type { Router as RouterOf } from '@orpc/server';
import type { Contract } from '#shared/contract/contract.ts';
import { procedures, type RequestContext } from './context.ts';
import { alerts } from './alerts.ts';
import { approvals } from './approvals.ts';
import { budgets } from './budgets.ts';
import { performance, trends } from './figures.ts';
import { forecastSeries } from './forecast-series.ts';
import { forecasts } from './forecasts.ts';
import { audit, history } from './history.ts';
import { imports } from './imports.ts';
import { oneOffs } from './one-offs.ts';
import { people } from './people.ts';
import { rates } from './rates.ts';
import { reports } from './reports.ts';
import { sample } from './sample.ts';
import { scenarios } from './scenarios.ts';
import { sharedCosts } from './shared-costs.ts';
import { settings } from './settings.ts';
import { templates } from './templates.ts';
import { variance } from './variance.ts';
import { workspace } from './workspace.ts';
import { workspaces } from './workspaces.ts';

/** Named, because the compiler cannot write down a type of this length by itself. */
export type Router = RouterOf<Contract, RequestContext>;

/** The contract, implemented. A procedure that is missing here does not compile. */
export const router: Router = procedures.router({
  workspace,
  workspaces,
  sample,
  imports,
  budgets,
  templates,
  sharedCosts,
  trends,
  performance,
  forecasts,
  forecastSeries,
  oneOffs,
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
