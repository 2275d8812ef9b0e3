import type { RefObject } from 'react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';

/** Rows mounted above and below those in sight, so that scrolling finds them drawn. */
const SPARE_ROWS = 10;

export interface RowWindow {
  /** The rows to mount, with the pixels each begins at. */
  readonly rows: readonly { readonly index: number; readonly start: number }[];
  /** Pixels of all rows. */
  readonly height: number;
  readonly scrollTo: (index: number) => void;
}

/**
 * The rows of a scrolling list that are worth mounting: those in sight, some around them, and `kept`, which holds the focus
 * and must not go when it is scrolled out of sight.
 */
export function useRowWindow({
  scroller,
  count,
  rowHeight,
  kept,
  headHeight = 0,
  isOn = true,
}: {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowHeight: number;
  readonly kept?: number | undefined;
  /** What sticks to the top and covers rows there. */
  readonly headHeight?: number;
  /** Off, all rows are mounted. */
  readonly isOn?: boolean;
}): RowWindow {
  const list = useVirtualizer<HTMLElement, HTMLElement>({
    count: isOn ? count : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: SPARE_ROWS,
    scrollPaddingStart: headHeight,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      return kept === undefined || kept >= count || indexes.includes(kept)
        ? indexes
        : [...indexes, kept].sort((a, b) => a - b);
    },
  });
  if (!isOn)
    return {
      rows: Array.from({ length: count }, (_, index) => ({ index, start: index * rowHeight })),
      height: count * rowHeight,
      scrollTo: () => undefined,
    };
  return {
    rows: list.getVirtualItems(),
    height: list.getTotalSize(),
    scrollTo: (index) => list.scrollToIndex(index, { align: 'auto' }),
  };
}
