/** All profiles. A new one is a file of its own and a line here. */
import type { Profile } from '../profile.ts';
import { alibaba } from './alibaba.ts';
import { awsBill } from './aws-bill.ts';
import { awsCostExplorer } from './aws-cost-explorer.ts';
import { awsCur } from './aws-cur.ts';
import { azure } from './azure.ts';
import { databricks } from './databricks.ts';
import { datev } from './datev.ts';
import { digitalocean } from './digitalocean.ts';
import { focus } from './focus.ts';
import { gcpBigquery } from './gcp-bigquery.ts';
import { gcpCostTable } from './gcp-cost-table.ts';
import { gcpFileExport } from './gcp-file-export.ts';
import { generic } from './generic.ts';
import { oci } from './oci.ts';
import { openai } from './openai.ts';

export const PROFILES: readonly Profile[] = [
  focus,
  awsCur,
  awsBill,
  awsCostExplorer,
  azure,
  gcpBigquery,
  gcpCostTable,
  gcpFileExport,
  oci,
  digitalocean,
  alibaba,
  openai,
  databricks,
  datev,
];

/** Reads what no profile knows. */
export const GENERIC: Profile = generic;
