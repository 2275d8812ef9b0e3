/** Recognises the records of a ledger that say where an account stands: no charges. */

const BALANCE = new RegExp(
  '^(?:' +
    [
      '(?:opening|beginning|starting|initial|closing|ending|final|previous|prior|old|new) balance',
      'balance (?:(?:brought|carried) (?:forward|down|over)|[bc]\\/?[df])|(?:brought|carried) forward|[bc]\\/[df]',
      '(?:anfangs|eröffnungs|end|schluss|alt)(?:saldo|bestand)|saldovortrag|übertrag|vortrag',
      "solde (?:initial|final|précédent|antérieur|de départ|d[’']ouverture|reporté)|report à nouveau",
      'saldo (?:inicial|final|anterior|iniziale|finale|precedente|początkowe|końcowe)|(?:begin|eind)saldo',
      '(?:ingående|utgående) (?:saldo|balans)|(?:前期|次期|前月|次月)?繰越(?:残高)?|期初余额|期末余额|上期结转',
    ].join('|') +
    ')$',
  'iu',
);

/**
 * Whether a text names an opening, closing or carried balance and nothing else.
 *
 * @example isBalance('Opening balance:') // true
 * @example isBalance('Balance of payments') // false
 */
export function isBalance(text: string): boolean {
  return BALANCE.test(text.trim().replace(/[\s:.]+$/, ''));
}
