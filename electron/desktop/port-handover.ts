import { RPCHandler } from '@orpc/server/message-port';
import type { BrowserWindow, IpcMain, IpcMainEvent, MessageChannelMain, MessagePortMain } from 'electron';
import type { Log } from '../engine/ports/ports.ts';
import { type EngineRouter, rpcErrorInterceptors } from '../host/rpc-errors.ts';
import { isTrustedFrame } from './security.ts';

/** The page (through the preload) asks for a port with this message … */
const connectChannel = 'loose-parts:connect';
/** … and gets one with this. */
const portChannel = 'loose-parts:port';

export interface PortHandoverOptions {
  ipcMain: Pick<IpcMain, 'on' | 'removeListener'>;
  window: Pick<BrowserWindow, 'webContents'>;
  router: EngineRouter;
  log: Log;
  createChannel: () => MessageChannelMain;
}

/**
 * Gives the window's page one end of a message channel whose other end is the engine. A page that asks again (it was
 * reloaded) gets a new channel and the old one is closed, which ends its subscriptions.
 *
 * @returns closes the port and stops answering
 */
export function installPortHandover(options: PortHandoverOptions): () => void {
  const { ipcMain, window, router, log } = options;
  const handler = new RPCHandler(router, rpcErrorInterceptors(log));
  let current: MessagePortMain | null = null;

  const closeCurrent = () => {
    const port = current;
    current = null;
    // Electron tells both ends; on this one the handler hears of it and ends the page's subscriptions.
    port?.close();
  };
  const answer = (event: IpcMainEvent) => {
    const frame = event.senderFrame;
    if (frame === null || !isTrustedFrame(frame, window.webContents.mainFrame)) {
      log.warn('Refused a port', { reason: 'the asking frame is not the page' });
      return;
    }
    closeCurrent();
    const { port1, port2 } = options.createChannel();
    current = port1;
    handler.upgrade(port1, { context: {} });
    port1.start();
    frame.postMessage(portChannel, null, [port2]);
  };
  ipcMain.on(connectChannel, answer);
  return () => {
    ipcMain.removeListener(connectChannel, answer);
    closeCurrent();
  };
}
