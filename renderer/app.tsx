import { useMantineColorScheme } from '@mantine/core';
import { useDeferredValue, useEffect, useState } from 'react';
import type { Connection } from '../shared/schema/model.ts';
import { assertNever } from '../shared/values/exhaustive.ts';
import { words } from '../shared/words/words.ts';
import { useApi, useBucket, useBucketList, useConnections, useJobs, useLive } from './api/api.tsx';
import { Activity, progressOfAll } from './features/activity/index.ts';
import { ConnectionsImport, Welcome } from './features/connections/index.ts';
import { HistoryScreen } from './features/history/index.ts';
import { type NoticeBoard, Notices } from './features/notices/index.ts';
import { Openings } from './features/openings/index.ts';
import { AllConnections, Overview } from './features/overview/index.ts';
import { Navigation } from './features/sidebar/index.ts';
import { PromptCorner } from './features/sign-in/index.ts';
import { BucketScreen } from './features/uploads/index.ts';
import { connectionOf, type Route, resolveRoute, route, useRoute } from './route.ts';
import { CommandPalette } from './shell/command-palette.tsx';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { KeysSheet } from './shell/keys-sheet.tsx';
import { LanguageSwitch } from './shell/language-switch.tsx';
import { Nowhere } from './shell/nowhere.tsx';
import classes from './shell/shell.module.css';
import { StartWarnings } from './shell/start-warnings.tsx';
import { ThemeSwitch } from './shell/theme-switch.tsx';
import { goToFilter, useWindowKeys } from './shell/window-keys.ts';
import { useWindowTitle } from './shell/window-title.ts';
import { useCommands } from './ui/commands.ts';
import { copyKeysExactly } from './ui/copied-keys.ts';
import { keepFocus } from './ui/focus-keeper.ts';
import { useLanguage } from './ui/use-language.ts';

/** Fetches the code of the screen that the page begins with, while the engine's first answer is under way. */
export function prefetchScreen({ screen }: Route): void {
  if (screen === 'bucket') BucketScreen.prefetch();
  else if (screen === 'history') HistoryScreen.prefetch();
  else if (screen === 'overview') AllConnections.prefetch();
  else Overview.prefetch();
}

/** The window: sidebar, main with its inspector, and the Activity strip. */
export function App({ notices }: { notices: NoticeBoard }) {
  const { state, link } = useLive();
  // All that is on screen is drawn below, and its words are read as it is drawn.
  useLanguage();
  useEffect(keepFocus, []);
  useEffect(copyKeysExactly, []);
  if (!state) {
    return (
      <main className={classes.page}>
        <p role="status">{words.page.shell.opening}</p>
      </main>
    );
  }
  return (
    <>
      {/* No link: the fragment is the page's address. */}
      <button type="button" className={classes.skip} onClick={() => document.getElementById('main')?.focus()}>
        {words.page.shell.skip}
      </button>
      <StartWarnings />
      {link === 'reconnecting' && (
        <p role="status" className={classes.reconnecting}>
          {words.page.shell.reconnecting}
        </p>
      )}
      <ConnectionsImport>
        <Window notices={notices} />
        <Openings />
      </ConnectionsImport>
    </>
  );
}

function Window({ notices }: { notices: NoticeBoard }) {
  const connections = useConnections();
  const here = useResolvedRoute();
  const [aside, setAside] = useState<'palette' | 'keys' | null>(null);
  // The frame with its sidebar is seen first, and can be used; the screen is drawn right after it.
  const isFramed = useDeferredValue(true, false);
  useEffect(() => {
    // The other screens' code, so that going there takes no time, and not the host either.
    const waiting = requestIdleCallback(() => {
      for (const screen of [Overview, AllConnections, BucketScreen, HistoryScreen]) screen.prefetch();
    });
    return () => cancelIdleCallback(waiting);
  }, []);
  useWindowKeys({ connections, onPalette: () => setAside('palette'), onKeys: () => setAside('keys') });
  useWindowCommands(() => setAside('keys'));
  // The welcome screen stands alone: there is nothing yet to go to.
  const isWelcome = here.screen === 'start';
  return (
    <div className={`${classes.window} ${isWelcome ? classes.alone : ''}`}>
      <Title here={here} />
      {!isWelcome && (
        <div className={classes.sidebar} data-region="sidebar">
          <Navigation
            top={
              <div className={classes.brand}>
                <img src="./icon.svg" alt="" width={20} height={20} />
                <strong>Loose Parts</strong>
                <LanguageSwitch />
                <ThemeSwitch />
              </div>
            }
          />
        </div>
      )}
      <main id="main" tabIndex={-1} className={classes.main} data-region="main">
        {isWelcome && (
          <div className={classes.corner}>
            <LanguageSwitch />
            <ThemeSwitch />
          </div>
        )}
        <ErrorBoundary>{isFramed && <Screen here={here} />}</ErrorBoundary>
      </main>
      {!isWelcome && (
        <div className={classes.bottom}>
          <ErrorBoundary>
            <div className={classes.hanging} data-region="notices">
              <PromptCorner />
              <Notices board={notices} />
            </div>
            <Activity />
          </ErrorBoundary>
        </div>
      )}
      {aside === 'palette' && <CommandPalette onClose={() => setAside(null)} />}
      {aside === 'keys' && <KeysSheet onClose={() => setAside(null)} />}
    </div>
  );
}

/** What can be done on every screen. */
function useWindowCommands(onKeys: () => void): void {
  const { setColorScheme } = useMantineColorScheme();
  const { commands, theme } = words.page.shell;
  useCommands(commands.name, [
    { label: commands.filter, run: () => void goToFilter() },
    { label: commands.keys, run: onKeys },
    { label: commands.back, run: () => route.back() },
    { label: commands.forward, run: () => route.forward() },
    ...(['auto', 'light', 'dark'] as const).map((scheme) => ({
      label: theme.of(scheme),
      run: () => setColorScheme(scheme),
    })),
  ]);
}

/** Apart from what it stands over: jobs change many times a second. */
function Title({ here }: { here: Route }) {
  useWindowTitle(here, useConnections(), progressOfAll(useJobs()));
  return null;
}

function Screen({ here }: { here: Route }) {
  const connections = useConnections();
  const connection = connections.find(({ id }) => id === connectionOf(here));
  switch (here.screen) {
    case 'start':
      return <Welcome />;
    case 'connection':
      return connection ? <Overview key={connection.id} connection={connection} /> : null;
    case 'bucket':
      return connection ? (
        <BucketPlace key={`${connection.id}/${here.bucket}`} connection={connection} here={here} />
      ) : null;
    case 'overview':
      return <AllConnections />;
    case 'nowhere':
      return <Nowhere />;
    case 'history':
      return <HistoryScreen jobId={here.jobId} />;
    default:
      return assertNever(here);
  }
}

type BucketPlaceProps = { connection: Connection; here: Extract<Route, { screen: 'bucket' }> };

/** A bucket, once its connection's buckets were listed: until then nobody knows whether it was ever scanned. */
function BucketPlace({ connection, here }: BucketPlaceProps) {
  const { client } = useApi();
  const list = useBucketList(connection.id);
  const bucket = useBucket(connection.id, here.bucket);
  const isUnasked = list === undefined;
  useEffect(() => {
    // What comes of it is told to everybody by the live feed.
    if (isUnasked) client.buckets.refresh({ connectionId: connection.id }).catch(() => {});
  }, [isUnasked, client, connection.id]);
  if (!bucket && (isUnasked || list.status === 'loading')) {
    return (
      <div className={classes.page}>
        <p role="status">{words.page.shell.listingBuckets}</p>
      </div>
    );
  }
  return <BucketScreen connection={connection} bucketName={here.bucket} open={here.upload} />;
}

/** The route, put right where it leads to a connection that is not there (yet, or any more). */
function useResolvedRoute(): Route {
  const here = useRoute();
  const target = resolveRoute(here, useConnections());
  useEffect(() => {
    // The sidebar marks where one is by the route, so the route must say it, too.
    if (here.screen === 'start' && target !== here) route.replace(target);
  });
  return target;
}
