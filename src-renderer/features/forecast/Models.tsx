import type { ReactNode } from 'react';
import { Select } from '@mantine/core';
import { modelTitle, type ForecastModel } from '#shared/domain/forecast.ts';
import type { ForecastAnswer } from '#shared/contract/forecasts.ts';
import { countText, plainStyle, sentenceCase } from '../../format/style.ts';
import { DataTable, tableText, type Column } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';
import { TableTools } from '../../ui/TableTools.tsx';
import { MODEL_CHOICES } from './model-choices.ts';

type Candidate = ForecastAnswer['candidates'][number];

interface Asked {
  readonly data: { readonly data: ForecastAnswer } | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly refetch: () => unknown;
}

/** The models side by side with their back-test scores, and in a sentence why one was chosen. A row takes that model. */
export function Models({
  query,
  chosen,
  onModel,
}: {
  readonly query: Asked;
  readonly chosen: ForecastModel;
  readonly onModel: (model: string) => void;
}): ReactNode {
  const picker = (
    <Select
      aria-label="Model"
      data={MODEL_CHOICES}
      value={chosen}
      searchable
      onChange={(name) => onModel(name ?? 'auto')}
      w={200}
    />
  );
  return (
    <Answered query={query} what="the models" height={200}>
      {({ data }) => {
        const rows = ranked(data);
        const columns = columnsOf(data, rows);
        return (
          <Panel
            title={
              data.model === chosen
                ? `${sentenceCase(modelTitle(data.model))}, as you chose`
                : `${sentenceCase(modelTitle(data.model))} is used`
            }
            label={data.why}
            actions={picker}
            className="flush"
            foot={
              <>
                <TableTools name="models" rows={() => tableText(columns, rows)} />
                <span className="foot-note">{testText(data)}</span>
              </>
            }
          >
            <DataTable
              caption="Models with their back-test scores"
              columns={columns}
              rows={rows}
              keyOf={({ model }) => model}
              onOpen={({ model }) => onModel(model === data.model && chosen === 'auto' ? 'auto' : model)}
              selectedKey={data.model}
            />
          </Panel>
        );
      }}
    </Answered>
  );
}

function ranked({ candidates }: ForecastAnswer): readonly Candidate[] {
  return [...candidates].sort((a, b) => (a.mase ?? Infinity) - (b.mase ?? Infinity));
}

function testText({ accuracy }: ForecastAnswer): string {
  if (accuracy.origins === 0) return 'too few months for a back-test';
  const held = Object.entries(accuracy.coverage)
    .map(([level, share]) => `${level}\u00a0% band held ${plainStyle().integer(share * 100)}\u00a0%`)
    .join(', ');
  return `back-test from ${countText(accuracy.origins, 'past point', 'past points')}${held === '' ? '' : `: ${held}`}`;
}

function columnsOf(data: ForecastAnswer, rows: readonly Candidate[]): readonly Column<Candidate>[] {
  const worst = Math.max(0, ...rows.map(({ mase }) => mase ?? 0));
  const number = (value: number | null, digits: number): string =>
    value === null ? '' : plainStyle().decimal(value, digits);
  return [
    {
      key: 'model',
      head: 'Model',
      text: ({ model }) => modelTitle(model),
      cell: ({ model }) =>
        model === data.model ? <strong>{modelTitle(model)}, used</strong> : modelTitle(model),
    },
    { key: 'mase', head: 'MASE', text: ({ mase }) => number(mase, 3), isNumber: true },
    { key: 'smape', head: 'sMAPE, %', text: ({ smape }) => number(smape, 1), isNumber: true },
    {
      key: 'bar',
      head: 'Error, shorter is better',
      text: () => '',
      cell: ({ mase }) => (
        <span className="error-bar" aria-hidden="true">
          <span style={{ width: `${worst === 0 ? 0 : ((mase ?? 0) / worst) * 100}%` }} />
        </span>
      ),
      width: '40%',
    },
  ];
}
