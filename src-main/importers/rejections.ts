/** Rejected records: the first are kept for the answer, all go to the sink in batches. */
import type { Rejection } from '#shared/domain/import.ts';
import type { FactSink, RejectedRecord } from './types.ts';

const KEPT = 100;
const BATCH = 500;

export class Rejections {
  readonly kept: Rejection[] = [];
  #pending: RejectedRecord[] = [];

  /** How many wait to be handed over. */
  get pending(): number {
    return this.#pending.length;
  }

  add(record: RejectedRecord): void {
    const { row, column, reason } = record;
    if (this.kept.length < KEPT) this.kept.push({ row, column, reason });
    this.#pending.push(record);
  }

  /** Forgets all, where none has been handed over. */
  clear(): void {
    this.kept.length = 0;
    this.#pending = [];
  }

  /** Hands over what waits, in batches unless all is asked for. */
  async flush(sink: FactSink, all: boolean): Promise<void> {
    if (this.#pending.length === 0 || (!all && this.#pending.length < BATCH)) return;
    const records = this.#pending;
    this.#pending = [];
    await sink.rejected(records);
  }
}
