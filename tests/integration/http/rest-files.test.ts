import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveRest, type RestServed } from './rest-calls.ts';

let rest: RestServed;
beforeAll(async () => {
  rest = await serveRest();
});
afterAll(() => rest.close());

const FOCUS = [
  'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ServiceCategory,ProviderName,PublisherName,InvoiceIssuerName,BillingAccountId,SubAccountId,RegionId,ResourceId,SkuId,ChargeDescription,Tags',
  '1.25,1.25,1.25,1.25,USD,2024-09-01T00:00:00Z,2024-10-01T00:00:00Z,2024-09-02T00:00:00Z,2024-09-03T00:00:00Z,Usage,Compute,Compute,AWS,AWS,AWS,1,2,eu,r,s,d,{}',
].join('\n');

describe('imports', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  test('a file sent as the body is tried with 200, taken once with 201 and refused again with 409', async () => {
    const path = '/api/imports?name=cost.csv';
    const tried = await rest.call('POST', `${path}&dryRun=true`, { body: bytes(FOCUS) });
    expect(tried.body).toMatchObject({
      success: true,
      data: { rows: 1, controlTotals: { USD: '1.250000' } },
    });
    expect(tried.status).toBe(200);
    const taken = await rest.call('POST', path, { body: bytes(FOCUS) });
    expect(taken.status).toBe(201);
    expect(taken.body).toMatchObject({ data: { rows: 1, accepted: 1, files: [{ name: 'cost.csv' }] } });
    const again = await rest.call('POST', path, { body: bytes(FOCUS) });
    expect(again.status).toBe(409);
    expect(again.body.error?.code).toBe('already_imported');
  });

  test('a file without a name is 400, of another type 415, an unreadable one 422', async () => {
    expect((await rest.call('POST', '/api/imports', { body: bytes(FOCUS) })).status).toBe(400);
    expect((await rest.call('POST', '/api/imports?name=a.csv', { body: {} })).status).toBe(415);
    const pdf = await rest.call('POST', '/api/imports?name=a.csv', { body: bytes('%PDF-1.7\n%âãÏÓ\n') });
    expect(pdf.status).toBe(422);
  });

  test('a path on this machine is never read for a program or for the page', async () => {
    const body = { files: [{ path: '/etc/passwd' }] };
    expect((await rest.call('POST', '/api/imports/files', { body })).status).toBe(403);
    expect((await rest.call('POST', '/api/imports/preview', { body })).status).toBe(403);
    const rpc = await fetch(`${rest.server.url}/rpc/imports/preview`, {
      method: 'POST',
      headers: { authorization: `Bearer ${rest.server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ json: body }),
    });
    expect(rpc.status).toBe(403);
  });

  test('an upload of the page is named by its id', async () => {
    const answer = await fetch(`${rest.server.url}/upload?name=page.csv`, {
      method: 'POST',
      headers: { authorization: `Bearer ${rest.server.token}`, 'content-type': 'application/octet-stream' },
      body: FOCUS.replace('1.25,1.25', '2.5,2.5'),
    });
    const { uploadId } = (await answer.json()) as { readonly uploadId: string };
    const preview = await rest.call('POST', '/api/imports/preview', { body: { files: [{ uploadId }] } });
    expect(preview.body).toMatchObject({ data: { counts: { rows: 1 }, controlTotals: { USD: '2.500000' } } });
    const unknown = await rest.call('POST', '/api/imports/preview', {
      body: { files: [{ uploadId: 'nothing' }] },
    });
    expect(unknown.status).toBe(404);
  });
});
