import type { VarianceRow } from '../../domain/variance.ts';
import type { VarianceAnalysis } from '../variance/analysis.ts';
import { column, money, row, rowName, text } from './cells.ts';
import type { ReportInput } from './input.ts';
import type { ReportRow, ReportSection, ReportTable } from './model.ts';

/** What the people who know wrote beside the rows. */
export function commentarySection(input: ReportInput): ReportSection {
  return {
    id: 'commentary',
    title: 'Commentary',
    startsPage: false,
    blocks: [
      {
        kind: 'table',
        id: 'commentary',
        title: `Comments (${input.comments.length})`,
        columns: [
          column('row', 'Row'),
          column('kind', 'Kind'),
          column('comment', 'Comment'),
          column('by', 'By'),
        ],
        total: null,
        rows: input.comments.map((comment) =>
          row(
            text(comment.row),
            text(comment.kind ?? '–'),
            text(comment.text),
            text(`${comment.author}, ${comment.at.slice(0, 10)}`),
          ),
        ),
        whenEmpty: 'No row has a comment.',
      },
      ...attributionTable(input.variance),
    ],
  };
}

/** Timing against permanent: the whole first, then each row that was judged with what its judgement is about. */
function attributionTable(analysis: VarianceAnalysis): ReportTable[] {
  const { total, by } = analysis;
  if (total.attribution === undefined) return [];
  const finest = by.length > 1 ? [...analysis.groups, ...analysis.rows] : analysis.rows;
  const judged = finest.filter(({ attribution }) => attribution !== undefined && attribution.kind !== null);
  const line = (name: string, { variance, attribution }: VarianceRow): ReportRow =>
    row(
      text(name),
      text(attribution?.kind ?? '–'),
      { kind: 'variance', value: variance },
      money(attribution?.timing ?? null),
      money(attribution?.permanent ?? null),
      money(attribution?.open ?? null),
    );
  return [
    {
      kind: 'table',
      id: 'attribution',
      title: 'Timing against permanent, as judged',
      note: 'What is timing goes away by itself, what is permanent stays. A row with rows in it shows theirs too.',
      columns: [
        column('row', 'Row'),
        column('kind', 'Judged as'),
        column('variance', 'Δ', 'right'),
        column('timing', 'Timing', 'right'),
        column('permanent', 'Permanent', 'right'),
        column('open', 'Not judged', 'right'),
      ],
      total: { ...line('Total', total), strong: true },
      rows: judged.map((each) => line(rowName(each, Object.keys(each.key)), each)),
      whenEmpty: 'Only the total was judged.',
    },
  ];
}
