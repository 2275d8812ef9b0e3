import type { ReactNode } from 'react';
import type { Picture } from '#shared/charts/picture.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import { TwinPanel, type TwinTable } from './TwinPanel.tsx';

/** A chart with its finding, its measure, and a table that holds the same numbers. */
export function ChartPanel<Row>({
  picture,
  height,
  ...panel
}: {
  readonly title: ReactNode;
  readonly label: string;
  readonly actions?: ReactNode;
  readonly picture: Picture;
  readonly height: number;
  readonly table: TwinTable<Row>;
  readonly foot?: ReactNode;
  readonly className?: string;
}): ReactNode {
  return (
    <TwinPanel {...panel} height={height}>
      <ChartCanvas picture={picture} height={height} />
    </TwinPanel>
  );
}
