import { contextBridge, ipcRenderer, webUtils } from 'electron';

/** The page's own window object, as far as it is used here. */
declare const window: {
  postMessage(message: string, origin: string, ports: readonly unknown[]): void;
};

const PORT_CHANNEL = 'headroom:port';

// The page gets the port and the path of a file that its user chose: no event, no channel and nothing of Electron.
ipcRenderer.on(PORT_CHANNEL, (event) => window.postMessage(PORT_CHANNEL, '*', event.ports));
contextBridge.exposeInMainWorld('headroom', {
  pathForFile: (file: File): string => webUtils.getPathForFile(file),
});
