import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app, screen, type BrowserWindow, type Rectangle } from 'electron';

/** Where the window stood when it was closed. */
interface WindowState {
  readonly bounds: Rectangle;
  readonly isMaximized: boolean;
}

const USUAL = { width: 1360, height: 880 };
/** So much of the title bar must be in sight that the window can be taken hold of. */
const LEAST_SEEN = 80;

function stateFile(): string {
  return join(app.getPath('userData'), 'window.json');
}

/** The size and place of the last time; the usual size where there was none, or where no screen shows that place any more. */
export function lastWindow(): { readonly bounds: Partial<Rectangle>; readonly isMaximized: boolean } {
  const state = readState();
  if (state === undefined) return { bounds: USUAL, isMaximized: false };
  const { width, height } = state.bounds;
  const isInSight = screen.getAllDisplays().some(({ workArea }) => shows(workArea, state.bounds));
  return { bounds: isInSight ? state.bounds : { width, height }, isMaximized: state.isMaximized };
}

/** Keeps size and place whenever the window is closed. */
export function rememberWindow(window: BrowserWindow): void {
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    try {
      mkdirSync(dirname(stateFile()), { recursive: true });
      writeFileSync(stateFile(), JSON.stringify(state));
    } catch {
      // A read-only home: the next window has the usual size.
    }
  });
}

function shows(area: Rectangle, bounds: Rectangle): boolean {
  const width = Math.min(area.x + area.width, bounds.x + bounds.width) - Math.max(area.x, bounds.x);
  return width >= LEAST_SEEN && bounds.y >= area.y && bounds.y <= area.y + area.height - LEAST_SEEN;
}

function readState(): WindowState | undefined {
  try {
    const { bounds, isMaximized } = JSON.parse(readFileSync(stateFile(), 'utf8')) as WindowState;
    const numbers = [bounds.x, bounds.y, bounds.width, bounds.height];
    return numbers.every((number) => Number.isInteger(number)) ? { bounds, isMaximized } : undefined;
  } catch {
    return undefined;
  }
}
