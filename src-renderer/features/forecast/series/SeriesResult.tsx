import { useMemo, useState, type ReactNode } from 'react';
import { Button, Select } from '@mantine/core';
import { fanPicture } from '#shared/charts/fan.ts';
import type { SeriesForecastAnswer } from '#shared/contract/forecast-series.ts';
import { ChartPanel } from '../../../charts/ChartPanel.tsx';
import { levelsText } from '../../../charts/fan-series.ts';
import { useTokens } from '../../../charts/use-tokens.ts';
import { countText, levelText, plainStyle } from '../../../format/style.ts';
import { saveFile } from '../../../session/save-file.ts';
import { DataTable, type Column } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/States.tsx';
import { fanOf, fileNameOf, fileOf, nameOf, rowsOf, stepText, type SeriesRow } from './series-rows.ts';
import type { SeriesAnswer } from './use-series-run.ts';

const HEIGHT = 200;
/** More names than these are found by typing. */
const MOST_CHOICES = 100;
const MOST_WARNINGS = 5;

/** What came of a run: every forecast as a table, one series as a picture, and the file that the command would write. */
export function SeriesResult({
  name,
  answer,
  onAgain,
}: {
  readonly name: string;
  readonly answer: SeriesAnswer;
  readonly onAgain: () => void;
}): ReactNode {
  return (
    <div className="stack">
      <p className="title">{findingOf(name, answer)}</p>
      <Warnings warnings={answer.warnings} />
      <div className="row">
        <Button autoFocus onClick={() => saveFile(fileNameOf(name), fileOf(answer))}>
          Save as CSV
        </Button>
        <Button variant="default" onClick={onAgain}>
          Change the choices
        </Button>
      </div>
      {answer.forecasts.length === 0 ? <NoForecast /> : <Forecasts answer={answer} />}
    </div>
  );
}

function findingOf(name: string, { series, forecast, rows }: SeriesAnswer): string {
  if (forecast === 0) return `${name}: nothing is forecast.`;
  const all = series === forecast ? '' : ` of ${plainStyle().integer(series)}`;
  const steps = countText(rows / forecast, 'step', 'steps');
  return `${name}: ${plainStyle().integer(forecast)}${all} series forecast, ${steps} ahead.`;
}

function Warnings({ warnings }: { readonly warnings: readonly string[] }): ReactNode {
  const left = warnings.length - MOST_WARNINGS;
  return warnings.length === 0 ? null : (
    <ul>
      {warnings.slice(0, MOST_WARNINGS).map((warning) => (
        <li key={warning}>{warning}</li>
      ))}
      {left > 0 ? <li>The same holds of {countText(left, 'more series', 'more series')}.</li> : null}
    </ul>
  );
}

function NoForecast(): ReactNode {
  return (
    <EmptyState title="No series has a value">
      The file needs a row for each value under its header; the CSV holds the header alone.
    </EmptyState>
  );
}

function Forecasts({ answer: { forecasts, levels } }: { readonly answer: SeriesAnswer }): ReactNode {
  const [place, setPlace] = useState(0);
  const shown = forecasts[place] ?? forecasts[0];
  const rows = useMemo(() => forecasts.flatMap((one) => rowsOf(one, false)), [forecasts]);
  const columns = useMemo(() => tableColumns(levels), [levels]);
  const choices = useMemo(
    () => forecasts.map((series, index) => ({ value: String(index), label: nameOf(series) })),
    [forecasts],
  );
  return (
    <>
      <DataTable
        caption="Forecasts of all series; a row draws its series"
        columns={columns}
        rows={rows}
        keyOf={keyOf}
        height={HEIGHT}
        selectedKey={shown === undefined ? undefined : keyOf({ series: shown, step: 1 })}
        onOpen={({ series }) => setPlace(forecasts.indexOf(series))}
      />
      <Select
        label="Series"
        data={choices}
        value={String(place)}
        searchable
        allowDeselect={false}
        limit={MOST_CHOICES}
        onChange={(next) => setPlace(Number(next ?? place))}
      />
      {shown === undefined ? null : <OneSeries series={shown} levels={levels} />}
    </>
  );
}

function keyOf({ series, step }: Pick<SeriesRow, 'series' | 'step'>): string {
  return `${step} ${series.id}`;
}

function OneSeries({
  series,
  levels,
}: {
  readonly series: SeriesForecastAnswer;
  readonly levels: readonly number[];
}): ReactNode {
  const tokens = useTokens();
  const title = `Forecast of ${nameOf(series)}`;
  const sorted = useMemo(() => levels.toSorted((a, b) => a - b), [levels]);
  const picture = useMemo(
    () =>
      fanPicture(fanOf(series, sorted), {
        tokens,
        compact: plainStyle().compact,
        level: levelText,
        alternative: title,
        kind: 'monthly',
      }),
    [series, sorted, tokens, title],
  );
  const columns = useMemo(() => [STEP, ACTUAL, ...forecastColumns(levels)], [levels]);
  return (
    <ChartPanel
      title={title}
      label={`Values by step, 0 is the last that happened · ${levelsText(sorted)} of outcomes lie in the bands`}
      picture={picture}
      height={HEIGHT}
      table={{ name: title, columns, rows: rowsOf(series, true), keyOf }}
    />
  );
}

const STEP: Column<SeriesRow> = {
  key: 'step',
  head: 'Step',
  text: ({ step }) => stepText(step),
  isNumber: true,
};
const ACTUAL: Column<SeriesRow> = {
  key: 'actual',
  head: 'AC',
  text: (row) => valueText(row, row.actual),
  isNumber: true,
};

function tableColumns(levels: readonly number[]): readonly Column<SeriesRow>[] {
  return [
    { key: 'series', head: 'Series', text: ({ series }) => nameOf(series), isFill: true },
    STEP,
    ...forecastColumns(levels),
  ];
}

/** The mean, and the limits of each level in the order that was asked for. */
function forecastColumns(levels: readonly number[]): readonly Column<SeriesRow>[] {
  const limitOf = (row: SeriesRow, level: number, side: 0 | 1): string =>
    valueText(row, row.series.intervals[String(level)]?.[row.step - 1]?.[side] ?? null);
  return [
    { key: 'mean', head: 'FC', text: (row) => valueText(row, row.mean), isNumber: true },
    ...levels.flatMap((level): Column<SeriesRow>[] => [
      {
        key: `${level} from`,
        head: `${levelText(level)} % from`,
        text: (row) => limitOf(row, level, 0),
        isNumber: true,
      },
      { key: `${level} to`, head: 'to', text: (row) => limitOf(row, level, 1), isNumber: true },
    ]),
  ];
}

function valueText({ digits }: SeriesRow, value: number | null): string {
  return value === null ? '' : plainStyle().decimal(value, digits);
}
