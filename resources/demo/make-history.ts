/**
 * Makes `history.csv.gz`: 24 months of cost history in FOCUS 1.0 shape. It is GENERATED, not real: no public export is long
 * enough to forecast from. A seeded generator gives the same bytes on every run.
 *
 *   node resources/demo/make-history.ts
 */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const FIRST_DAY = Date.UTC(2024, 6, 1);
const END_DAY = Date.UTC(2026, 6, 1);
const DAY_MS = 86_400_000;
const COLUMNS = [
  'BilledCost', 'BillingAccountId', 'BillingAccountName', 'BillingCurrency', 'BillingPeriodEnd', 'BillingPeriodStart', 'ChargeCategory', 'ChargeClass',
  'ChargeDescription', 'ChargeFrequency', 'ChargePeriodEnd', 'ChargePeriodStart', 'CommitmentDiscountId', 'CommitmentDiscountStatus', 'ConsumedQuantity', 'ConsumedUnit',
  'ContractedCost', 'EffectiveCost', 'InvoiceIssuerName', 'ListCost', 'PricingCategory', 'PricingQuantity', 'PricingUnit', 'ProviderName', 'PublisherName',
  'RegionId', 'RegionName', 'ServiceCategory', 'ServiceName', 'SkuId', 'SubAccountId', 'SubAccountName', 'Tags',
] as const;
type Record_ = Record<(typeof COLUMNS)[number], string>;

interface Stream {
  readonly team: string;
  readonly environment: string;
  readonly provider: 'AWS' | 'Microsoft';
  readonly service: string;
  readonly category: string;
  readonly region: string;
  readonly unit: string;
  /** Units a day at the start, and what one costs. */
  readonly units: number;
  readonly price: number;
  /** Growth of units a year. */
  readonly growth: number;
  /** A lasting change of units from a day on. */
  readonly step?: readonly [from: string, factor: number];
  /** A change of the price from a day on. */
  readonly priceCut?: readonly [from: string, factor: number];
  /** Days on which units are a multiple. */
  readonly spike?: readonly [from: string, days: number, factor: number];
}

const EC2 = { provider: 'AWS', service: 'Amazon Elastic Compute Cloud', category: 'Compute', unit: 'Hours' } as const;
const RDS = { provider: 'AWS', service: 'Amazon Relational Database Service', category: 'Databases', unit: 'Hours' } as const;
const S3 = { provider: 'AWS', service: 'Amazon Simple Storage Service', category: 'Storage', unit: 'GB-Month' } as const;
const LAMBDA = { provider: 'AWS', service: 'AWS Lambda', category: 'Compute', unit: 'Requests' } as const;
const AKS = { provider: 'Microsoft', service: 'Azure Kubernetes Service', category: 'Compute', unit: 'Hours' } as const;
const SQL = { provider: 'Microsoft', service: 'Azure SQL Database', category: 'Databases', unit: 'Hours' } as const;

const STREAMS: readonly Stream[] = [
  { ...EC2, team: 'payments', environment: 'prod', region: 'eu-west-1', units: 9_200, price: 0.096, growth: 0.14, step: ['2026-03-14', 1.32] },
  { ...EC2, team: 'payments', environment: 'dev', region: 'eu-west-1', units: 1_400, price: 0.096, growth: 0.05 },
  { ...RDS, team: 'payments', environment: 'prod', region: 'eu-west-1', units: 1_150, price: 0.29, growth: 0.1 },
  { ...LAMBDA, team: 'payments', environment: 'prod', region: 'us-east-1', units: 310_000, price: 0.0002, growth: 0.35 },
  { ...EC2, team: 'search', environment: 'prod', region: 'us-east-1', units: 8_100, price: 0.0864, growth: 0.06 },
  { ...S3, team: 'search', environment: 'prod', region: 'us-east-1', units: 5_600, price: 0.023, growth: 0.22 },
  { ...RDS, team: 'search', environment: 'prod', region: 'us-east-1', units: 640, price: 0.29, growth: -0.04, priceCut: ['2025-11-01', 0.88] },
  { ...AKS, team: 'platform', environment: 'prod', region: 'westeurope', units: 4_700, price: 0.1, growth: 0.18 },
  { ...AKS, team: 'platform', environment: 'dev', region: 'westeurope', units: 1_200, price: 0.1, growth: 0.08 },
  { ...SQL, team: 'platform', environment: 'prod', region: 'westeurope', units: 520, price: 0.41, growth: 0.12, spike: ['2026-02-09', 4, 3.4] },
  { ...S3, team: 'platform', environment: 'prod', region: 'eu-west-1', units: 3_900, price: 0.023, growth: 0.3 },
  { ...EC2, team: 'data', environment: 'prod', region: 'us-east-1', units: 3_300, price: 0.0864, growth: 0.27 },
  { ...S3, team: 'data', environment: 'prod', region: 'us-east-1', units: 9_800, price: 0.021, growth: 0.34 },
  { ...SQL, team: 'data', environment: 'prod', region: 'eastus', units: 260, price: 0.41, growth: 0.05 },
  { ...EC2, team: '', environment: '', region: 'eu-west-1', units: 820, price: 0.096, growth: 0.12 },
  { ...S3, team: '', environment: '', region: 'us-east-1', units: 1_900, price: 0.023, growth: 0.2 },
];

/** Share of an ordinary month, January first: little in summer, much before Christmas. */
const SEASON = [0.97, 0.98, 1.0, 1.0, 0.99, 0.97, 0.94, 0.94, 1.0, 1.03, 1.1, 1.08];
/** Monday first. */
const WEEK = [1.06, 1.07, 1.07, 1.06, 1.03, 0.86, 0.85];

/** Mulberry32: a small generator whose whole state is its seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const text = (ms: number): string => new Date(ms).toISOString().replace('.000', '');
const isFrom = (ms: number, day: string): boolean => ms >= Date.parse(`${day}T00:00:00Z`);

function unitsOf(stream: Stream, ms: number, noise: number): number {
  const date = new Date(ms);
  const years = (ms - FIRST_DAY) / DAY_MS / 365.25;
  const weekday = (date.getUTCDay() + 6) % 7;
  let units = stream.units * (1 + stream.growth) ** years * (SEASON[date.getUTCMonth()] ?? 1) * (WEEK[weekday] ?? 1) * (0.97 + 0.06 * noise);
  if (stream.step !== undefined && isFrom(ms, stream.step[0])) units *= stream.step[1];
  if (stream.spike !== undefined && isFrom(ms, stream.spike[0]) && ms < Date.parse(`${stream.spike[0]}T00:00:00Z`) + stream.spike[1] * DAY_MS) units *= stream.spike[2];
  return units;
}

interface Charge {
  readonly ms: number;
  readonly end: number;
  readonly category: string;
  readonly description: string;
  readonly cost: number;
  readonly units: number;
  readonly list: number;
}

function recordOf(stream: Stream, charge: Charge): Record_ {
  const date = new Date(charge.ms);
  const account = stream.provider === 'AWS' ? `10000000000${stream.team.length % 10}` : `sub-${stream.team === '' ? 'shared' : stream.team}`;
  const tags = stream.team === '' ? '' : JSON.stringify({ team: stream.team, environment: stream.environment });
  const cost = charge.cost.toFixed(6);
  return {
    BilledCost: cost,
    BillingAccountId: stream.provider === 'AWS' ? '999900001111' : 'EA-7788',
    BillingAccountName: 'Acme',
    BillingCurrency: 'USD',
    BillingPeriodEnd: text(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)),
    BillingPeriodStart: text(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)),
    ChargeCategory: charge.category,
    ChargeClass: '',
    ChargeDescription: charge.description,
    ChargeFrequency: charge.category === 'Usage' ? 'Usage-Based' : 'Recurring',
    ChargePeriodEnd: text(charge.end),
    ChargePeriodStart: text(charge.ms),
    CommitmentDiscountId: '',
    CommitmentDiscountStatus: '',
    ConsumedQuantity: charge.units === 0 ? '' : charge.units.toFixed(3),
    ConsumedUnit: charge.units === 0 ? '' : stream.unit,
    ContractedCost: cost,
    EffectiveCost: cost,
    InvoiceIssuerName: stream.provider === 'AWS' ? 'Amazon Web Services' : 'Microsoft',
    ListCost: charge.list.toFixed(6),
    PricingCategory: 'Standard',
    PricingQuantity: charge.units.toFixed(3),
    PricingUnit: stream.unit,
    ProviderName: stream.provider,
    PublisherName: stream.provider,
    RegionId: stream.region,
    RegionName: stream.region,
    ServiceCategory: stream.category,
    ServiceName: stream.service,
    SkuId: `${stream.service.replaceAll(/[^A-Z]/g, '')}-${stream.region}`,
    SubAccountId: account,
    SubAccountName: stream.team === '' ? 'shared' : stream.team,
    Tags: tags,
  };
}

function usageOf(stream: Stream, ms: number, noise: number): Charge {
  const units = unitsOf(stream, ms, noise);
  const price = stream.price * (stream.priceCut !== undefined && isFrom(ms, stream.priceCut[0]) ? stream.priceCut[1] : 1);
  return { ms, end: ms + DAY_MS, category: 'Usage', description: `${stream.service} in ${stream.region}`, units, cost: units * price, list: units * stream.price };
}

function cell(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function makeHistory(): string {
  const chance = seeded(20_260_630);
  const lines: string[] = [COLUMNS.join(',')];
  const add = (record: Record_) => lines.push(COLUMNS.map((column) => cell(record[column])).join(','));
  const support: Stream = { ...EC2, service: 'AWS Support (Business)', category: 'Management and Governance', team: '', environment: '', region: '', units: 0, price: 0, growth: 0 };
  for (let ms = FIRST_DAY; ms < END_DAY; ms += DAY_MS) {
    const date = new Date(ms);
    for (const stream of STREAMS) add(recordOf(stream, usageOf(stream, ms, chance())));
    if (date.getUTCDate() !== 1) continue;
    const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
    const fee = 1_450 * 1.08 ** ((ms - FIRST_DAY) / DAY_MS / 365.25);
    add(recordOf(support, { ms, end, category: 'Purchase', description: 'Support plan', units: 0, cost: fee, list: fee }));
    add(recordOf(support, { ms, end, category: 'Tax', description: 'Tax on support', units: 0, cost: fee * 0.19, list: fee * 0.19 }));
    if (date.getUTCMonth() % 3 === 0) add(recordOf(support, { ms, end, category: 'Credit', description: 'Promotional credit', units: 0, cost: -220, list: 0 }));
  }
  return `${lines.join('\n')}\n`;
}

const file = new URL('./history.csv.gz', import.meta.url);
const history = makeHistory();
writeFileSync(file, gzipSync(history, { level: 9 }));
const rows = history.split('\n').length - 2;
const total = history.split('\n').slice(1, -1).reduce((sum, line) => sum + BigInt((line.split(',')[0] ?? '0').replace('.', '')), 0n);
process.stdout.write(`${rows} rows, ${total} micros of USD in ${file.pathname}\n`);
