import { useCallback, useMemo, useState, type Dispatch, type ReactNode, type SetStateAction } from 'react';
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { amountText, countText, plainStyle, sentenceCase, unitsOf } from '../../format/style.ts';
import { askOfKey, type CostAsk } from '../../session/cost-rows.ts';
import { useFiscalYearStart } from '../../session/use-period.ts';
import { CostLink } from '../../ui/CostLink.tsx';
import { DataTable, tableText, type Column } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Sparkline, Variance, VariancePercent } from '../../ui/Signs.tsx';
import { TableTools } from '../../ui/TableTools.tsx';
import { CommentPanel } from './CommentPanel.tsx';
import { endNameOf, type Comparison } from './comparison.ts';
import { EFFECTS } from './effects.ts';
import { holdsForecast, isUntagged, keyText, valueText } from './key-text.ts';
import { useRowTrends } from './row-trends.ts';
import type { VarianceAnswer, VarianceRow } from './VariancePage.tsx';

interface Line {
  readonly id: string;
  readonly row: VarianceRow;
  readonly level: number;
  readonly hasParts: boolean;
}

/** The rows behind the bridge: groups that unfold, material ones marked, a comment beside the one that is open. */
export function VarianceRows({
  node,
  data,
  comparison,
}: {
  readonly node: BudgetAnswer;
  readonly data: VarianceAnswer;
  readonly comparison: Comparison;
}): ReactNode {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [openId, setOpenId] = useState<string>();
  const lines = linesOf(data, unfolded);
  const open = lines.find(({ id }) => id === openId);
  const columns = useColumns(node, data, comparison, unfolded, setUnfolded);
  // What is read is counted: the groups where rows are folded into them.
  const counted = data.by.length > 1 && data.groups.length > 0 ? data.groups : data.rows;
  const material = counted.filter((row) => row.material).length;
  return (
    <div className="grid">
      <Panel
        title={titleOf(data.by[0] ?? 'row', material, counted.length)}
        label={`By ${data.by.join(', then ')} · ${node.currency} · (m) passes both bounds of materiality${judgedText(data.total)}`}
        className={open === undefined ? 'flush span-12' : 'flush span-8'}
        foot={
          <TableTools name={`${node.name} variance`} rows={() => tableText(columns, linesOf(data, 'all'))} />
        }
      >
        <DataTable
          caption="Variance by row"
          columns={columns}
          rows={lines}
          keyOf={({ id }) => id}
          onOpen={({ id }) => setOpenId(id === openId ? undefined : id)}
          selectedKey={openId}
          total={{ id: 'total', row: data.total, level: 1, hasParts: false }}
          tree={{
            levelOf: ({ level }) => level,
            isExpanded: ({ id, hasParts }) => (hasParts ? unfolded.has(id) : undefined),
            onToggle: ({ id }, wanted) => setUnfolded(toggled(unfolded, id, wanted)),
          }}
        />
      </Panel>
      {open === undefined ? null : (
        <CommentPanel
          key={open.id}
          node={node}
          data={data}
          comparison={comparison}
          row={open.row}
          onClose={() => setOpenId(undefined)}
        />
      )}
    </div>
  );
}

function useColumns(
  node: BudgetAnswer,
  data: VarianceAnswer,
  comparison: Comparison,
  unfolded: ReadonlySet<string>,
  setUnfolded: Dispatch<SetStateAction<ReadonlySet<string>>>,
): readonly Column<Line>[] {
  const trendOf = useRowTrends(node, data);
  const askOf = useCostAsk(data, comparison);
  const isAhead = comparison.withForecast === true;
  const endName = endNameOf(comparison);
  return useMemo(
    () =>
      columnsOf({
        data,
        currency: node.currency,
        endName,
        trendOf,
        onToggle: (id, wanted) => setUnfolded((set) => toggled(set, id, wanted)),
        unfolded,
        actualCell: (row) =>
          isAhead && holdsForecast(row.key) ? (
            amountText(row.actual)
          ) : (
            <CostLink budgetId={node.id} ask={askOf(row)}>
              {amountText(row.actual)}
            </CostLink>
          ),
      }),
    [data, node, endName, trendOf, unfolded, setUnfolded, askOf, isAhead],
  );
}

/** `5 of 6 teams are material`; a dimension whose plural is not simple is spoken of as rows. */
function titleOf(by: string, material: number, all: number): string {
  const isPlain = ['team', 'service', 'account', 'region', 'project', 'provider'].includes(by);
  const [one, many] = isPlain ? [by, `${by}s`] : ['row', 'rows'];
  if (material === 0) return `No ${one} is material`;
  return `${material} of ${countText(all, one, many)} ${material === 1 ? 'is' : 'are'} material`;
}

/** How much of the whole was judged as timing and as permanent. */
function judgedText({ attribution }: VarianceRow): string {
  if (attribution === undefined) return '';
  const { timing, permanent, open } = attribution;
  return ` · timing ${amountText(timing)}, permanent ${amountText(permanent)}, not judged ${amountText(open)}`;
}

/** Which cost rows a row of the comparison sums up. */
function useCostAsk({ from, to }: VarianceAnswer, { timeBasis }: Comparison): (row: VarianceRow) => CostAsk {
  const yearStart = useFiscalYearStart();
  return useCallback(
    (row) => askOfKey(row.key, { from, to, timeBasis }, yearStart),
    [from, to, timeBasis, yearStart],
  );
}

function toggled(set: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}

/** Groups first, their rows below them where they are unfolded; without a second key the rows alone. */
function linesOf(data: VarianceAnswer, unfolded: ReadonlySet<string> | 'all'): Line[] {
  const [first] = data.by;
  if (data.by.length < 2 || first === undefined || data.groups.length === 0)
    return bySize(data.rows).map((row) => ({ id: keyText(row.key), row, level: 1, hasParts: false }));
  return bySize(data.groups).flatMap((group) => {
    const id = keyText(group.key);
    const line: Line = { id, row: group, level: 1, hasParts: true };
    if (unfolded !== 'all' && !unfolded.has(id)) return [line];
    const parts = bySize(data.rows.filter(({ key }) => key[first] === group.key[first]));
    return [line, ...parts.map((row) => ({ id: keyText(row.key), row, level: 2, hasParts: false }))];
  });
}

/** Adverse first, largest first. */
function bySize(rows: readonly VarianceRow[]): VarianceRow[] {
  return [...rows].sort((a, b) => Number(b.variance.amount) - Number(a.variance.amount));
}

interface ColumnParts {
  readonly data: VarianceAnswer;
  readonly currency: string;
  readonly endName: string;
  readonly trendOf: (row: VarianceRow) => readonly number[];
  readonly onToggle: (id: string, isExpanded: boolean) => void;
  readonly unfolded: ReadonlySet<string>;
  readonly actualCell: (row: VarianceRow) => ReactNode;
}

function columnsOf(parts: ColumnParts): readonly Column<Line>[] {
  const { data, currency, endName, trendOf, onToggle, unfolded, actualCell } = parts;
  const start = data.against === 'budget' ? 'BU' : 'Plan';
  return [
    {
      key: 'name',
      head: sentenceCase(data.by.join(' › ')),
      text: ({ row }) => keyText(row.key),
      cell: (line) => (
        <NameCell line={line} by={data.by} isExpanded={unfolded.has(line.id)} onToggle={onToggle} />
      ),
    },
    { key: 'plan', head: `${start}, ${currency}`, text: ({ row }) => amountText(row.plan), isNumber: true },
    {
      key: 'actual',
      head: endName,
      text: ({ row }) => amountText(row.actual),
      cell: ({ row }) => actualCell(row),
      isNumber: true,
    },
    {
      key: 'variance',
      head: 'Δ',
      text: ({ row }) => amountText(row.variance),
      cell: ({ row }) => <Variance value={row.variance} isDense />,
      isNumber: true,
    },
    {
      key: 'percent',
      head: 'Δ %',
      text: ({ row }) => (row.percent === null ? '' : plainStyle().signedPercent(row.percent)),
      cell: ({ row }) => <VariancePercent percent={row.percent} />,
      isNumber: true,
    },
    ...effectColumns(data),
    {
      key: 'trend',
      head: 'Last 12 months',
      text: ({ row }) =>
        trendOf(row)
          .map((value) => value.toFixed(2))
          .join(' '),
      cell: ({ row }) => <Sparkline values={trendOf(row)} />,
      from: 1000,
    },
    ...judgementColumns(data),
    {
      key: 'comment',
      head: 'Comment',
      text: ({ row }) => row.commentary ?? '',
      cell: ({ row }) => <span className="ellipsis quiet">{row.commentary ?? ''}</span>,
      from: 1200,
    },
  ];
}

/** What of each row is timing, and what permanent, where somebody judged one. */
function judgementColumns(data: VarianceAnswer): readonly Column<Line>[] {
  if (data.total.attribution === undefined) return [];
  return (['timing', 'permanent'] as const).map((part) => ({
    key: part,
    head: part === 'timing' ? 'Timing' : 'Permanent',
    text: ({ row }: Line) => (row.attribution === undefined ? '' : amountText(row.attribution[part])),
    isNumber: true,
    from: 1200,
  }));
}

/** Price, volume, mix, new, gone, one-off, where the data can tell them apart. */
function effectColumns(data: VarianceAnswer): readonly Column<Line>[] {
  if (data.total.effects === undefined) return [];
  const isThere = (key: (typeof EFFECTS)[number]['key']): boolean =>
    [data.total, ...data.rows].some(
      ({ effects }) => effects !== undefined && Math.abs(unitsOf(effects[key])) >= 0.005,
    );
  return EFFECTS.filter(({ key }) => isThere(key)).map(({ key, name }) => ({
    key,
    head: name,
    text: ({ row }: Line) => (row.effects === undefined ? '' : amountText(row.effects[key])),
    isNumber: true,
    from: 1200,
  }));
}

function NameCell({
  line,
  by,
  isExpanded,
  onToggle,
}: {
  readonly line: Line;
  readonly by: readonly string[];
  readonly isExpanded: boolean;
  readonly onToggle: (id: string, isExpanded: boolean) => void;
}): ReactNode {
  const { row, level, id, hasParts } = line;
  const name = id === 'total' ? 'Total' : valueText(row.key[by[level - 1] ?? '']);
  return (
    <span className="tree-name" style={{ paddingLeft: (level - 1) * 20 }}>
      {hasParts ? (
        <button
          type="button"
          className="tree-toggle"
          tabIndex={-1}
          aria-label={isExpanded ? `Fold ${name}` : `Unfold ${name}`}
          onClick={(event) => {
            event.stopPropagation();
            onToggle(id, !isExpanded);
          }}
        >
          {isExpanded ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        </button>
      ) : by.length > 1 && id !== 'total' ? (
        <span className="tree-gap" />
      ) : null}
      <span className={isUntagged(name) ? 'ellipsis untagged' : 'ellipsis'} title={name}>
        {name}
      </span>
      {row.material ? (
        <abbr title="material" className="quiet">
          &nbsp;(m)
        </abbr>
      ) : null}
    </span>
  );
}
