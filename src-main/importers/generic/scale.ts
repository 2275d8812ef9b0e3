/** Tells when a table says that its amounts are in thousands, millions or cents. */
import type { Header } from '../header.ts';
import type { Sample } from '../profile.ts';

const UNIT =
  "thousands?|tsd\\.?|t(?:eur|usd|chf|€)|k(?:eur|usd|gbp|chf|€|\\$|£)|[€$£]\\s?(?:k|m|'?000s?)|'?000s?|mio\\.?|millions?|millionen|tausend|milliers|miles|migliaia|milhares|cents?|pence";
const IN_NAME = new RegExp(`(?:^|[\\s(/_[-])(?:${UNIT})(?=$|[\\s)\\]/_.,-])`, 'i');
const IN_TITLE = new RegExp(
  `(?:^|[\\s(])(?:in|en|em)\\s+(?:[a-z€$£]{1,4}\\s+)?(?:${UNIT})(?=$|[\\s).,;])`,
  'i',
);

/** The warning for amounts that are not in whole units of the currency; none where nothing says so. */
export function scaleWarnings(header: Header, sample: Sample, columns: readonly number[]): string[] {
  const named = columns.map((column) => header.names[column] ?? '').find((name) => IN_NAME.test(name));
  const said = named ?? sample.preamble.flat().find((cell) => IN_TITLE.test(cell));
  if (said === undefined) return [];
  return [
    `“${said.trim()}” of ${sample.name} says that amounts are in another unit; they are imported as they stand there.`,
  ];
}
