import type { Outputs } from '#shared/contract/contract.ts';
import { normalizeTagKey } from '#shared/domain/cost.ts';
import type { Reader } from '../store/reader.ts';
import { readSeries } from '../store/series.ts';
import { countingPortions } from '../store/spend.ts';
import type { Question } from './question.ts';

type Keys = Outputs['workspace']['tagKeys']['data'];

/** The keys of the tags of all charges that count, by the alphabet; spellings that a dimension reads alike are one key. */
export const tagKeys: Question<object, Keys> = { name: 'tagKeys', answer: keysOf };

function keysOf(reader: Reader): Keys {
  const values = new Map<string, Set<string>>();
  for (const { tags } of readSeries(reader, countingPortions(reader)))
    for (const [name, value] of Object.entries(tags)) {
      const key = normalizeTagKey(name);
      if (key === '') continue;
      const known = values.get(key) ?? new Set<string>();
      values.set(key, known.add(value));
    }
  return [...values]
    .map(([key, known]) => ({ key, values: known.size }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}
