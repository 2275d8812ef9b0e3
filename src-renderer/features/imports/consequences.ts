import { countText } from '../../format/style.ts';
import type { Preview } from './look-into.ts';
import type { Mode } from './use-import-run.ts';

type Told = Pick<Preview, 'counts' | 'consequences' | 'replaces' | 'alreadyImported'>;

/**
 * What confirming does with the rows: how many are new, in place of earlier ones, beside another view, left out. A strict reading
 * takes none where one cannot be read.
 */
export function consequencesText(preview: Told, mode: Mode, isStrict = false): string {
  const { counts, alreadyImported } = preview;
  if (alreadyImported !== null) return 'Nothing: all of them are stored already.';
  if (isStrict && counts.rejected > 0)
    return `Nothing is imported: ${told(counts.rejected, 'cannot be read', 'cannot be read')}.`;
  const left = [
    told(counts.rejected, 'cannot be read and is kept aside', 'cannot be read and are kept aside'),
    told(counts.skipped, 'has no amount and is skipped', 'have no amount and are skipped'),
  ];
  return `${[storedText(preview, mode), ...left].filter((part) => part !== '').join(', ')}.`;
}

/** Rows that hold several charges are told in charges, because part of a row can be new and another not. */
function storedText({ counts, consequences, replaces }: Told, mode: Mode): string {
  const { unit, replacing, beside } = consequences;
  const all = consequences.new + replacing + beside;
  const months = new Set(replaces.flatMap((one) => one.months)).size;
  const place = `the place of what was imported of ${countText(months, 'month', 'months')}`;
  const parts =
    mode === 'append'
      ? [told(all, 'is new', 'are new')]
      : [
          told(consequences.new, 'is new', 'are new'),
          told(replacing, `takes ${place}`, `take ${place}`),
          told(
            beside,
            'is the other view of usage that is there',
            'are the other view of usage that is there',
          ),
        ];
  const text = parts.filter((part) => part !== '').join(', ');
  if (unit === 'row') return text;
  return `${countText(counts.accepted, 'row holds', 'rows hold')} ${countText(all, 'charge', 'charges')}: ${text}`;
}

/** `400 are new`; nothing of none. */
function told(count: number, one: string, many: string): string {
  return count === 0 ? '' : countText(count, one, many);
}
