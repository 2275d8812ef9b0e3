import { memo, useMemo, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { directionWord, numberStyle } from '#shared/charts/numbers.ts';
import { toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import { directionOf } from '#shared/domain/variance.ts';
import { styleOf } from '../../format/style.ts';
import { addressOf } from '../../session/place.ts';
import { Panel } from '../../ui/Panel.tsx';
import { StatusMark, Triangle } from '../../ui/Signs.tsx';
import { TableTools } from '../../ui/TableTools.tsx';
import type { AffectedRow } from './affected.ts';

/** Figures of a list of estimates are read in whole units. */
const SCALE = toMicros(10n ** 10n);
/** So many fit beside the other answers; the rest is one click away. */
const FIRST = 8;

const COLUMNS: readonly { readonly head: string; readonly className?: string }[] = [
  { head: 'Budget' },
  { head: 'Amount', className: 'number from-1000' },
  { head: 'Base', className: 'number from-1200' },
  { head: 'At completion', className: 'number from-900' },
  { head: 'Change', className: 'number' },
  { head: 'Over or under', className: 'number' },
  { head: 'Outlook' },
];

/** What the levers do to the budgets above and below; drawn with the fan, in the frame of the movement. */
export function AffectedBudgets({
  name,
  currency,
  rows,
  below,
}: {
  readonly name: string;
  readonly currency: string;
  readonly rows: readonly AffectedRow[];
  /** How many budgets are right below, shown or not. */
  readonly below: number;
}): ReactNode {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, Math.max(FIRST, rows.length - belowOf(rows) + 4));
  const changed = useMemo(() => rows.filter(({ crossing }) => crossing !== null), [rows]);
  const hidden = rows.length - shown.length;
  return (
    <Panel
      title={findingOf(changed)}
      label={`Budgets above and below at completion, ${currency}${below > belowOf(rows) ? `; the ${belowOf(rows)} largest of ${below} below` : ''}`}
      foot={
        <>
          <TableTools name={`${name} affected budgets`} rows={() => textOf(rows)} />
          {hidden === 0 && !isWhole ? null : (
            <button type="button" className="text-button" onClick={() => setIsWhole(!isWhole)}>
              {isWhole ? 'Show fewer' : `Show ${hidden} more`}
            </button>
          )}
        </>
      }
    >
      <div className="table-scroll">
        <table className="table affected">
          <caption className="hidden">Affected budgets</caption>
          <thead>
            <tr>
              {COLUMNS.map(({ head, className }) => (
                <th key={head} scope="col" className={className}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row
                key={row.budgetId}
                budgetId={row.budgetId}
                name={row.name}
                currency={row.currency}
                relation={row.relation}
                amount={row.amount}
                before={row.before}
                atCompletion={row.atCompletion}
                outlook={row.outlook}
                outlookBefore={row.outlookBefore}
                crossing={row.crossing}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function belowOf(rows: readonly AffectedRow[]): number {
  return rows.filter(({ relation }) => relation === 'below').length;
}

/** A row takes plain values, so that it is drawn again only where one of its figures moved. */
const Row = memo(function Row({
  budgetId,
  name,
  currency,
  relation,
  amount,
  before,
  atCompletion,
  outlook,
  outlookBefore,
  crossing,
}: Omit<AffectedRow, 'difference'>): ReactNode {
  const style = useMemo(() => numberStyle(navigator.language, currency, SCALE), [currency]);
  const overrun = toMicros(atCompletion - amount);
  return (
    <tr className={relation === 'own' ? 'own' : undefined}>
      <th scope="row" className={`relation-${relation}`}>
        {relation === 'own' ? name : <Link href={addressOf('what-if', budgetId)}>{name}</Link>}
      </th>
      <td className="number from-1000">{style.spoken(amount)}</td>
      <td className="number from-1200">{style.spoken(before)}</td>
      <td className="number from-900">{style.spoken(atCompletion)}</td>
      <td className="number">
        {atCompletion === before ? '–' : style.signedSpoken(toMicros(atCompletion - before))}
      </td>
      <td className="number">
        <Distance value={overrun} text={style.signedSpoken(overrun)} />
      </td>
      <td>
        <StatusMark status={outlook} />
        <span className="quiet">{changeText(outlook, outlookBefore, crossing)}</span>
      </td>
    </tr>
  );
});

/** How far the expected end lies over or under the amount: sign, triangle and word. */
function Distance({ value, text }: { readonly value: Micros; readonly text: string }): ReactNode {
  const direction = directionOf(value);
  return (
    <span className={`variance ${direction}`}>
      {text} {direction === 'none' ? null : <Triangle isUp={value > ZERO} />}
      <span className="dense-word">
        {direction === 'none' ? directionWord(direction) : `${directionWord(direction).slice(0, 3)}.`}
      </span>
    </span>
  );
}

/** What became of the outlook, in words: ` now over`, ` was warning`. */
function changeText(
  outlook: AffectedRow['outlook'],
  before: AffectedRow['outlookBefore'],
  crossing: AffectedRow['crossing'],
): string {
  if (crossing === 'over') return ', now over';
  if (crossing === 'within') return ', now within';
  return outlook === before ? '' : `, was ${before}`;
}

function findingOf(changed: readonly AffectedRow[]): string {
  const over = changed.filter(({ crossing }) => crossing === 'over');
  const within = changed.filter(({ crossing }) => crossing === 'within');
  const parts = [
    over.length === 0 ? '' : `${namesOf(over)} ${over.length === 1 ? 'goes' : 'go'} over budget`,
    within.length === 0 ? '' : `${namesOf(within)} ${within.length === 1 ? 'comes' : 'come'} back within`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'No budget crosses its amount' : parts.join('; ');
}

function namesOf(rows: readonly AffectedRow[]): string {
  const [first, second, ...more] = rows.map(({ name }) => name);
  if (second === undefined) return first ?? '';
  return more.length === 0 ? `${first} and ${second}` : `${rows.length} budgets`;
}

function textOf(rows: readonly AffectedRow[]): string[][] {
  return [
    [
      'Budget',
      'Relation',
      'Currency',
      'Amount',
      'Base',
      'At completion',
      'Change',
      'Over or under',
      'Outlook before',
      'Outlook',
    ],
    ...rows.map((row) => {
      const style = styleOf(row.currency);
      const { amount, before, atCompletion, difference } = row;
      return [
        row.name,
        row.relation,
        row.currency,
        ...[amount, before, atCompletion, difference, toMicros(atCompletion - amount)].map((value) =>
          style.amount(value),
        ),
        row.outlookBefore,
        row.outlook,
      ];
    }),
  ];
}
