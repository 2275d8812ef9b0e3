import { countText, plainStyle } from '../../format/style.ts';
import type { Mode, Preview } from './use-import-run.ts';

type Told = Pick<Preview, 'counts' | 'consequences' | 'replaces' | 'alreadyImported'>;

/** What confirming does with the rows: how many are new, in place of earlier ones, beside another view, left out. */
export function consequencesText(preview: Told, mode: Mode): string {
  const { counts, alreadyImported } = preview;
  if (alreadyImported !== null) return 'Nothing: all of them are stored already.';
  const { integer } = plainStyle();
  const rejected =
    counts.rejected === 0 ? '' : `, ${integer(counts.rejected)} cannot be read and are kept aside`;
  const skipped = counts.skipped === 0 ? '' : `, ${integer(counts.skipped)} have no amount and are skipped`;
  return `${storedText(preview, mode)}${rejected}${skipped}.`;
}

/** Rows that hold several charges are told in charges, because part of a row can be new and another not. */
function storedText({ counts, consequences, replaces }: Told, mode: Mode): string {
  const { integer } = plainStyle();
  const { unit, replacing, beside } = consequences;
  const all = consequences.new + replacing + beside;
  const months = new Set(replaces.flatMap((one) => one.months)).size;
  const parts =
    mode === 'append'
      ? [`${integer(all)} are new`]
      : [
          consequences.new === 0 ? '' : `${integer(consequences.new)} are new`,
          replacing === 0
            ? ''
            : `${integer(replacing)} take the place of what was imported of ${countText(months, 'month', 'months')}`,
          beside === 0 ? '' : `${integer(beside)} are the other view of usage that is there`,
        ];
  const text = parts.filter((part) => part !== '').join(', ');
  if (unit === 'row') return text;
  return `${countText(counts.accepted, 'row holds', 'rows hold')} ${countText(all, 'charge', 'charges')}: ${text}`;
}
