import { EventEmitter } from 'node:events';
import type { CustomScheme, Protocol, Session, WebRequest } from 'electron';
import { type Desktop, mustBeBeforeReady, mustBeReady } from './desktop.ts';
import { strict } from './strict.ts';

type SessionMembers = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
  | 'resolveProxy'
> & { protocol: Pick<Protocol, 'handle'>; webRequest: { onBeforeRequest(listener: BeforeRequest): void } };

/** Of the two ways to give a listener: the one without a filter. */
type BeforeRequest = Parameters<WebRequest['onBeforeRequest']>[0] & ((...args: never[]) => void);

/** What was asked of `session.defaultSession`, kept for those who act as Chromium. */
export interface SessionHandlers {
  protocols: Map<string, Parameters<Protocol['handle']>[1]>;
  permissionRequest: Parameters<Session['setPermissionRequestHandler']>[0];
  permissionCheck: Parameters<Session['setPermissionCheckHandler']>[0];
  devicePermission: Parameters<Session['setDevicePermissionHandler']>[0];
  displayMedia: Parameters<Session['setDisplayMediaRequestHandler']>[0];
  beforeRequest: BeforeRequest | null;
}

export class SessionDouble extends EventEmitter implements SessionMembers {
  readonly desktop: Desktop;
  readonly handlers: SessionHandlers;
  protocol: SessionMembers['protocol'];
  webRequest: SessionMembers['webRequest'];

  constructor(desktop: Desktop, privileged: ReadonlyMap<string, CustomScheme['privileges']>) {
    super();
    this.desktop = desktop;
    const handlers: SessionHandlers = {
      protocols: new Map(),
      permissionRequest: null,
      permissionCheck: null,
      devicePermission: null,
      displayMedia: null,
      beforeRequest: null,
    };
    this.handlers = handlers;
    this.webRequest = strict(
      'session.webRequest',
      {
        onBeforeRequest(listener) {
          handlers.beforeRequest = listener;
        },
      } satisfies SessionMembers['webRequest'],
      desktop.record,
    );
    this.protocol = strict(
      'session.protocol',
      {
        handle(scheme, handler) {
          if (!privileged.get(scheme)?.standard) {
            throw new TypeError('The desktop double answers schemes that were registered as standard only');
          }
          handlers.protocols.set(scheme, handler);
        },
      } satisfies SessionMembers['protocol'],
      desktop.record,
    );
  }
  setPermissionRequestHandler(handler: SessionHandlers['permissionRequest']): void {
    this.handlers.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: SessionHandlers['permissionCheck']): void {
    this.handlers.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: SessionHandlers['devicePermission']): void {
    this.handlers.devicePermission = handler;
  }
  setDisplayMediaRequestHandler(handler: SessionHandlers['displayMedia']): void {
    this.handlers.displayMedia = handler;
  }
  /** A page asks for a permission, and checks whether it has it. `granted`: null where it was not answered. */
  askPermission(permission: string, url: string, isMainFrame: boolean): { granted: unknown; has: unknown } {
    const { permissionRequest, permissionCheck } = this.handlers;
    let granted: unknown = null;
    const callback = (answer: unknown) => {
      granted = answer;
    };
    if (!permissionRequest || !permissionCheck) return { granted: true, has: true };
    Reflect.apply(permissionRequest, null, [null, permission, callback, { requestingUrl: url, isMainFrame }]);
    return { granted, has: Reflect.apply(permissionCheck, null, [null, permission, url, { isMainFrame }]) };
  }
  /** A page asks for a device, and for a picture of the screen. */
  askDevices(): { device: unknown; display: unknown } {
    const { devicePermission, displayMedia } = this.handlers;
    let display: unknown = 'not answered';
    const callback = (answer: unknown) => {
      display = answer;
    };
    if (!devicePermission || !displayMedia) return { device: true, display: 'any' };
    Reflect.apply(displayMedia, null, [{}, callback]);
    return { device: Reflect.apply(devicePermission, null, [{}]), display };
  }
  /** Something is about to be asked for. @returns whether it is cancelled; null where it was not answered */
  request(url: string): unknown {
    const { beforeRequest } = this.handlers;
    if (!beforeRequest) return false;
    let cancelled: unknown = null;
    const callback = (answer: object) => {
      cancelled = 'cancel' in answer && answer.cancel;
    };
    Reflect.apply(beforeRequest, null, [{ url }, callback]);
    return cancelled;
  }
  setSpellCheckerEnabled(): void {}
  /** As Chromium: this computer is never asked through a proxy. */
  async resolveProxy(url: string): Promise<string> {
    const { hostname } = new URL(url);
    return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname) ? 'DIRECT' : this.desktop.world.proxy;
  }
}

/** `protocol`, `session`, and the session itself for those who act as Chromium. */
export function createSession(desktop: Desktop) {
  const privileged = new Map<string, CustomScheme['privileges']>();
  const protocol = {
    registerSchemesAsPrivileged(schemes) {
      mustBeBeforeReady(desktop, 'protocol.registerSchemesAsPrivileged');
      for (const { scheme, privileges } of schemes) privileged.set(scheme, privileges);
    },
  } satisfies Pick<Protocol, 'registerSchemesAsPrivileged'>;
  const defaultSession = strict('session', new SessionDouble(desktop, privileged), desktop.record, ['will-download']);
  const session = {
    get defaultSession() {
      mustBeReady(desktop, 'Session');
      return defaultSession;
    },
  };
  return {
    protocol: strict('protocol', protocol, desktop.record),
    session: strict('session', session, desktop.record),
    defaultSession,
  };
}
