import type { Day } from '#shared/domain/calendar.ts';
import { readImport } from '../store/imports.ts';
import type { Reader } from '../store/reader.ts';
import type { Replacement } from '../store/restatement.ts';

interface Days {
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
}

/**
 * What is told of earlier imports of the same source and months: of those that lose their place to days they do not have, as
 * a part of a bill does that was meant to join the other, and of those that count beside the same days.
 */
export function warningsOfEarlier(
  reader: Reader,
  own: Days,
  { replaced, beside }: Pick<Replacement, 'replaced' | 'beside'>,
  isAppended: boolean,
): string[] {
  const apart = replaced.filter((id) => !meet(readImport(reader, id), own));
  const twice = isAppended ? [] : beside.filter((id) => meet(readImport(reader, id), own));
  return [
    ...apart.map(
      (id) =>
        `${id} gives way to this import, which has none of its days; parts of one bill are imported together, or the further ones with --append.`,
    ),
    ...(twice.length > 0
      ? [
          `${twice.join(', ')} holds costs of the same source and days, and both count; --replace puts this import in the place of the earlier one.`,
        ]
      : []),
  ];
}

function meet(one: Days, other: Days): boolean {
  if (one.firstDay === null || one.lastDay === null) return false;
  if (other.firstDay === null || other.lastDay === null) return false;
  return one.firstDay <= other.lastDay && other.firstDay <= one.lastDay;
}
