/** The month a word names, in the languages invoices and ledgers come in. */

/** Whole names by month; an abbreviation is the beginning of one. */
const NAMES: readonly string[] = [
  'january januar januari janvier enero gennaio janeiro styczeń stycznia январь января leden ocak ianuarie január',
  'february februar februari février febrero febbraio fevereiro luty lutego февраль февраля únor şubat februarie február',
  'march märz maart mars marzo março marzec marca март марта březen mart marts martie március',
  'april avril abril aprile kwiecień kwietnia апрель апреля duben nisan aprilie április',
  'may mai mei mayo maggio maio maj maja май мая květen mayıs május',
  'june juni juin junio giugno junho czerwiec czerwca июнь июня červen haziran iunie június',
  'july juli juillet julio luglio julho lipiec lipca июль июля červenec temmuz iulie július',
  'august augustus août agosto sierpień sierpnia август августа srpen ağustos augusti augusztus',
  'september septembre septiembre setiembre settembre setembro wrzesień września сентябрь сентября září eylül septembrie szeptember',
  'october oktober octobre octubre ottobre outubro październik października октябрь октября říjen ekim octombrie október',
  'november novembre noviembre novembro listopad listopada ноябрь ноября kasım noiembrie',
  'december dezember décembre diciembre dicembre dezembro grudzień grudnia декабрь декабря prosinec aralık decembrie desember',
];
/** Further names by month that only count whole: a beginning of theirs is an abbreviation in the languages above. */
const WHOLE: readonly string[] = [
  'ledna tammikuu tammikuuta',
  'února helmikuu helmikuuta',
  'maerz března maaliskuu maaliskuuta',
  'dubna huhtikuu huhtikuuta',
  'května toukokuu toukokuuta',
  'června kesäkuu kesäkuuta',
  'července heinäkuu heinäkuuta',
  'srpna elokuu elokuuta',
  'syyskuu syyskuuta',
  'října lokakuu lokakuuta',
  'listopadu marraskuu marraskuuta',
  'prosince joulukuu joulukuuta',
];
/** Abbreviations that are no beginning of a name. */
const SHORT: Readonly<Record<string, number>> = { mrz: 3, mrt: 3, jly: 7, sept: 9 };
const SHORTEST = 3;

const months = wordsOf(NAMES);
const wholes = wordsOf(WHOLE);

function wordsOf(names: readonly string[]): readonly (readonly string[])[] {
  return names.map((one) => one.split(' ').map(folded));
}

function folded(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

/**
 * The month (1–12) a word names, whole or abbreviated to three letters and more; 0 where it names none or several.
 *
 * @example monthOfName('Sept') // 9
 * @example monthOfName('févr') // 2
 * @example monthOfName('Marketing') // 0
 */
export function monthOfName(word: string): number {
  const own = folded(word);
  if (own.length < SHORTEST) return 0;
  const short = SHORT[own];
  if (short !== undefined) return short;
  const whole = months.findIndex((names, index) => names.includes(own) || wholes[index]?.includes(own));
  if (whole >= 0) return whole + 1;
  const begun = months.flatMap((names, index) =>
    names.some((name) => name.startsWith(own)) ? [index + 1] : [],
  );
  return begun.length === 1 ? (begun[0] ?? 0) : 0;
}
