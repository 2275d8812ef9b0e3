import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { countText, plainStyle } from '../format/style.ts';

/** How much of a long list is shown, and the button that shows more of it; nothing once all is there. */
export function MoreRows({
  shown,
  total,
  step,
  query,
}: {
  readonly shown: number;
  readonly total: number;
  /** How many rows come at once. */
  readonly step: number;
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}): ReactNode {
  if (!query.hasNextPage) return null;
  return (
    <span className="row">
      <span>
        {countText(shown, 'row', 'rows')} of {plainStyle().integer(total)} shown
      </span>
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        Show the next {Math.min(step, total - shown)}
      </Button>
    </span>
  );
}
