import { useMemo, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { linesPicture } from '#shared/charts/lines.ts';
import { addMonths, isMonth, monthRange, monthsBetween } from '#shared/domain/calendar.ts';
import { modelTitle } from '#shared/domain/forecast.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { ForecastAnswer } from '#shared/contract/forecasts.ts';
import { useQueries } from '../../client/backend.tsx';
import { ChartPanel } from '../../charts/ChartPanel.tsx';
import type { Baseline } from '../../charts/fan-series.ts';
import { useTokens } from '../../charts/use-tokens.ts';
import {
  amountText,
  countText,
  dayText,
  momentText,
  plainStyle,
  probabilityText,
  shareText,
  shortMonthText,
  styleOf,
  unitsOf,
} from '../../format/style.ts';
import { useKnownAt, usePastDay } from '../../session/workspace.ts';
import { DataTable, tableText, type Column } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';
import { TableTools } from '../../ui/TableTools.tsx';
import { scenarioText } from './scenario-words.ts';

type Judged = Outputs['performance']['track']['data']['accuracyOfPastForecasts'][number];

interface Entry {
  readonly forecast: ForecastAnswer;
  readonly scenario: string;
  /** How it turned out; undefined until one of its months is complete. */
  readonly judged: Judged | undefined;
}

const SHOWN = 50;

/** Stored forecasts against what happened since: frozen, never changed, only judged. */
export function Ledger({
  node,
  history,
}: {
  readonly node: BudgetAnswer;
  /** What was spent of each complete month. */
  readonly history: Baseline['history'];
}): ReactNode {
  const queries = useQueries();
  const ask = { budgetId: node.id, ...useKnownAt() };
  const stored = useQuery(queries.forecasts.list.queryOptions({ input: { ...ask, limit: SHOWN } }));
  const judged =
    useQuery(queries.performance.track.queryOptions({ input: ask })).data?.data.accuracyOfPastForecasts ?? [];
  const scenarios = useQuery(queries.scenarios.list.queryOptions({ input: {} })).data?.data ?? [];
  const [openId, setOpenId] = useState<string>();
  return (
    <Answered query={stored} what="the stored forecasts" height={160}>
      {({ data }) => {
        const entries = data.map((forecast): Entry => ({
          forecast,
          scenario: scenarioText(forecast.scenario, scenarios),
          judged: judged.find(({ forecastId }) => forecastId === forecast.id),
        }));
        const open = entries.find(({ forecast }) => forecast.id === openId);
        return (
          <>
            <LedgerTable node={node} entries={entries} openId={openId} onOpen={setOpenId} />
            {open === undefined ? null : <Outcome node={node} history={history} entry={open} />}
          </>
        );
      }}
    </Answered>
  );
}

function LedgerTable({
  node,
  entries,
  openId,
  onOpen,
}: {
  readonly node: BudgetAnswer;
  readonly entries: readonly Entry[];
  readonly openId: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
}): ReactNode {
  const columns = columnsOf(node.currency);
  return (
    <Panel
      title={findingOf(entries)}
      label="Stored forecasts against what happened; a row draws the two"
      className="flush"
      foot={<TableTools name={`${node.name} forecasts`} rows={() => tableText(columns, entries)} />}
    >
      {entries.length === 0 ? (
        <NoForecast />
      ) : (
        <DataTable
          caption="Stored forecasts"
          columns={columns}
          rows={entries}
          keyOf={({ forecast }) => forecast.id}
          selectedKey={openId}
          onOpen={({ forecast }) => onOpen(forecast.id === openId ? undefined : forecast.id)}
        />
      )}
    </Panel>
  );
}

function NoForecast(): ReactNode {
  return usePastDay() === null ? (
    <EmptyState title="No forecast is stored yet">
      Store this one: when its months are over, it is compared with what happened, with its error and its
      bias.
    </EmptyState>
  ) : (
    <EmptyState title="No forecast was stored by that day" />
  );
}

function findingOf(entries: readonly Entry[]): string {
  if (entries.length === 0) return 'History of forecasts';
  const met = entries.filter(({ judged }) => judged !== undefined).length;
  return met === 0
    ? 'No stored forecast has met its months yet'
    : `${countText(met, 'stored forecast has', 'stored forecasts have')} met months since`;
}

function columnsOf(currency: string): readonly Column<Entry>[] {
  const signed = (share: number | null | undefined): string =>
    share == null ? '–' : plainStyle().signedPercent(share * 100);
  return [
    { key: 'asOf', head: 'As of', text: ({ forecast }) => dayText(forecast.asOf) },
    { key: 'made', head: 'Stored', text: ({ forecast }) => momentText(forecast.createdAt), from: 1200 },
    { key: 'model', head: 'Model', text: ({ forecast }) => modelTitle(forecast.model) },
    { key: 'scenario', head: 'Scenario', text: ({ scenario }) => scenario },
    {
      key: 'total',
      head: `At completion, ${currency}`,
      text: ({ forecast }) => amountText(forecast.atCompletion),
      isNumber: true,
    },
    {
      key: 'over',
      head: 'P(over)',
      text: ({ forecast }) => probabilityText(forecast.breach?.probability ?? null),
      isNumber: true,
    },
    { key: 'months', head: 'Months met', text: ({ judged }) => String(judged?.months ?? 0), isNumber: true },
    {
      key: 'error',
      head: 'Error',
      text: ({ judged }) => (judged?.mape == null ? '–' : shareText(judged.mape)),
      isNumber: true,
    },
    { key: 'bias', head: 'Bias', text: ({ judged }) => signed(judged?.bias), isNumber: true },
    {
      key: 'held',
      head: 'Inside its band',
      text: ({ judged }) => (judged?.coverage == null ? '–' : shareText(judged.coverage)),
      isNumber: true,
      from: 1000,
    },
  ];
}

/** A stored forecast drawn over what happened. */
function Outcome({
  node,
  history,
  entry: { forecast, scenario },
}: {
  readonly node: BudgetAnswer;
  readonly history: Baseline['history'];
  readonly entry: Entry;
}): ReactNode {
  const tokens = useTokens();
  const style = styleOf(node.currency);
  const rows = useMemo(() => outcomeRows(history, forecast), [history, forecast]);
  const title = `As seen on ${dayText(forecast.asOf)}, and what happened`;
  const picture = useMemo(
    () =>
      linesPicture(
        [
          { name: 'FC then', values: rows.map((row) => row.stated) },
          { name: 'AC', values: rows.map((row) => row.actual) },
        ],
        {
          labels: rows.map(({ month }) => shortMonthText(month)),
          tokens,
          compact: style.compact,
          alternative: title,
        },
      ),
    [rows, tokens, style, title],
  );
  const write = (value: number | null): string => (value === null ? '' : style.compact(value));
  return (
    <ChartPanel
      title={title}
      label={`Spend by month, ${node.currency}, ${modelTitle(forecast.model)}, ${scenario}`}
      picture={picture}
      height={200}
      table={{
        name: `${node.name} forecast ${forecast.id}`,
        columns: [
          { key: 'month', head: 'Month', text: ({ month }) => month },
          {
            key: 'stated',
            head: `FC then, ${node.currency}`,
            text: ({ stated }) => write(stated),
            isNumber: true,
          },
          { key: 'actual', head: 'AC', text: ({ actual }) => write(actual), isNumber: true },
        ],
        rows,
        keyOf: ({ month }) => month,
      }}
    />
  );
}

interface OutcomeRow {
  readonly month: string;
  readonly stated: number | null;
  readonly actual: number | null;
}

/** Half a year before the forecast and all of its months. */
const MONTHS_BEFORE = 6;

function outcomeRows(history: Baseline['history'], { points }: ForecastAnswer): readonly OutcomeRow[] {
  const [first, last] = [points[0]?.month ?? '', points.at(-1)?.month ?? ''];
  if (!isMonth(first) || !isMonth(last)) return [];
  const stated = new Map(points.map(({ month, mean }) => [month, unitsOf(mean)]));
  const from = addMonths(first, -MONTHS_BEFORE);
  return monthRange(from, monthsBetween(from, last) + 1).map((month) => ({
    month,
    stated: stated.get(month) ?? null,
    actual: history.get(month) ?? null,
  }));
}
