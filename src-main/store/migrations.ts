import type { Connection } from './sqlite.ts';
import { costSchema, monthQuantitySchema, sourceRowSchema } from './schema/costs.ts';
import { decisionSchema, judgementSchema, madeReportSchema } from './schema/decisions.ts';
import { foundationSchema } from './schema/foundation.ts';
import { oneOffSchema } from './schema/one-offs.ts';
import { portionSchema } from './schema/portions.ts';
import { budgetSpendSchema, planSchema } from './schema/plans.ts';
import { sharedToDateSchema, standingIndexSchema, standingSchema } from './schema/standing.ts';

/** A numbered step of the format: the script of `to` brings a workspace of format `to − 1` there. Released steps are never edited. */
interface Migration {
  readonly to: number;
  readonly script: string;
}

const migrations: readonly Migration[] = [
  { to: 1, script: foundationSchema + costSchema + planSchema + decisionSchema },
  { to: 2, script: sourceRowSchema },
  { to: 3, script: madeReportSchema },
  { to: 4, script: standingSchema },
  { to: 5, script: sharedToDateSchema },
  { to: 6, script: judgementSchema },
  { to: 7, script: oneOffSchema },
  { to: 8, script: portionSchema },
  { to: 9, script: budgetSpendSchema },
  { to: 10, script: monthQuantitySchema },
  { to: 11, script: standingIndexSchema },
];

export const latestVersion = migrations.length;

/** Runs the steps that are missing, each in a transaction of its own together with the version it leads to. */
export function migrate(connection: Connection, from: number): void {
  for (const { to, script } of migrations) {
    if (to <= from) continue;
    connection
      .transaction(() => {
        connection.exec(script);
        connection.pragma(`user_version = ${to}`);
      })
      .immediate();
  }
}
