import { useCallback, type RefCallback } from 'react';

/**
 * Keeps the height of a page's head in `--head-height` on the element that takes the reference, in pixels: what stays in sight
 * below the head begins where it ends, however many lines its sentence has.
 */
export function useHeadHeight(): RefCallback<HTMLElement> {
  return useCallback((frame: HTMLElement | null) => {
    const head = frame?.querySelector('.page-head');
    if (frame === null || head === null || head === undefined) return;
    const observer = new ResizeObserver(() => {
      frame.style.setProperty('--head-height', `${head.getBoundingClientRect().height}px`);
    });
    observer.observe(head);
    return () => observer.disconnect();
  }, []);
}
