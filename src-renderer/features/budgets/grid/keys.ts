/** What a key means in the grid. */
export type GridCommand =
  | { readonly kind: 'step'; readonly rows: number; readonly columns: number; readonly isExtending: boolean }
  | {
      readonly kind: 'edge';
      readonly rows: -1 | 0 | 1;
      readonly columns: -1 | 0 | 1;
      readonly isExtending: boolean;
    }
  | { readonly kind: 'page'; readonly direction: -1 | 1; readonly isExtending: boolean }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'edit' | 'enter' | 'clear' | 'fillDown' | 'fillRight' | 'leave' | 'moveIn' | 'moveOut' };

export interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const STEPS: Readonly<Record<string, readonly [rows: -1 | 0 | 1, columns: -1 | 0 | 1]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const PLAIN = { Enter: 'enter', F2: 'edit', Delete: 'clear', Backspace: 'clear', Escape: 'leave' } as const;

/** Begins an amount when it is typed on a cell. */
const BEGINS_AMOUNT = /^[\d.,\-+\u2212]$/;

/**
 * The command of a key, or undefined where the grid has none. Alt and Shift with the left and right arrow move a budget out of
 * its parent and under the one above it, as outlines do.
 */
export function commandOf(pressed: Pressed): GridCommand | undefined {
  const { key, shiftKey: isExtending, altKey } = pressed;
  const isControl = pressed.ctrlKey || pressed.metaKey;
  const step = STEPS[key];
  if (step !== undefined) {
    const [rows, columns] = step;
    if (altKey)
      return columns === 0 || !isExtending ? undefined : { kind: columns > 0 ? 'moveIn' : 'moveOut' };
    return isControl
      ? { kind: 'edge', rows, columns, isExtending }
      : { kind: 'step', rows, columns, isExtending };
  }
  if (altKey) return undefined;
  if (key === 'Home' || key === 'End') {
    const columns = key === 'Home' ? -1 : 1;
    return { kind: 'edge', rows: isControl ? columns : 0, columns, isExtending };
  }
  if (key === 'PageUp' || key === 'PageDown')
    return { kind: 'page', direction: key === 'PageUp' ? -1 : 1, isExtending };
  if (isControl) {
    if (key.toLowerCase() === 'd') return { kind: 'fillDown' };
    return key.toLowerCase() === 'r' && !isExtending ? { kind: 'fillRight' } : undefined;
  }
  if (key in PLAIN) return { kind: PLAIN[key as keyof typeof PLAIN] };
  return BEGINS_AMOUNT.test(key) ? { kind: 'type', text: key } : undefined;
}
