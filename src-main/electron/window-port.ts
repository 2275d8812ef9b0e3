import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import { isOwnAddress } from './address.ts';

/** The only message between the main process and the preload: it carries the port. */
export const PORT_CHANNEL = 'headroom:port';

/** Hands the page a fresh port whenever it was loaded, and closes the one before: a reload would otherwise leave it open. */
export function connectWindow(contents: WebContents, serve: (port: MessagePortMain) => void): void {
  let current: MessagePortMain | undefined;
  contents.on('did-finish-load', () => {
    current?.close();
    current = undefined;
    const frame = contents.mainFrame;
    if (!isTrustedFrame(frame)) return;
    const { port1, port2 } = new MessageChannelMain();
    serve(port1);
    port1.start();
    current = port1;
    frame.postMessage(PORT_CHANNEL, null, [port2]);
  });
  contents.on('destroyed', () => current?.close());
}

interface Frame {
  readonly url: string;
  readonly parent: object | null;
  readonly detached: boolean;
}

/** The backend is reached from the main frame of the own page, and from nowhere else. */
export function isTrustedFrame(frame: Frame | null): boolean {
  return frame !== null && !frame.detached && frame.parent === null && isOwnAddress(frame.url);
}
