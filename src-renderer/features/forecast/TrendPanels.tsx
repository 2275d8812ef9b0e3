import { useMemo, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { spendPicture } from '#shared/charts/bars.ts';
import { monthRange, toMonth } from '#shared/domain/calendar.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { ChartPanel } from '../../charts/ChartPanel.tsx';
import { useTokens } from '../../charts/use-tokens.ts';
import {
  amountText,
  dayText,
  microsOf,
  monthText,
  moneyText,
  plainStyle,
  shareText,
  shortMonthText,
  styleOf,
  unitsOf,
} from '../../format/style.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';

type Trend = Outputs['trends']['analyze']['data'];

const HEIGHT = 200;

/** Level, trend, seasons, steps and spikes of the past, each with its date and its money. */
export function TrendPanels({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const trend = useQuery(useQueries().trends.analyze.queryOptions({ input: { budgetId: node.id } }));
  return (
    <Answered query={trend} what="the trend" height={200}>
      {({ data }) => (
        <>
          <div className="grid">
            <History node={node} trend={data} />
            <Events trend={data} />
          </div>
          <Seasons node={node} trend={data} />
        </>
      )}
    </Answered>
  );
}

function History({ node, trend }: { readonly node: BudgetAnswer; readonly trend: Trend }): ReactNode {
  const tokens = useTokens();
  const style = styleOf(node.currency);
  const title = trendText(trend);
  const picture = useMemo(
    () =>
      spendPicture(
        {
          labels: trend.months.map(({ month }) => shortMonthText(month)),
          budget: [],
          actual: trend.months.map(({ spent, complete }) => (complete ? unitsOf(spent) : null)),
          forecast: trend.months.map(({ spent, complete }) => (complete ? null : unitsOf(spent))),
        },
        { tokens, compact: style.compact, alternative: title },
      ),
    [trend, tokens, style, title],
  );
  return (
    <ChartPanel
      title={title}
      label={`Spend by month, ${node.currency}, ${node.costBasis}; an open month is hatched`}
      picture={picture}
      height={HEIGHT}
      className="span-8"
      table={{
        name: `${node.name} history`,
        columns: [
          { key: 'month', head: 'Month', text: ({ month }) => month },
          {
            key: 'spent',
            head: `AC, ${node.currency}`,
            text: ({ spent }) => amountText(spent),
            isNumber: true,
          },
          { key: 'state', head: '', text: ({ complete }) => (complete ? '' : 'open') },
        ],
        rows: trend.months,
        keyOf: ({ month }) => month,
      }}
    />
  );
}

function trendText({ slopePerMonth, growthPerYear }: Trend): string {
  const slope = microsOf(slopePerMonth);
  const growth = growthPerYear === null ? '' : `, ${plainStyle().signedPercent(growthPerYear * 100)} a year`;
  if (slope === 0n) return 'No trend';
  const text = styleOf(slopePerMonth.currency).signedCompact(unitsOf(slopePerMonth));
  return `Trend ${text}\u00a0${slopePerMonth.currency} a month${growth}`;
}

const MOST_EVENTS = 6;

/** Steps that lasted and months far from the usual, newest first. */
function Events({ trend }: { readonly trend: Trend }): ReactNode {
  const shifts = trend.shifts.map((shift) => ({
    ...shift,
    kind: 'Step' as const,
    drivers: [] as Trend['spikes'][number]['drivers'],
  }));
  const spikes = trend.spikes.map((spike) => ({ ...spike, kind: 'Spike' as const }));
  const events = [...shifts, ...spikes].sort((a, b) => (a.date < b.date ? 1 : -1)).slice(0, MOST_EVENTS);
  return (
    <Panel
      title={events.length === 0 ? 'Nothing stands out' : 'What stands out'}
      label="Lasting steps, in money a month, and spikes off the usual month"
      className="span-4"
    >
      {events.length === 0 ? (
        <EmptyState title="No step and no spike">Months follow trend and season.</EmptyState>
      ) : (
        <ul className="needs">
          {events.map(({ kind, date, amount, drivers }) => (
            <li key={`${kind} ${date}`}>
              <span className="strong">
                {kind} {kind === 'Step' ? `from ${monthText(date.slice(0, 7))}` : `on ${dayText(date)}`}
              </span>
              <span>
                {signedMoney(amount)}
                {kind === 'Step' ? ' a month' : ''}
                {drivers.length === 0
                  ? ''
                  : `: ${drivers
                      .slice(0, 3)
                      .map((driver) => `${driver.value || '(untagged)'} ${signedMoney(driver.amount)}`)
                      .join(', ')}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      <dl className="facts trend-facts">
        <dt>Usual month</dt>
        <dd>{moneyText(trend.baseline)}</dd>
        <dt>Trend is certain</dt>
        <dd>{trend.slopeSignificance === null ? 'too few months' : shareText(trend.slopeSignificance)}</dd>
        <dt>Season explains</dt>
        <dd>{shareText(trend.seasonality.strength)} of what is left</dd>
      </dl>
    </Panel>
  );
}

function signedMoney(amount: { readonly amount: string; readonly currency: string }): string {
  return `${styleOf(amount.currency).signedSpoken(microsOf(amount))}\u00a0${amount.currency}`;
}

/** How far each month of the year lies from the usual. */
function Seasons({ node, trend }: { readonly node: BudgetAnswer; readonly trend: Trend }): ReactNode {
  const tokens = useTokens();
  const rows = useMemo(() => seasonRows(trend), [trend]);
  const [high] = [...rows].sort((a, b) => b.percent - a.percent);
  const [low] = [...rows].sort((a, b) => a.percent - b.percent);
  const title =
    high === undefined || low === undefined
      ? 'No season'
      : `${high.name} is usually highest, ${plainStyle().signedPercent(high.percent)}; ${low.name} lowest, ${plainStyle().signedPercent(low.percent)}`;
  const picture = useMemo(
    () =>
      spendPicture(
        {
          labels: rows.map(({ name }) => name),
          budget: [],
          actual: rows.map(({ percent }) => percent),
          forecast: [],
        },
        { tokens, compact: (value) => plainStyle().signedPercent(value), alternative: title },
      ),
    [rows, tokens, title],
  );
  if (rows.length === 0) return null;
  return (
    <ChartPanel
      title={title}
      label="Season: how far a month of the year lies from the trend, in percent"
      picture={picture}
      height={HEIGHT}
      table={{
        name: `${node.name} season`,
        columns: [
          { key: 'month', head: 'Month', text: ({ name }) => name },
          {
            key: 'percent',
            head: '%',
            text: ({ percent }) => plainStyle().signedPercent(percent),
            isNumber: true,
          },
        ],
        rows,
        keyOf: ({ name }) => name,
      }}
    />
  );
}

interface SeasonRow {
  readonly name: string;
  readonly percent: number;
}

const ANY_JANUARY = toMonth('2025-01');

function seasonRows({ seasonality }: Trend): readonly SeasonRow[] {
  if (seasonality.indices.length !== 12) return [];
  const names = monthRange(ANY_JANUARY, 12).map((month) => shortMonthText(month).replace(/\s?\d+$/, ''));
  return seasonality.indices.map((index, at) => ({ name: names[at] ?? '', percent: (index - 1) * 100 }));
}
