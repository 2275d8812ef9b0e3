import type { FanSeries } from '#shared/charts/fan.ts';
import { fromUnits } from '#shared/domain/money.ts';
import { levelText, styleOf } from '../format/style.ts';
import type { Column } from '../ui/DataTable.tsx';
import type { TwinTable } from './TwinPanel.tsx';

interface FanRow {
  readonly month: string;
  readonly budget: number | null;
  readonly actual: number | null;
  readonly forecast: number | null;
  /** The limits of each band, in the order of the series. */
  readonly limits: readonly (readonly [number, number] | null)[];
}

/** The table with the same numbers as a fan: each band with its limits, from the narrowest on. */
export function fanTable(name: string, currency: string, series: FanSeries): TwinTable<FanRow> {
  const bands = series.bands.toSorted((a, b) => a.level - b.level);
  return {
    name,
    columns: columnsOf(
      currency,
      bands.map(({ level }) => level),
      series.budget.length > 0,
    ),
    rows: rowsOf({ ...series, bands }),
    keyOf: ({ month }) => month,
  };
}

function columnsOf(
  currency: string,
  levels: readonly number[],
  hasBudget: boolean,
): readonly Column<FanRow>[] {
  const style = styleOf(currency);
  const amount = (value: number | null | undefined): string =>
    value == null ? '' : style.amount(fromUnits(value));
  const unit = `, ${currency}`;
  return [
    { key: 'month', head: 'Month', text: ({ month }) => month },
    ...(hasBudget
      ? [{ key: 'budget', head: `BU${unit}`, text: ({ budget }: FanRow) => amount(budget), isNumber: true }]
      : []),
    {
      key: 'actual',
      head: hasBudget ? 'AC' : `AC${unit}`,
      text: ({ actual }) => amount(actual),
      isNumber: true,
    },
    { key: 'forecast', head: 'FC', text: ({ forecast }) => amount(forecast), isNumber: true },
    ...levels.flatMap((level, place): Column<FanRow>[] => [
      {
        key: `${level} from`,
        head: `${levelText(level)} % from`,
        text: ({ limits }) => amount(limits[place]?.[0]),
        isNumber: true,
      },
      { key: `${level} to`, head: 'to', text: ({ limits }) => amount(limits[place]?.[1]), isNumber: true },
    ]),
  ];
}

function rowsOf(series: FanSeries): FanRow[] {
  return series.labels.map((month, index) => {
    const actual = series.actual[index] ?? null;
    const isAhead = actual === null;
    return {
      month,
      budget: series.budget[index] ?? null,
      actual,
      forecast: isAhead ? (series.forecast[index] ?? null) : null,
      limits: series.bands.map(({ lower, upper }) => {
        const [low, high] = [lower[index] ?? null, upper[index] ?? null];
        return isAhead && low !== null && high !== null ? [low, high] : null;
      }),
    };
  });
}
