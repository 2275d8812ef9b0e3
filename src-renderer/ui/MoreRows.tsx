import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { countText, plainStyle } from '../format/style.ts';
import { PAGE_ROWS, totalOf, type ListPage } from '../session/list-pages.ts';
import { sayFailed } from '../session/notices.ts';

interface GrowingQuery {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<{ readonly isFetchNextPageError: boolean; readonly error: unknown }>;
}

/** What stands below a list that is read by `PAGED`; nothing once all of it is there. */
export function moreRows(
  shown: number,
  query: GrowingQuery & { readonly data: { readonly pages: readonly ListPage<unknown>[] } | undefined },
): ReactNode {
  return query.hasNextPage ? (
    <MoreRows shown={shown} total={totalOf(query.data?.pages ?? [])} step={PAGE_ROWS} query={query} />
  ) : undefined;
}

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
  readonly query: GrowingQuery;
}): ReactNode {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const button = useRef<HTMLButtonElement>(null);
  const isAsked = useRef(false);
  useEffect(() => {
    if (isFetchingNextPage || !isAsked.current) return;
    isAsked.current = false;
    // While it was disabled the button lost the focus, and a keyboard had to begin outside the list.
    if (document.activeElement === document.body) button.current?.focus({ preventScroll: true });
  }, [isFetchingNextPage]);
  const goOn = async (): Promise<void> => {
    isAsked.current = true;
    const { isFetchNextPageError, error } = await fetchNextPage();
    if (isFetchNextPageError) sayFailed(error);
  };
  if (!hasNextPage) return null;
  return (
    <span className="row">
      <span>
        {countText(shown, 'row', 'rows')} of {plainStyle().integer(total)} shown
      </span>
      <Button ref={button} variant="default" loading={isFetchingNextPage} onClick={() => void goOn()}>
        Show the next {Math.min(step, total - shown)}
      </Button>
    </span>
  );
}
