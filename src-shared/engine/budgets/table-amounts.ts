import { toMicros, type Micros } from '../../domain/money.ts';

/** Which mark parts the decimals, where the cells leave it open. */
export type DecimalMark = '.' | ',';

/**
 * Reads the amount of a cell as people and spreadsheets write it: grouped thousands, currency signs, `(12)` or a minus on
 * either side. Decimals beyond the sixth are rounded, half away from zero, after multiplying by the table's unit.
 * `undefined`: there is no amount in it.
 *
 * @example readCellAmount('1,234.5', '.', 1000n) // 1234500000000n
 * @example readCellAmount('(85,817)', '.', 1n) // -85817000000n
 * @example readCellAmount('nfp', '.', 1n) // undefined
 */
export function readCellAmount(text: string, decimal: DecimalMark, unit: bigint): Micros | undefined {
  const trimmed = text.trim();
  const isNegative = /^\(.*\)$|^[-\u2212]|[-\u2212]$/.test(trimmed.replace(/^[^\d(.,\u2212-]+/, ''));
  const bare = trimmed.replace(/^\(|\)$|[-\u2212+\s\u00A0\u202F'\u2019]|\p{Sc}|[A-Z]{3}/gu, '');
  const plain = decimal === '.' ? ungroup(bare, ',', '.') : ungroup(bare, '.', ',');
  const match = plain === undefined ? null : /^(\d*)(?:\.(\d*))?$/.exec(plain);
  if (match === null || `${match[1] ?? ''}${match[2] ?? ''}` === '') return undefined;
  const fraction = match[2] ?? '';
  const scaled = BigInt(`${match[1] ?? ''}${fraction}`) * unit * 1_000_000n;
  const divisor = 10n ** BigInt(fraction.length);
  const magnitude = (scaled * 2n + divisor) / (2n * divisor);
  return toMicros(isNegative ? -magnitude : magnitude);
}

/** Takes grouping marks out and makes the decimal mark a point; grouping that does not group by three is no number. */
function ungroup(text: string, group: string, mark: string): string | undefined {
  const [whole = '', ...rest] = text.split(mark);
  if (rest.length > 1) return undefined;
  const groups = whole.split(group);
  const isGrouped =
    groups.length === 1 || (/^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every(isGroup));
  if (!isGrouped || rest[0]?.includes(group) === true) return undefined;
  return [groups.join(''), ...rest].join('.');
}

/** Three digits, or two as in India, where the last group is checked by the caller's total alone. */
function isGroup(text: string): boolean {
  return /^\d{2,3}$/.test(text);
}
