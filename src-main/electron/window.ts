import { BrowserWindow, type Session, type WebContents, type WebPreferences } from 'electron';
import { HOME, isOwnAddress } from './address.ts';
import { lastWindow, rememberWindow } from './window-state.ts';

/** What the page may do: nothing beyond a page in a sandbox. Stated in full, so that no default of a later version decides. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // The spelling checker downloads dictionaries; this application opens no connection.
  spellcheck: false,
} as const satisfies WebPreferences;

/** The application's one window; it shows itself when it has something to show. */
export function createWindow(preload: string, packaged: boolean): BrowserWindow {
  const { bounds, isMaximized } = lastWindow();
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Headroom',
    webPreferences: { ...WEB_PREFERENCES, preload, devTools: !packaged },
  });
  if (isMaximized) window.maximize();
  rememberWindow(window);
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Loads the page; to be called after all guards are set. */
export function loadPage(window: BrowserWindow): Promise<void> {
  return window.loadURL(HOME);
}

/** Whatever content appears, it stays on the own page: no other address, no further window, no embedded page. */
export function confine(contents: WebContents): void {
  const stay = (event: { readonly url: string; preventDefault: () => void }): void => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Electron grants permissions unless told otherwise; the page needs none. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}));
}
