import { useEffect } from 'react';
import { assertNever } from '../shared/values/exhaustive.ts';
import { useConnections, useLive } from './api/api.tsx';
import { Activity } from './features/activity/index.ts';
import { ConnectionsImport, Navigation, Welcome } from './features/connections/index.ts';
import { HistoryScreen } from './features/history/index.ts';
import { type NoticeBoard, Notices } from './features/notices/index.ts';
import { Openings } from './features/openings/index.ts';
import { Overview } from './features/overview/index.ts';
import { PromptCorner } from './features/sign-in/index.ts';
import { BucketScreen } from './features/uploads/index.ts';
import { connectionOf, type Route, route, useRoute } from './route.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import classes from './shell/shell.module.css';
import { StartWarnings } from './shell/start-warnings.tsx';
import { ThemeSwitch } from './shell/theme-switch.tsx';
import { useWindowKeys } from './shell/window-keys.ts';
import { useWindowTitle } from './shell/window-title.ts';

/** The window: sidebar, main with its inspector, and the Activity strip. */
export function App({ notices }: { notices: NoticeBoard }) {
  const { state, link } = useLive();
  if (!state) {
    return (
      <main className={classes.page}>
        <p role="status">Opening…</p>
      </main>
    );
  }
  return (
    <>
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      <StartWarnings />
      {link === 'reconnecting' && (
        <p role="status" className={classes.reconnecting}>
          Reconnecting… What is shown may be old.
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
  useWindowKeys(connections);
  useWindowTitle(here, connections);
  // The welcome screen stands alone: there is nothing yet to go to.
  const isWelcome = here.screen === 'start';
  return (
    <div className={`${classes.window} ${isWelcome ? classes.alone : ''}`}>
      {!isWelcome && (
        <div className={classes.sidebar}>
          <Navigation
            top={
              <div className={classes.brand}>
                <img src="./icon.svg" alt="" width={20} height={20} />
                <strong>Loose Parts</strong>
                <ThemeSwitch />
              </div>
            }
          />
        </div>
      )}
      <main id="main" tabIndex={-1} className={classes.main}>
        {isWelcome && (
          <div className={classes.corner}>
            <ThemeSwitch />
          </div>
        )}
        <ErrorBoundary>
          <Screen here={here} />
        </ErrorBoundary>
      </main>
      {!isWelcome && (
        <div className={classes.bottom}>
          <ErrorBoundary>
            <div className={classes.hanging}>
              <PromptCorner />
              <Notices board={notices} />
            </div>
            <Activity />
          </ErrorBoundary>
        </div>
      )}
    </div>
  );
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
        <BucketScreen
          key={`${connection.id}/${here.bucket}`}
          connection={connection}
          bucketName={here.bucket}
          open={here.upload}
        />
      ) : null;
    case 'history':
      return <HistoryScreen jobId={here.jobId} />;
    default:
      return assertNever(here);
  }
}

/** The route, put right where it leads to a connection that is not there (yet, or any more). */
function useResolvedRoute(): Route {
  const here = useRoute();
  const connections = useConnections();
  const [first] = connections;
  // History outlives every connection.
  const isKnown = here.screen === 'history' || connections.some(({ id }) => id === connectionOf(here));
  const target: Route = isKnown ? here : first ? { screen: 'connection', connectionId: first.id } : { screen: 'start' };
  useEffect(() => {
    // The sidebar marks where one is by the route, so the route must say it, too.
    if (!isKnown && here.screen === 'start' && target.screen !== 'start') route.go(target);
  });
  return target;
}
