import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { vi } from 'vitest';

/** Everything that the shell asked of Electron, in order, as `where.method`. */
export const calls: string[] = [];

function noted<Work extends (...words: never[]) => unknown>(name: string, work: Work): Work {
  return vi.fn((...words: Parameters<Work>) => {
    calls.push(name);
    return work(...words);
  }) as unknown as Work;
}

/** Parts of Electron's own types, so that a renamed method or another signature fails to compile. */
type Part<Whole, Names extends keyof Whole> = Pick<Whole, Names>;

class Emitter extends EventEmitter {
  /** What a listener made of an event: whether it was prevented. */
  prevented(name: string, details: object = {}): boolean {
    let stopped = false;
    this.emit(name, { ...details, preventDefault: () => (stopped = true) });
    return stopped;
  }
}

export class FakePort extends Emitter {
  closed = false;
  started = false;
  postMessage(): void {}
  start(): void {
    this.started = true;
  }
  close(): void {
    this.closed = true;
  }
}

export class FakeFrame {
  url = 'app://headroom/';
  parent: FakeFrame | null = null;
  detached = false;
  readonly sent: { readonly channel: string; readonly ports: readonly unknown[] }[] = [];
  postMessage(channel: string, _message: unknown, ports: readonly unknown[] = []): void {
    this.sent.push({ channel, ports });
  }
}

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

export class FakeContents extends Emitter {
  mainFrame = new FakeFrame();
  openHandler: OpenHandler | undefined;
  setWindowOpenHandler = noted('contents.setWindowOpenHandler', (handler: OpenHandler) => {
    this.openHandler = handler;
  });
}

export class BrowserWindow extends Emitter {
  static readonly made: BrowserWindow[] = [];
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new FakeContents();
  readonly loaded: string[] = [];
  readonly progress: number[] = [];
  focused = true;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    calls.push('new BrowserWindow');
    this.options = options;
    BrowserWindow.made.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    calls.push('window.loadURL');
    this.loaded.push(url);
    this.webContents.emit('did-finish-load');
    return Promise.resolve();
  }
  show(): void {}
  focus(): void {
    this.focused = true;
  }
  restore(): void {}
  isMinimized(): boolean {
    return false;
  }
  isFocused(): boolean {
    return this.focused;
  }
  isDestroyed(): boolean {
    return false;
  }
  setProgressBar(value: number): void {
    this.progress.push(value);
  }
  maximized = false;
  maximize(): void {
    this.maximized = true;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  getNormalBounds(): Electron.Rectangle {
    return { x: 40, y: 30, width: 1200, height: 700 };
  }
}

class FakeApp extends Emitter {
  isPackaged = false;
  readonly recent: string[] = [];
  badge = 0;
  lock = true;
  enableSandbox = noted('app.enableSandbox', () => undefined);
  requestSingleInstanceLock = noted('app.requestSingleInstanceLock', () => this.lock);
  whenReady = noted('app.whenReady', () => Promise.resolve());
  quit = noted('app.quit', () => undefined);
  exit = noted('app.exit', () => undefined);
  relaunch = noted('app.relaunch', (_options?: Electron.RelaunchOptions) => undefined);
  getAppPath = (): string => '/application';
  userData = '/nowhere';
  readonly about: Electron.AboutPanelOptionsOptions[] = [];
  getPath(_name: 'userData' | 'documents'): string {
    return this.userData;
  }
  setAboutPanelOptions(options: Electron.AboutPanelOptionsOptions): void {
    this.about.push(options);
  }
  addRecentDocument(path: string): void {
    this.recent.push(path);
  }
  setBadgeCount(count?: number): boolean {
    this.badge = count ?? 0;
    return true;
  }
}

type AppPart = Part<
  Electron.App,
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'getAppPath'
  | 'addRecentDocument'
  | 'setBadgeCount'
  | 'setAboutPanelOptions'
>;

export const app = new FakeApp();
app satisfies AppPart;

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type DeviceHandler = Parameters<Electron.Session['setDevicePermissionHandler']>[0];
type DisplayHandler = Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0];

/** The handlers that the shell set. */
export const permissions: {
  request: RequestHandler;
  check: CheckHandler;
  device: DeviceHandler;
  display: DisplayHandler;
} = { request: null, check: null, device: null, display: null };

export const session = {
  defaultSession: {
    setPermissionRequestHandler: noted('session.request', (handler: RequestHandler) => {
      permissions.request = handler;
    }),
    setPermissionCheckHandler: noted('session.check', (handler: CheckHandler) => {
      permissions.check = handler;
    }),
    setDevicePermissionHandler: noted('session.device', (handler: DeviceHandler) => {
      permissions.device = handler;
    }),
    setDisplayMediaRequestHandler: noted('session.display', (handler: DisplayHandler) => {
      permissions.display = handler;
    }),
  } satisfies Part<
    Electron.Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setDisplayMediaRequestHandler'
  >,
};

export const schemes: Electron.CustomScheme[] = [];
type SchemeHandler = Parameters<Electron.Protocol['handle']>[1];
export const served = new Map<string, SchemeHandler>();

export const protocol = {
  registerSchemesAsPrivileged: noted('protocol.register', (custom: Electron.CustomScheme[]) => {
    schemes.push(...custom);
  }),
  handle: noted('protocol.handle', (scheme: string, handler: SchemeHandler) => {
    served.set(scheme, handler);
  }),
} satisfies Part<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;

export const dialogs = { answer: 0, open: [] as string[], save: '', asked: [] as string[] };

export const dialog = {
  showErrorBox: noted('dialog.showErrorBox', (_title: string, content: string) => {
    dialogs.asked.push(content);
  }),
  showMessageBox: noted('dialog.showMessageBox', (_window: unknown, options: Electron.MessageBoxOptions) => {
    dialogs.asked.push(options.message);
    return Promise.resolve({ response: dialogs.answer, checkboxChecked: false });
  }),
  showOpenDialog: noted('dialog.showOpenDialog', () =>
    Promise.resolve({ canceled: dialogs.open.length === 0, filePaths: dialogs.open }),
  ),
  showSaveDialog: noted('dialog.showSaveDialog', (_window: unknown, options: Electron.SaveDialogOptions) => {
    dialogs.asked.push(options.defaultPath ?? '');
    return Promise.resolve({ canceled: dialogs.save === '', filePath: dialogs.save });
  }),
};

export const menus: Electron.MenuItemConstructorOptions[][] = [];

export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => {
    menus.push(template);
    return template;
  },
  setApplicationMenu: noted('menu.set', () => undefined),
};

export const notices: string[] = [];

export class Notification {
  readonly #body: string;
  static isSupported(): boolean {
    return true;
  }
  constructor(options: Electron.NotificationConstructorOptions) {
    this.#body = options.body ?? '';
  }
  on(): this {
    return this;
  }
  show(): void {
    notices.push(this.#body);
  }
}

export class MessageChannelMain {
  static readonly made: MessageChannelMain[] = [];
  constructor() {
    MessageChannelMain.made.push(this);
  }
  readonly port1 = new FakePort();
  readonly port2 = new FakePort();
}

/** Things that the shell must never touch; a test looks that it did not. */
export const shell = {
  openExternal: noted('shell.openExternal', () => Promise.resolve()),
  showItemInFolder: noted('shell.showItemInFolder', (_path: string) => undefined),
} satisfies Part<Electron.Shell, 'openExternal' | 'showItemInFolder'>;

export const displays = { areas: [{ x: 0, y: 0, width: 1920, height: 1080 }] };
export const screen = {
  getAllDisplays: () => displays.areas.map((workArea) => ({ workArea })),
};
export const ipcMain = {
  on: noted('ipcMain.on', () => undefined),
  handle: noted('ipcMain.handle', () => undefined),
};
