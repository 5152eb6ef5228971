import type { App, Session, WebContents, WebPreferences } from 'electron';
import type { Log } from '../engine/ports/ports.ts';

/** The page's own scheme, host and origin. */
export const appScheme = 'app';
export const appHost = 'loose-parts';
const appOrigin = `${appScheme}://${appHost}`;

/**
 * The window's web preferences, every one of them on purpose. `preload` is the bundled preload script's path.
 * (webSecurity, experimental features and mixed content stay at Electron's safe defaults, and a test says so.)
 */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  };
}

/**
 * Whether a URL is one of the page's own. Compares the parsed scheme and host, never a beginning of the text, which
 * `app://loose-parts.evil.example` would share. Pure.
 */
export function isAppUrl(url: string): boolean {
  // Not `origin`: Node's URL calls the origin of every scheme that it does not know "null".
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}

/**
 * Whether a download may go on to the system's save dialog: exactly a file that the page made itself, out of a blob of
 * its own origin (an export, a report), started by the page. Anything that comes from elsewhere may not. Pure.
 *
 * @param chain every URL of the download, from where it started to where it ended
 * @param startedBy the URL of what is shown where it was started
 */
function isOwnDownload(chain: readonly string[], startedBy: string): boolean {
  return chain.length > 0 && chain.every(isOwnBlobUrl) && isAppUrl(startedBy);
}

function isOwnBlobUrl(url: string): boolean {
  return url.startsWith('blob:') && isAppUrl(url.slice('blob:'.length));
}

/**
 * Hosts of IAM Identity Center's sign-in, of every partition. Named this closely because other hosts of the same domains
 * show what anybody uploads (`*.s3.amazonaws.com`, `*.lambda-url.*.on.aws`).
 */
const signInHosts: readonly RegExp[] = [
  /^device\.sso\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/,
  /^[a-z0-9.-]*[a-z0-9-]\.awsapps\.(com|cn)$/,
  /^[a-z0-9.-]*[a-z0-9-]\.app\.aws$/,
  /^(?:[a-z0-9.-]*[a-z0-9-]\.)?signin\.(aws|aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/,
];

/**
 * Whether the page may have a URL opened in the person's browser: only a sign-in page of AWS, over https. The page shows
 * such a link while a sign-in waits (`Prompt` in shared/schema/sign-in.ts); no other link leads out of the window. Pure.
 */
export function isSignInPage(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' || parsed.port !== '' || parsed.username !== '' || parsed.password !== '')
    return false;
  return signInHosts.some((host) => host.test(parsed.hostname));
}

/** What is looked at of a frame that asks for something. */
export interface AskingFrame {
  readonly parent: unknown;
  readonly processId: number;
  readonly routingId: number;
  readonly origin: string;
  readonly url: string;
}

/**
 * Whether a message comes from the window's own main frame showing the page. By frame and not by WebContents, because
 * an iframe shares those with the page around it. Pure.
 */
export function isTrustedFrame(frame: AskingFrame | null, mainFrame: AskingFrame): boolean {
  return (
    frame !== null &&
    frame.parent === null &&
    frame.processId === mainFrame.processId &&
    frame.routingId === mainFrame.routingId &&
    frame.origin === appOrigin &&
    isAppUrl(frame.url)
  );
}

/** Opens a URL in the person's own browser. */
export type OpenExternal = (url: string) => Promise<void>;

/**
 * Keeps whatever is shown on the page: no way elsewhere, no second window, no webview. A sign-in page opens in the
 * person's browser, where they can see whose page it is.
 */
function lockDownContents(contents: WebContents, log: Log, openExternal: OpenExternal): void {
  const refuse = (what: string, event: { preventDefault(): void }) => {
    event.preventDefault();
    log.warn('Refused by the window', { what });
  };
  const stay = (what: string) => (details: { url: string; preventDefault(): void }) => {
    // Reloading the page is a navigation to itself.
    if (!isAppUrl(details.url)) refuse(what, details);
  };
  // The one way out that the page's policy does not close: packets to any address, which tell a server of the script's own
  // choosing whatever it has seen.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-navigate', stay('navigation'));
  contents.on('will-frame-navigate', stay('frame navigation'));
  contents.on('will-redirect', stay('redirect'));
  contents.on('will-attach-webview', (event) => refuse('webview', event));
  contents.setWindowOpenHandler(({ url }) => {
    if (isSignInPage(url)) {
      openExternal(url).catch((error: unknown) => log.warn('The sign-in page could not be opened', { error }));
    } else {
      log.warn('Refused by the window', { what: 'new window' });
    }
    return { action: 'deny' };
  });
}

/** {@link lockDownContents} for every WebContents that will ever be made, not only the window's. */
export function lockDownEveryContents(app: Pick<App, 'on'>, log: Log, openExternal: OpenExternal): void {
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents, log, openExternal));
}

/**
 * Denies every permission, asked for or checked, and every device, download and certificate exception, session-wide.
 * Two exceptions: writing text to the clipboard, which the copy buttons of the page's own main frame do, and saving a file
 * that the page has made ({@link isOwnDownload}), for which Electron asks the person where to.
 */
export function denyPermissions(session: Session): void {
  const allowed = (permission: string, origin: string, isMainFrame: boolean) =>
    permission === 'clipboard-sanitized-write' && isMainFrame && isAppUrl(origin);

  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(allowed(permission, details.requestingUrl, details.isMainFrame));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    allowed(permission, requestingOrigin, details.isMainFrame),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.on('will-download', (event, item, contents) => {
    // A download whose window is gone has no page that could have asked for it.
    const startedBy = contents?.isDestroyed() === false ? contents.getURL() : '';
    if (!isOwnDownload(item.getURLChain(), startedBy)) event.preventDefault();
  });
  session.setSpellCheckerEnabled(false);
}

/**
 * Whether a request may be made at all: for a file of the page, for what the page made itself, for a picture within its
 * styles, and by the developer tools for their own window. Pure.
 */
function isOwnRequest(url: string): boolean {
  return isAppUrl(url) || isOwnBlobUrl(url) || /^data:(image|font)\//.test(url) || url.startsWith('devtools://');
}

/**
 * Cancels every request that is not the page's own, whatever asks for it: a second door behind the page's policy, which a
 * script in another document would not be bound by.
 */
export function refuseForeignRequests(session: Pick<Session, 'webRequest'>, log: Log): void {
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    const isOwn = isOwnRequest(url);
    // Where to, but not what with: a path or a query may hold what is nobody's business.
    if (!isOwn) log.warn('Refused by the window', { what: 'request', to: URL.parse(url)?.host ?? '' });
    callback({ cancel: !isOwn });
  });
}
