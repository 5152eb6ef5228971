/** A text of a file that goes. */
interface Change {
  /** A file of the repository … */
  file: string;
  /** … what stands there exactly once, and what takes its place. */
  from: string;
  to: string;
}

/** One protection taken away: what SECURITY.md says of it, the text that goes, and the test that must fail then. */
export interface Mutation extends Change {
  /** The first cell of its row in SECURITY.md. */
  row: string;
  /** Where the protection stands twice: the other place. */
  and?: Change;
  /** The test that says so, as the row names it: its file, and its title up to the first `%`. */
  test: { file: string; title: string };
}

const unit = (file: string, title: string) => ({ file, title });
const preferences = 'electron/desktop/security.ts';
const made = unit('electron/main.test.ts', 'is made with every protection, and loads the page over app://');

/** A web preference that is not set, set. */
const withPreference = (row: string, setting: string): Mutation => ({
  row,
  file: preferences,
  from: '    spellcheck: false,\n',
  to: `    spellcheck: false,\n    ${setting},\n`,
  test: made,
});

/** What is protected, and how. */
const protections: readonly Mutation[] = [
  {
    row: 'secrets on disk',
    file: 'electron/desktop/vault.ts',
    from: 'const encrypted = await keyStore.encrypt(JSON.stringify(secrets));',
    to: 'const encrypted = Buffer.from(JSON.stringify(secrets));',
    test: unit(
      'electron/desktop/vault.test.ts',
      'keeps a secret encrypted, readable by the owner only, over a restart',
    ),
  },
  {
    row: 'secrets anywhere else',
    file: 'e2e/proofs/secrets/forms.ts',
    from: "  add('UTF-16', utf16);\n",
    to: '',
    test: unit(
      'e2e/proofs/secrets/sweep.test.ts',
      'every form of a secret is found in every kind of place, and the run itself is clean',
    ),
  },
  {
    row: 'secrets on their way to the page',
    file: 'electron/engine/connections/connection-book.ts',
    from: "{ kind: 'static', accessKeyId: credentials.accessKeyId, hasSessionToken: Boolean(secret?.sessionToken) }",
    to: "{ kind: 'static', accessKeyId: secret?.secretAccessKey ?? '', hasSessionToken: Boolean(secret?.sessionToken) }",
    test: unit(
      'e2e/proofs/secrets/message-port.test.ts',
      'a secret crosses a port once, to the engine, and nothing that comes back holds it',
    ),
  },
  {
    row: 'the log',
    file: 'electron/host/file-log.ts',
    from: "      secretName.test(name) && item !== null && typeof item !== 'boolean'\n",
    to: '      false\n',
    test: unit('electron/host/file-log.test.ts', 'keeps a secret out: '),
  },
  {
    row: 'index, log, lock, secrets',
    file: 'electron/engine/index/private-file.ts',
    from: '  if (!found || found.isFile()) return found !== undefined;\n',
    to: '  return found !== undefined;\n',
    test: unit('electron/host/data-folder.test.ts', 'a lock that leads elsewhere is not followed'),
  },
  {
    row: 'the data folder',
    file: 'electron/host/data-folder.ts',
    from: '    if ((found.mode & 0o1002) !== 0) throw',
    to: '    if ((found.mode & 0o1002) === 0) throw',
    test: unit('electron/browser/serve.test.ts', 'a data folder that is shared is refused, and stays as it is'),
  },
  {
    row: 'the browser host, from other pages',
    file: 'electron/browser/request-guard.ts',
    from: "  if (!isOwnHost(request.host, rules.port)) return refuse(403, 'wrong Host');\n",
    to: '',
    test: unit('electron/browser/server.test.ts', 'a name bound to 127.0.0.1 by somebody else is refused'),
  },
  {
    row: 'the browser host, from other users of the computer',
    file: 'electron/browser/link-file.ts',
    from: '  return pathToFileURL(path).href;',
    to: '  return link;',
    test: unit(
      'electron/browser/serve.test.ts',
      'opens a web browser with a file of its owner’s, and with no secret that another user could read',
    ),
  },
  {
    row: 'files of this computer',
    file: 'electron/host/page-files.ts',
    from: "  if (decoded.split('/').some((segment) => segment === '..' || segment === '.')) return null;\n",
    to: '',
    test: unit('electron/host/page-files.test.ts', 'no way out by '),
  },
  {
    row: 'the way to a store',
    file: 'electron/engine/store/transport/transport.ts',
    from: '(ofAws ? { ...settings.tls, pinned: null } : settings.tls)',
    to: '(ofAws ? settings.tls : settings.tls)',
    and: {
      file: 'electron/engine/store/s3/s3-sender.ts',
      from: 'leadsToAws(connection) ? { ...connection.tls, pinned: null } : connection.tls',
      to: 'leadsToAws(connection) ? connection.tls : connection.tls',
    },
    test: unit('electron/engine/store/transport/transport.test.ts', 'does not take a pinned certificate for AWS: '),
  },
  {
    row: 'a file of connections from somebody else',
    file: 'electron/engine/connections/connection-exchange.ts',
    from: "      credentials: namesToken ? { ...credentials, tokenFile: '' } : credentials,",
    to: '      credentials,',
    test: unit('electron/engine/connections/connections.test.ts', 'leaves a token file to be entered by hand'),
  },
  {
    row: "a store's answers",
    file: 'electron/engine/store/s3/answer-errors.ts',
    from: '(alsoCalled.get(body.root) ?? body.root) === document',
    to: '(alsoCalled.get(body.root) ?? body.root) !== null',
    test: unit('electron/engine/store/s3/list-end.test.ts', 'refuses the answer to another question'),
  },
  {
    row: "the app's attention",
    file: 'electron/engine/store/s3/answer-thread.ts',
    from: '    return new Promise((resolve, reject) => {\n      if (signal?.aborted) return reject(signal.reason);\n',
    to: '    if (!signal) return Promise.resolve(readAnswer(answer));\n    return new Promise((resolve, reject) => {\n      if (signal?.aborted) return reject(signal.reason);\n',
    test: unit('electron/engine/store/s3/answer-thread.test.ts', 'leaves the thread that asks free while it reads'),
  },
  {
    row: 'names that look like others',
    file: 'shared/format/shown-key.ts',
    from: "      return isSeen ? blank : '␠';",
    to: '      return isSeen ? blank : blank;',
    test: unit('shared/format/shown-key.test.ts', 'that differs from another is shown otherwise'),
  },
  {
    row: 'keys that hide or turn text, formulas in exports',
    file: 'shared/format/csv.ts',
    from: '[=+\\-@＝＋－＠]/u;',
    to: '[=+\\-@]/u;',
    test: unit('shared/format/csv.test.ts', 'never begins with what runs as a formula'),
  },
  {
    row: 'live uploads',
    file: 'electron/engine/cleanup/judging/verdict-machine.ts',
    from: 'const life = state.accepted ? null : (whatChanged(context, parts, observation) ?? active);',
    to: 'const life = state.accepted ? null : whatChanged(context, parts, observation);',
    test: unit(
      'electron/engine/cleanup/judging/verdict-machine.test.ts',
      'an unsized upload that turns out to be active, unless that was confirmed',
    ),
  },
  {
    row: 'a bucket',
    file: 'electron/engine/store/s3/s3-store.ts',
    from: "      requireAddress('AbortMultipartUpload', key, uploadId);\n",
    to: '',
    test: unit('electron/engine/store/s3/s3-store.test.ts', 'sends nothing for an empty key or upload ID'),
  },
  {
    row: 'read-only connections',
    file: 'electron/engine/store/s3/read-only.ts',
    from: '  if (readOnly) throw readOnlyRefusal();\n',
    to: '  if (readOnly === null) throw readOnlyRefusal();\n',
    test: unit('electron/engine/engine.test.ts', 'writes nothing through a read-only connection, and still verifies'),
  },
  {
    row: 'the record',
    file: 'electron/engine/index/migrations/001-cleanup.ts',
    from: "CREATE TRIGGER evidence_never_goes BEFORE DELETE ON evidence\n  BEGIN SELECT RAISE(ABORT, 'Evidence is append-only'); END;\n",
    to: '',
    test: unit('electron/engine/index/evidence-operations.test.ts', 'SQLite itself refuses to change or delete a line'),
  },
  {
    row: 'the build',
    file: '.github/workflows/release.yml',
    from: 'actions/attest-build-provenance@977bb373ede98d70efdf65b84cb5f73e068dcc2a',
    to: 'actions/attest-build-provenance@v3',
    test: unit(
      'build/electron-builder.test.ts',
      '%s uses actions pinned to a commit, and asks for no more than reading',
    ),
  },
  {
    row: 'what ships of others',
    file: 'build/shipped/bundled-packages.ts',
    from: '    file.imports.forEach(visit);\n',
    to: '',
    test: unit(
      'build/shipped/bundled-packages.test.ts',
      'names what is in the bundles, at once or later, and nothing that is only installed',
    ),
  },
  {
    row: 'what is in the archive',
    file: 'build/shipped/archive.ts',
    from: '  /^dist\\/electron\\/(main|[\\w-]+-worker|chunk-[\\w.-]+)\\.js$/,',
    to: '  /^dist\\/electron\\/.+\\.js$/,',
    test: unit('build/shipped/archive.test.ts', 'what belongs into the archive is known, and nothing else goes unseen'),
  },
  {
    row: 'updates',
    file: 'electron/desktop/updates.ts',
    from: '    if (!isSigned()) return void (await tell(updates.unsigned));\n',
    to: '',
    test: unit('electron/desktop/updates.test.ts', 'a build that nobody signed looks for nothing, and says why'),
  },
  {
    row: 'what a hostile script in the page reaches',
    file: 'electron/host/content-security.ts',
    from: "`connect-src '$",
    to: "`connect-src 'self' '$",
    test: unit('e2e/flows/hostile-page.spec.ts', 'reaches no other origin and no file'),
  },
  {
    row: 'links and files from others',
    file: 'electron/main.ts',
    from: '  args: process.argv.slice(app.isPackaged ? 1 : 2),',
    to: "  args: process.argv.slice(app.isPackaged ? 1 : 2).filter((arg) => arg !== '--'),",
    test: unit('electron/main.test.ts', 'what follows -- is no option, whatever a link holds'),
  },
  {
    row: 'diagnostics',
    file: 'electron/desktop/about.ts',
    from: '  if (response === 0) await clipboard.writeText(shown);',
    to: '  if (response >= 0) await clipboard.writeText(shown);',
    test: unit('electron/desktop/about.test.ts', 'what is shown is what is copied, and only by a yes: button '),
  },
];

/** Electron's checklist, item by item. */
const checklist: readonly Mutation[] = [
  {
    row: '1. Only load secure content',
    file: 'electron/desktop/app-protocol.ts',
    from: 'export const pageUrl = `',
    to: 'export const pageUrl = `http://example.com/?',
    test: made,
  },
  {
    row: '2. No Node.js for remote content',
    file: preferences,
    from: '    nodeIntegrationInWorker: false,\n',
    to: '    nodeIntegrationInWorker: true,\n',
    test: made,
  },
  {
    row: '3. Context isolation',
    file: preferences,
    from: '    contextIsolation: true,\n',
    to: '    contextIsolation: false,\n',
    test: made,
  },
  {
    row: '4. Process sandboxing',
    file: 'electron/main.ts',
    from: 'if (isSandboxed) app.enableSandbox();\n',
    to: '',
    test: unit('electron/main.test.ts', 'registers the scheme and the sandbox before the app is ready'),
  },
  {
    row: '5. Permission requests',
    file: preferences,
    from: "    permission === 'clipboard-sanitized-write' && isMainFrame && isAppUrl(origin);",
    to: "    permission.startsWith('clipboard') && isMainFrame && isAppUrl(origin);",
    test: unit(
      'electron/main.test.ts',
      'every permission is denied, asked for or checked, but writing text to the clipboard from the page',
    ),
  },
  withPreference('6. webSecurity stays on', 'webSecurity: false'),
  {
    row: '7. Content-Security-Policy',
    file: 'electron/host/content-security.ts',
    from: '"default-src \'none\'"',
    to: '"default-src \'self\'"',
    test: unit('electron/main.test.ts', 'come over app:// with the policy; another host or method is refused'),
  },
  withPreference('8. No insecure content', 'allowRunningInsecureContent: true'),
  withPreference('9. No experimental features', 'experimentalFeatures: true'),
  withPreference('10. No enableBlinkFeatures', "enableBlinkFeatures: 'CSSVariables'"),
  {
    row: '11. No allowpopups',
    file: preferences,
    from: '    webviewTag: false,\n',
    to: '    webviewTag: true,\n',
    test: made,
  },
  {
    row: '12. Verify webview options',
    file: preferences,
    from: "  contents.on('will-attach-webview', (event) => refuse('webview', event));\n",
    to: '',
    test: unit('electron/main.test.ts', 'new windows and webviews are refused, also to contents made later'),
  },
  {
    row: '13. Limit navigation',
    file: preferences,
    from: "  contents.on('will-redirect', stay('redirect'));\n",
    to: '',
    test: unit('electron/main.test.ts', '%s elsewhere is refused'),
  },
  {
    row: '14. Limit new windows',
    file: preferences,
    from: "    return { action: 'deny' };",
    to: "    return { action: 'allow' };",
    test: unit('electron/main.test.ts', 'new windows and webviews are refused, also to contents made later'),
  },
  {
    row: '15. openExternal',
    file: preferences,
    from: '  return signInHosts.some((host) => host.test(parsed.hostname));',
    to: '  return signInHosts.length > 0;',
    test: unit('electron/desktop/security.test.ts', '%s is none'),
  },
  {
    row: '16. A current Electron',
    file: 'build/shipped/audit.ts',
    from: 'const mostDaysBehind = 30;',
    to: 'const mostDaysBehind = 300;',
    test: unit(
      'build/shipped/audit.test.ts',
      'is too old where a newer one of its major has been out for more than 30 days',
    ),
  },
  {
    row: '17. Sender of IPC messages',
    file: preferences,
    from: '    frame.parent === null &&\n',
    to: '',
    test: unit('electron/main.test.ts', '%s gets none'),
  },
  {
    row: '18. No file://',
    file: 'electron/desktop/app-protocol.ts',
    from: '  if (!isAppUrl(request.url)) return',
    to: "  if (request.url === '') return",
    test: unit('electron/desktop/app-protocol.test.ts', 'another host has nothing: '),
  },
  {
    row: '19. Fuses',
    file: 'build/electron-builder.yml',
    from: '  runAsNode: false\n',
    to: '  runAsNode: true\n',
    test: unit('build/package.test.ts', 'has the doors of Electron closed in its binary'),
  },
  {
    row: '20. No Electron API for the page',
    file: 'electron/preload.ts',
    from: "ipcRenderer.postMessage('loose-parts:connect', null);",
    to: "ipcRenderer.postMessage('loose-parts:connect', event.data);",
    test: unit('electron/preload.test.ts', 'the page’s own wish is passed on, without anything of it'),
  },
];

/** Every protection that SECURITY.md has a row for, each taken away once. */
export const mutations: readonly Mutation[] = [...protections, ...checklist];
