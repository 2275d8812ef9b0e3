import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Client, Inputs } from '#shared/contract/contract.ts';
import { headroom } from '../../support/command-line.ts';
import { restOf } from '../../support/rest.ts';
import { temporaryFolder, testBackend } from '../../support/workspace.ts';

const FOCUS =
  'BilledCost,BillingCurrency,BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,ServiceName';
const GOOGLE =
  'billing_account_id,service.description,sku.description,usage_start_time,usage_end_time,project.id,cost,currency,credits,invoice.month';
const AZURE = join(
  import.meta.dirname,
  '..',
  '..',
  'fixtures',
  'exports',
  'azure-ea-actual-2023-09-bom-mdy.csv',
);

/** A row of the fifth of a month of 2026. */
function focusRow(month: number, cost: string, service: string, account = 'a'): string {
  const [first, next] = [month, month + 1].map((of) => `2026-${String(of).padStart(2, '0')}`);
  const days = [`${first}-01`, `${next}-01`, `${first}-05`, `${first}-06`];
  return [cost, 'USD', account, ...days.map((day) => `${day}T00:00:00Z`), 'Usage', 'AWS', service].join(',');
}

function googleRow(month: number, cost: string, credits: string): string {
  const day = `2026-0${month}-05`;
  return `b,Compute,N1,${day} 00:00:00 UTC,${day} 01:00:00 UTC,p,${cost},USD,"${credits}",20260${month}`;
}

function fileOf(name: string, head: string, ...rows: string[]): { path: string } {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, `${[head, ...rows].join('\n')}\n`);
  return { path };
}

async function becomes(client: Client, file: { path: string }, mode?: Inputs['imports']['preview']['mode']) {
  const { data } = await client.imports.preview({ files: [file], ...(mode === undefined ? {} : { mode }) });
  return data.consequences;
}

/** Two rows of July; then a file with two rows of July, three of August and one of another account. */
const JULY = [focusRow(7, '10', 'EC2'), focusRow(7, '4', 'S3')];
const NEXT = [
  ...[focusRow(7, '11', 'EC2'), focusRow(7, '4', 'S3')],
  // The first two make one fact, and are two rows all the same.
  ...[focusRow(8, '5', 'EC2'), focusRow(8, '6', 'EC2'), focusRow(8, '1', 'S3')],
  focusRow(7, '2', 'EC2', 'b'),
];
const NEXT_BECOMES = { unit: 'row', new: 4, replacing: 2, beside: 0 };

describe('what a preview says of rows', () => {
  it('tells those that are new from those in place of earlier ones, by source and billing month', async () => {
    const backend = testBackend();
    const client = backend.client('cli');
    const first = fileOf('july.csv', FOCUS, ...JULY);
    expect(await becomes(client, first)).toEqual({ unit: 'row', new: 2, replacing: 0, beside: 0 });
    await client.imports.create({ files: [first] });
    const next = fileOf('next.csv', FOCUS, ...NEXT);
    expect(await becomes(client, next)).toEqual(NEXT_BECOMES);
    expect(await becomes(client, next, 'append')).toEqual({ ...NEXT_BECOMES, new: 6, replacing: 0 });
  });

  it('is said by the dry run of the command line', async () => {
    const file = join(temporaryFolder(), 'w.headroom');
    await headroom(file, 'import', fileOf('july.csv', FOCUS, ...JULY).path);
    const { data } = await headroom(file, 'import', fileOf('next.csv', FOCUS, ...NEXT).path, '--dry-run');
    expect(data).toMatchObject({ changes: [{ after: { consequences: NEXT_BECOMES } }] });
  });

  it('is said over REST by the dry run of an import', async () => {
    const backend = testBackend();
    await backend.client('cli').imports.create({ files: [fileOf('july.csv', FOCUS, ...JULY)] });
    const rest = await restOf(backend);
    const { body } = await rest('POST', '/imports?name=next.csv&dryRun=true', [FOCUS, ...NEXT].join('\n'));
    expect(body, JSON.stringify(body.error)).toMatchObject({ success: true });
    expect(body.meta).toMatchObject({ changes: [{ after: { consequences: NEXT_BECOMES } }] });
  });

  it('is counted in charges where a row of months across holds several', async () => {
    const client = testBackend().client('cli');
    const head = 'Service,2026-01,2026-02,2026-03';
    const january = fileOf('a.csv', head, 'Compute,10,,', 'Storage,5,,');
    await client.imports.create({ files: [january], currency: 'USD' });
    // Five cells with an amount: two of January, which is there, and three of February and March.
    const wide = fileOf('b.csv', head, 'Compute,11,12,13', 'Storage,5,,6');
    expect(await becomes(client, wide, 'replace')).toEqual({
      ...{ unit: 'charge', new: 3, replacing: 2, beside: 0 },
    });
    expect(await becomes(client, wide)).toEqual({ unit: 'charge', new: 5, replacing: 0, beside: 0 });
  });

  it('counts a row with credits beside its cost once', async () => {
    const client = testBackend().client('cli');
    const credit = "[{'name': 'x', 'amount': -1, 'type': 'PROMOTION'}]";
    await client.imports.create({ files: [fileOf('a.csv', GOOGLE, googleRow(7, '9', '[]'))] });
    const next = fileOf(
      'b.csv',
      ...[GOOGLE, googleRow(7, '10', credit), googleRow(8, '3', credit), googleRow(8, '4', '[]')],
    );
    expect(await becomes(client, next)).toEqual({ unit: 'row', new: 2, replacing: 1, beside: 0 });
  });

  it('calls amortised cost the other view of the usage that is there as actual cost', async () => {
    const client = testBackend().client('cli');
    const lines = readFileSync(AZURE, 'utf8').trimEnd().split(/\r?\n/u);
    const rows = lines.length - 2;
    await client.imports.create({ files: [{ path: AZURE }] });
    const amortised = fileOf('amortized.csv', ...(lines.slice(0, -1) as [string]));
    expect(await becomes(client, amortised)).toEqual({ unit: 'row', new: 0, replacing: 0, beside: rows });
    const actual = fileOf('again.csv', ...(lines.slice(0, -1) as [string]));
    expect(await becomes(client, actual)).toEqual({ unit: 'row', new: 0, replacing: rows, beside: 0 });
  });
});
