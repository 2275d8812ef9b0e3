import { basename } from 'node:path';
import type { FactBatch, ReadFile, ReadOptions, ReadResult, RejectedRecord } from '../importers/types.ts';
import { identityOf } from '../jobs/import/identity.ts';
import { COMMITTING, RUNNING, type Imported, type ImportTask } from '../jobs/import/messages.ts';
import { findByIdentity, importId, type StoredImport } from '../store/imports.ts';
import { Reader } from '../store/reader.ts';
import { connect } from '../store/sqlite.ts';
import { StagedImport } from '../store/staging.ts';
import { openBeside, type CommittedWrite } from '../store/store.ts';
import { addConsequences } from './consequences.ts';
import { alreadyImported, cancelled } from './import-errors.ts';
import { publish } from './import-publish.ts';

/** Rejected records that wait until it is sure that the files are new: files that were imported before leave no byte. */
const MOST_HELD_BACK = 20_000;

/** One import of a worker, from its first row in the workspace to its publication. */
export class ImportSession {
  readonly #order: Extract<ImportTask, { kind: 'import' }>;
  #staged: StagedImport | undefined;
  #held: RejectedRecord[] = [];

  constructor(order: Extract<ImportTask, { kind: 'import' }>) {
    this.#order = order;
  }

  /** All is read. The same content under the same reading is refused. */
  begin(files: readonly ReadFile[], options: ReadOptions): void {
    const known = this.#knownAs(identityOf(files, options));
    if (known !== undefined) throw alreadyImported(files, known);
    this.#begun();
  }

  #knownAs(identity: string): string | undefined {
    const connection = connect(this.#order.workspace, { mustExist: true });
    try {
      return findByIdentity(new Reader(connection), identity)?.id;
    } finally {
      connection.close();
    }
  }

  #begun(): StagedImport {
    if (this.#staged === undefined) {
      this.#staged = new StagedImport(this.#order.workspace, this.#order.at);
      this.#staged.rejected(this.#held);
      this.#held = [];
    }
    return this.#staged;
  }

  facts(batch: FactBatch): void {
    this.#begun().facts(batch);
  }

  rejected(records: readonly RejectedRecord[]): void {
    if (this.#staged === undefined && this.#held.length + records.length <= MOST_HELD_BACK)
      this.#held.push(...records);
    else this.#begun().rejected(records);
  }

  finish(): void {
    this.#begun().finish();
  }

  /** Lets the import count, unless it is cancelled before the commit. */
  publish(result: ReadResult, { at, seconds }: { readonly at: string; readonly seconds: number }): Imported {
    const { workspace, today, publish: order, fate } = this.#order;
    const record = recordOf(result, this.#begun().number, at, seconds);
    const store = openBeside(workspace, { readOnly: false });
    let write: CommittedWrite | undefined;
    try {
      addConsequences(store, () => today);
      store.onCommit((committed) => (write = committed));
      store.write(
        { operation: 'imports.create', label: labelOf(record), actor: order.actor, door: order.door, at },
        (writer) => publish(writer, { ...order, record, result }),
        () => {
          if (Atomics.compareExchange(fate, 0, RUNNING, COMMITTING) !== RUNNING) throw cancelled();
        },
      );
      store.checkpoint();
    } finally {
      store.close();
    }
    this.#staged?.close();
    if (write === undefined) throw new Error('the import changed nothing');
    return { importId: record.id, write };
  }

  /** Takes away what was staged; where that fails too, the next start does it. */
  async discard(): Promise<void> {
    await this.#staged?.discard().catch(() => undefined);
  }
}

function recordOf(result: ReadResult, number: number, at: string, seconds: number): StoredImport {
  const { headerHash: _hash, replaces: _replaces, options, ...read } = result;
  return {
    ...read,
    id: importId(number),
    state: 'published',
    at,
    replaced: [],
    identity: identityOf(result.files, options),
    seconds: Math.round(seconds * 1000) / 1000,
    restated: [],
  };
}

function labelOf({ files }: StoredImport): string {
  const [first, ...others] = files.map(({ name }) => basename(name));
  return `Import ${first ?? ''}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}
