/** Why a record that breaks the grammar cannot be read, in words. */
import type { RecordProblem, Tokenizer } from './tokenizer.ts';

const PROBLEMS: Readonly<Record<Exclude<RecordProblem, ''>, string>> = {
  quote: 'text follows a closing quote',
  unterminated: 'a quote is opened and never closed',
  nul: 'the record holds a NUL character',
  encoding: 'the record holds bytes that are not UTF-8',
  long: 'the record is longer than a megabyte or has more than 65,536 fields',
};

/** The reason, and how far a broken quote reaches: what it takes is in no other record. */
export function problemOf(record: Tokenizer, problem: Exclude<RecordProblem, ''>): string {
  const reason = PROBLEMS[problem];
  if (problem !== 'quote' && problem !== 'unterminated') return reason;
  const text = record.bytes.subarray(record.recordStart, record.recordEnd).toString('latin1');
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line !== '').length;
  return lines < 2 ? reason : `${reason}; the record takes ${lines} lines, none of which counts`;
}
