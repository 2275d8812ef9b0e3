import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBackend } from '#main/cli/workspace-file.ts';
import { addMonths, daysInMonth, toDay, toMonth } from '#shared/domain/calendar.ts';

export interface Size {
  readonly facts: number;
  readonly budgets: number;
}

export const MONTHS = 36;
const START = toMonth('2023-07');
const AS_OF = toDay('2026-06-17');
const TEAMS = 50;
const SERVICES = 40;
const REGIONS = 9;
const SCHEMA = join(import.meta.dirname, '../../../src-main/store/migrations.ts');

/**
 * A workspace of so many facts over 36 months and so many budgets: one organisation, fifty teams, projects below them. Made
 * through the importer and the budgets API, and kept in the system's temporary folder for the next run.
 */
export async function benchWorkspace(size: Size): Promise<{ file: string; madeInSeconds: number | null }> {
  const own = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .update(readFileSync(SCHEMA))
    .digest('hex');
  const folder = join(tmpdir(), `headroom-ui-bench-${size.facts}-${size.budgets}-${own.slice(0, 8)}`);
  const file = join(folder, 'bench.headroom');
  if (existsSync(file)) return { file, madeInSeconds: null };
  const started = performance.now();
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  await make(making, size);
  renameSync(making, folder);
  return { file, madeInSeconds: (performance.now() - started) / 1000 };
}

async function make(folder: string, size: Size): Promise<void> {
  const costs = join(folder, 'costs.csv');
  const backend = openBackend(join(folder, 'bench.headroom'), { access: 'write' });
  try {
    const client = backend.client('cli');
    await client.settings.set({ asOf: AS_OF });
    await writeCosts(costs, size);
    await client.imports.create({ files: [{ path: costs }] });
    await client.budgets.apply({ tree: budgetTree(size) });
  } finally {
    backend.close();
    rmSync(costs, { force: true });
  }
}

function projectsOf({ budgets }: Size): number {
  return Math.max(0, budgets - 1 - TEAMS);
}

/** Each project is charged every so many days, so that the months hold the wanted number of facts. */
async function writeCosts(file: string, size: Size): Promise<void> {
  const days = Array.from({ length: MONTHS }, (_, index) => addMonths(START, index)).flatMap((month) =>
    Array.from({ length: daysInMonth(month) }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`),
  );
  const out = createWriteStream(file);
  out.write(
    'BillingAccountId,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ProviderName,ServiceName,RegionId,SubAccountId,Tags\n',
  );
  const projects = projectsOf(size);
  const perDay = size.facts / days.length;
  for (const [index, day] of days.entries()) {
    const lines: string[] = [];
    for (let one = Math.round(index * perDay); one < Math.round((index + 1) * perDay); one += 1)
      lines.push(costLine(day, index, one % projects));
    if (!out.write(lines.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

function costLine(day: string, index: number, project: number): string {
  const season = 1 + 0.15 * Math.sin((index / 365) * 2 * Math.PI + (project % 6));
  const noise = 1 + ((index * 31 + project * 17) % 21) / 70;
  const cost = ((2 + (project % 7)) * (1 + index / 2500) * season * noise).toFixed(4);
  const time = `${day}T00:00:00Z`;
  const names = `Service ${project % SERVICES},region-${project % REGIONS},sub-${project % 23}`;
  return `acct,${time},${time},${cost},${cost},USD,Usage,AWS,${names},"{""team"":""team-${project % TEAMS}"",""project"":""project-${project}""}"\n`;
}

/** Amounts near what a year of a project costs; some too small, so that there is something to see. */
function budgetTree(size: Size): unknown {
  const common = { currency: 'USD', startMonth: '2026-01', months: 12 };
  const chargesAYear = size.facts / projectsOf(size) / (MONTHS / 12);
  const amountOf = (project: number): number =>
    Math.round((2 + (project % 7)) * 1.55 * chargesAYear * (0.9 + (project % 11) / 40));
  const teams = Array.from({ length: TEAMS }, (_, team) => {
    const children = [];
    for (let project = team; project < projectsOf(size); project += TEAMS)
      children.push({
        ...{ id: `project-${project}`, name: `project-${project}`, type: 'project' },
        amount: amountOf(project),
      });
    const amount = children.reduce((sum, child) => sum + child.amount, 0);
    return { id: `team-${team}`, name: `team-${team}`, type: 'team', amount, children };
  });
  const amount = teams.reduce((sum, team) => sum + team.amount, 0);
  return { id: 'org', name: 'Organisation', type: 'organization', amount, ...common, children: teams };
}
