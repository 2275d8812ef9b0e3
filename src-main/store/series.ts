import type { CostSeries } from '#shared/domain/cost.ts';
import type { Reader } from './reader.ts';
import { remembered } from './remembered.ts';

/** A series with the number the store gives it. */
export interface StoredSeries extends CostSeries {
  readonly id: number;
}

interface SeriesRow {
  readonly id: bigint;
  readonly currency: string;
  readonly provider: string;
  readonly account: string;
  readonly account_name: string;
  readonly service: string;
  readonly region: string;
  readonly sku: string;
  readonly charge_category: CostSeries['chargeCategory'];
  readonly tags: string;
  readonly charge_class: string;
  readonly pricing_category: string;
  readonly commitment_id: string;
  readonly commitment_status: string;
  readonly invoice: string;
  readonly unit: string;
}

/** All but the key, which only imports look for. */
const COLUMNS = `id, currency, provider, account, account_name, service, region, sku, charge_category, tags, charge_class,
  pricing_category, commitment_id, commitment_status, invoice, unit`;

interface KnownSeries {
  readonly byId: Map<number, StoredSeries>;
  /** All up to the last of them, by id. */
  all: readonly StoredSeries[];
}

/**
 * Series that were read once. A series is never changed nor taken away, and a new one has a higher number than all before, so
 * that only those are read that came since: to read all of them takes longer than most edits.
 */
const known = new WeakMap<object, KnownSeries>();

function knownTo(reader: Reader): KnownSeries {
  const own = known.get(reader.source) ?? { byId: new Map<number, StoredSeries>(), all: [] };
  known.set(reader.source, own);
  return own;
}

/** All series there are, by id, also those of imports that do not count now: what is known later may count again. */
export function readAllSeries(reader: Reader): readonly StoredSeries[] {
  const own = knownTo(reader);
  const rows = reader.all<SeriesRow>(
    `SELECT ${COLUMNS} FROM series WHERE id > ? ORDER BY id`,
    own.all.at(-1)?.id ?? 0,
  );
  if (rows.length > 0) own.all = [...own.all, ...rows.map((row) => know(own, row))];
  return own.all;
}

/** The series that published imports hold, by id. */
export function readSeries(reader: Reader, portions: string): readonly StoredSeries[] {
  return remembered(reader, `series ${portions}`, () => {
    const all = readAllSeries(reader);
    const rows = reader.all<{ id: bigint }>(
      // One month of a series is enough; to list all of them takes three times as long.
      `SELECT id FROM series s WHERE EXISTS
         (SELECT 1 FROM series_month WHERE series_id = s.id AND portion IN (SELECT value FROM json_each(?)))`,
      portions,
    );
    if (rows.length === all.length) return all;
    const held = new Set(rows.map(({ id }) => Number(id)));
    return all.filter(({ id }) => held.has(id));
  });
}

/** The series with these ids. */
export function readSeriesByIds(reader: Reader, ids: readonly number[]): StoredSeries[] {
  const own = knownTo(reader);
  const missing = ids.filter((id) => !own.byId.has(id));
  if (missing.length > 0) {
    const sql = `SELECT ${COLUMNS} FROM series WHERE id IN (SELECT value FROM json_each(?))`;
    for (const row of reader.all<SeriesRow>(sql, JSON.stringify(missing))) know(own, row);
  }
  return ids.flatMap((id) => own.byId.get(id) ?? []);
}

function know({ byId }: KnownSeries, row: SeriesRow): StoredSeries {
  const series = byId.get(Number(row.id)) ?? toSeries(row);
  byId.set(series.id, series);
  return series;
}

function toSeries(row: SeriesRow): StoredSeries {
  const {
    id,
    account_name,
    charge_category,
    charge_class,
    pricing_category,
    commitment_id,
    commitment_status,
    tags,
    ...rest
  } = row;
  return {
    ...rest,
    id: Number(id),
    accountName: account_name,
    chargeCategory: charge_category,
    chargeClass: charge_class,
    pricingCategory: pricing_category,
    commitmentId: commitment_id,
    commitmentStatus: commitment_status,
    tags: JSON.parse(tags) as Record<string, string>,
  };
}
