import type { Command } from './command.ts';
import { alertCommands } from './commands/alerts.ts';
import { approvalCommands } from './commands/approvals.ts';
import { auditCommands } from './commands/audit.ts';
import { budgetCommands } from './commands/budgets.ts';
import { budgetStructureCommands } from './commands/budget-structure.ts';
import { budgetTemplateCommands } from './commands/budget-templates.ts';
import { costCommands } from './commands/costs.ts';
import { figureCommands } from './commands/figures.ts';
import { forecastSeriesCommands } from './commands/forecast-series.ts';
import { historyCommands } from './commands/history.ts';
import { importCommands } from './commands/imports.ts';
import { maintenanceCommands } from './commands/maintenance.ts';
import { oneOffCommands } from './commands/one-offs.ts';
import { reportCommands } from './commands/report.ts';
import { runCommands } from './commands/run.ts';
import { scenarioCommands } from './commands/scenarios.ts';
import { serveCommands } from './commands/serve.ts';
import { settingsCommands } from './commands/settings.ts';
import { varianceCommands } from './commands/variance.ts';
import { workspaceCommands } from './commands/workspaces.ts';

/** All commands; each subject's file holds its own. */
export const commands: readonly Command[] = [
  ...importCommands,
  ...budgetCommands,
  ...budgetStructureCommands,
  ...budgetTemplateCommands,
  ...figureCommands,
  ...oneOffCommands,
  ...costCommands,
  ...forecastSeriesCommands,
  ...alertCommands,
  ...approvalCommands,
  ...varianceCommands,
  ...reportCommands,
  ...scenarioCommands,
  ...settingsCommands,
  ...historyCommands,
  ...runCommands,
  ...serveCommands,
  ...maintenanceCommands,
  ...workspaceCommands,
  ...auditCommands,
];
