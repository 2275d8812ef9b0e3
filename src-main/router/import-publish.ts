import { HeadroomError } from '#shared/contract/errors.ts';
import { MAPPED_TAG_DIMENSIONS, type MappedTagDimension } from '#shared/domain/cost.ts';
import type { ReadOptions, ReadResult } from '../importers/types.ts';
import {
  findByIdentity,
  importNumber,
  publishImport,
  setImportState,
  type StoredImport,
} from '../store/imports.ts';
import { nextRank, readPortions } from '../store/portions.ts';
import type { Reader } from '../store/reader.ts';
import { rememberHeader } from '../store/remembered-headers.ts';
import { readReplacement, readServiceSums } from '../store/restatement.ts';
import { putSettings, readSettings } from '../store/settings.ts';
import type { Writer } from '../store/writer.ts';
import { alreadyImported } from './import-errors.ts';
import { warningsOfEarlier } from './import-warnings.ts';

export type Mode = 'auto' | 'append' | 'replace';

/** Whether an import takes the place of earlier ones of its sources and months. */
export function coversEarlier(result: Pick<ReadResult, 'replaces'>, mode: Mode): boolean {
  return mode === 'replace' || (mode === 'auto' && result.replaces);
}

export interface Publication {
  readonly record: StoredImport;
  readonly result: Pick<ReadResult, 'replaces' | 'headerHash' | 'options'>;
  readonly mode: Mode;
  readonly strict: boolean;
  readonly tags: Readonly<Record<string, string>> | undefined;
}

/** Lets a staged import count, in the place of what it replaces, and keeps by how much that changed each service. */
export function publish(writer: Writer, { record, result, mode, strict, tags }: Publication): StoredImport {
  refuseTwice(writer, record);
  mapTags(writer, tags);
  rememberHeader(writer, result.headerHash, lastingChoices(result.options));
  const covers = coversEarlier(result, mode);
  const rank = nextRank(writer);
  const number = importNumber(record.id);
  const refused = strict && record.rejected > 0;
  const own = readPortions(writer)
    .filter((portion) => portion.importNumber === number)
    .map((portion) => ({ ...portion, sums: () => readServiceSums(writer, portion.number) }));
  const replacement = refused
    ? { replaced: [], restated: [], beside: [] }
    : readReplacement(writer, { number, rank, covers, view: record.view }, own);
  const { replaced, restated } = replacement;
  const warnings = [...record.warnings, ...warningsOfEarlier(writer, record, replacement, mode === 'append')];
  const full = { ...record, replaced, restated, covers, rank, warnings };
  publishImport(writer, full);
  return refused ? setImportState(writer, full, 'undone') : full;
}

/** Another import of the same files may have been published since this one began to read them. */
function refuseTwice(reader: Reader, { files, identity }: StoredImport): void {
  const known = findByIdentity(reader, identity);
  if (known !== undefined) throw alreadyImported(files, known.id);
}

/** What holds for the next file with the same header too: not a day or year that was said for one file. */
function lastingChoices({ map = {}, profile, currency, dateOrder, decimal }: ReadOptions): ReadOptions {
  const columns = Object.fromEntries(
    Object.entries(map).filter(([field, value]) => field !== 'year' && !/^\d{4}-\d{2}-\d{2}$/.test(value)),
  );
  const stated = {
    profile,
    currency,
    dateOrder,
    decimal,
    map: Object.keys(columns).length > 0 ? columns : undefined,
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

function mapTags(writer: Writer, tags: Readonly<Record<string, string>> | undefined): void {
  if (tags === undefined) return;
  const { tagMapping } = readSettings(writer);
  const mapped: Partial<Record<MappedTagDimension, readonly string[]>> = { ...tagMapping };
  for (const [dimension, key] of Object.entries(tags)) {
    const known = MAPPED_TAG_DIMENSIONS.find((one) => one === dimension);
    if (known === undefined)
      throw new HeadroomError(
        'invalid_input',
        `“${dimension}” is not one of ${MAPPED_TAG_DIMENSIONS.join(', ')}, which tags can feed.`,
      );
    mapped[known] = [key, ...(mapped[known] ?? []).filter((other) => other !== key)];
  }
  putSettings(writer, { tagMapping: mapped });
}
