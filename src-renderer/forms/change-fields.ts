/** A planned change as a form states it, and its way to and from what the contract takes. */
import type { Scope } from '#shared/domain/budget.ts';
import { isMonth } from '#shared/domain/calendar.ts';
import { isDimension } from '#shared/domain/cost.ts';
import { formatAmount, parseAmount } from '#shared/domain/money.ts';
import { amountUnits, type ChangeInput } from '../charts/planned.ts';
import { plainNumber } from '../format/amount.ts';
import { percentOf, tidy } from '../format/percent.ts';
import { partText, scopeText } from '../format/scope.ts';
import { decimalSign, plainStyle } from '../format/style.ts';
import { inLocale } from '../format/typed.ts';

export type ChangeKind = ChangeInput['kind'];

export interface ChangeFields {
  readonly name: string;
  readonly kind: ChangeKind;
  readonly start: string;
  readonly end: string;
  readonly startSpread: string;
  readonly measure: 'amount' | 'percent';
  readonly size: string;
  /** In percent of the size. */
  readonly sizeSpread: string;
  readonly probability: string;
  /** A scope, as `partsToChoose` writes it; null is all spend. */
  readonly part: string | null;
}

const MOST_SPREAD_MONTHS = 24;
const MOST_SPREAD_PERCENT = 200;

export function fieldsOf(change: ChangeInput | undefined, startMonth: string): ChangeFields {
  const amount = amountUnits(change?.amount);
  const scope = change?.scope ?? [];
  return {
    name: change?.name ?? '',
    kind: change?.kind ?? 'step',
    start: change?.start ?? startMonth,
    end: change?.end ?? '',
    startSpread: change?.startSpread === undefined ? '' : String(change.startSpread),
    measure: change?.percent === undefined ? 'amount' : 'percent',
    size: change === undefined ? '' : inLocale(String(amount ?? change.percent ?? '')),
    sizeSpread: change?.sizeSpread === undefined ? '' : percentText(change.sizeSpread),
    probability: percentText(change?.probability ?? 1),
    part: scope.length === 0 ? null : JSON.stringify(scope),
  };
}

function percentText(fraction: number): string {
  return inLocale(String(percentOf(fraction)));
}

/** The change that the fields state, or the sentence that says what is wrong with them. */
export function changeOf(fields: ChangeFields): ChangeInput | string {
  const { name, kind, start, end, measure, part } = fields;
  const micros = parseAmount(plain(fields.size));
  const probability = tidy(Number(plain(fields.probability)) / 100);
  const startSpread = Number(plain(fields.startSpread));
  const sizeSpread = Number(plain(fields.sizeSpread));
  if (name.trim() === '') return 'A change needs a name.';
  if (!isMonth(start)) return 'A change needs its first month.';
  if (end !== '' && (!isMonth(end) || end < start)) return 'The last month comes before the first.';
  if (!(probability >= 0 && probability <= 1)) return 'The probability lies between 0 and 100 %.';
  if (!(startSpread >= 0 && startSpread <= MOST_SPREAD_MONTHS && Number.isInteger(startSpread)))
    return `It may begin earlier or later by 0 to ${MOST_SPREAD_MONTHS} whole months.`;
  if (!(sizeSpread >= 0 && sizeSpread <= MOST_SPREAD_PERCENT))
    return `It may be larger or smaller by 0 to ${MOST_SPREAD_PERCENT} %.`;
  if (micros === undefined)
    return measure === 'amount' ? 'The amount is not a number.' : 'The percent is not a number.';
  return {
    name: name.trim(),
    kind,
    start,
    ...(end === '' || kind === 'oneTime' || !isMonth(end) ? {} : { end }),
    ...(startSpread === 0 ? {} : { startSpread }),
    ...(measure === 'amount' ? { amount: formatAmount(micros) } : { percent: Number(plain(fields.size)) }),
    ...(sizeSpread === 0 ? {} : { sizeSpread: tidy(sizeSpread / 100) }),
    ...(probability === 1 ? {} : { probability }),
    ...(part === null ? {} : { scope: JSON.parse(part) as NonNullable<ChangeInput['scope']> }),
  };
}

/** A number as it was typed, without spaces, groups of thousands and a sign of percent; `1,5` is none. */
function plain(text: string): string {
  return plainNumber(text.replace('%', ''), decimalSign()) ?? 'no number';
}

/** The parts of spend that a change can be of, with their share of it; the one it is of among them, whatever that is. */
export function partsToChoose(
  shares: Readonly<Record<string, number>>,
  chosen: string | null,
): { readonly value: string; readonly label: string }[] {
  const choices = Object.entries(shares).flatMap(([name, share]) => {
    const scope = scopeOf(name);
    return scope === undefined
      ? []
      : [
          {
            value: JSON.stringify(scope),
            label: `${partText(name)}, ${plainStyle().percent(share * 100)}`,
          },
        ];
  });
  if (chosen === null || choices.some(({ value }) => value === chosen)) return choices;
  return [{ value: chosen, label: scopeText(JSON.parse(chosen) as Scope) }, ...choices];
}

/** The scope of a share's name, `team:payments`; shares of whole scopes have other names. */
function scopeOf(name: string): Scope | undefined {
  const at = name.startsWith('tag:') ? name.lastIndexOf(':') : name.indexOf(':');
  const dimension = name.slice(0, Math.max(at, 0));
  return isDimension(dimension) ? [{ dimension, op: 'in', values: [name.slice(at + 1)] }] : undefined;
}
