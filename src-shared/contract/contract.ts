import type {
  ContractRouterClient,
  InferContractRouterInputs,
  InferContractRouterOutputs,
} from '@orpc/contract';
import { alerts } from './alerts.ts';
import { approvals } from './approvals.ts';
import { budgets } from './budgets.ts';
import { performance, trends } from './figures.ts';
import { forecastSeries } from './forecast-series.ts';
import { forecasts } from './forecasts.ts';
import { imports } from './imports.ts';
import { oneOffs } from './one-offs.ts';
import { reports } from './reports.ts';
import { sample } from './sample.ts';
import { scenarios } from './scenarios.ts';
import { sharedCosts } from './shared-costs.ts';
import { templates } from './templates.ts';
import { variance } from './variance.ts';
import { audit, history } from './history.ts';
import { people, rates, settings } from './settings.ts';
import { workspace } from './workspace.ts';
import { workspaces } from './workspaces.ts';

/** Every operation of the application, declared once; all four doors serve exactly this. */
export const contract = {
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
};

export type Contract = typeof contract;
export type Client = ContractRouterClient<Contract>;
export type Inputs = InferContractRouterInputs<Contract>;
export type Outputs = InferContractRouterOutputs<Contract>;
