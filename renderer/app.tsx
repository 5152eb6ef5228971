import { useEffect } from 'react';
import { assertNever } from '../shared/exhaustive.ts';
import { useConnections, useLive } from './api/api.tsx';
import { Activity } from './features/activity/index.ts';
import { Navigation, Welcome } from './features/connections/index.ts';
import { HistoryScreen } from './features/history/index.ts';
import { type NoticeBoard, Notices } from './features/notices/index.ts';
import { Overview } from './features/overview/index.ts';
import { BucketScreen } from './features/uploads/index.ts';
import { connectionOf, type Route, route, useRoute } from './route.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import classes from './shell/shell.module.css';
import { StartWarnings } from './shell/start-warnings.tsx';
import { ThemeSwitch } from './shell/theme-switch.tsx';

/** The window: sidebar, main with its inspector, and the Activity strip. */
export function App({ notices }: { notices: NoticeBoard }) {
  const { state, link } = useLive();
  useHistoryKeys();
  if (!state) {
    return (
      <main className={classes.page}>
        <p role="status">Opening…</p>
      </main>
    );
  }
  const isFirstRun = state.connections.length === 0;
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
      <div className={`${classes.window} ${isFirstRun ? classes.alone : ''}`}>
        {!isFirstRun && (
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
          {isFirstRun && (
            <div className={classes.corner}>
              <ThemeSwitch />
            </div>
          )}
          <ErrorBoundary>
            <Screen />
          </ErrorBoundary>
        </main>
        {!isFirstRun && (
          <div className={classes.bottom}>
            <ErrorBoundary>
              <Notices board={notices} />
              <Activity />
            </ErrorBoundary>
          </div>
        )}
      </div>
    </>
  );
}

function Screen() {
  const here = useResolvedRoute();
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
  const isKnown =
    (here.screen === 'history' && first !== undefined) || connections.some(({ id }) => id === connectionOf(here));
  const target: Route = isKnown ? here : first ? { screen: 'connection', connectionId: first.id } : { screen: 'start' };
  useEffect(() => {
    // The sidebar marks where one is by the route, so the route must say it, too.
    if (!isKnown && here.screen === 'start' && target.screen !== 'start') route.go(target);
  });
  return target;
}

function useHistoryKeys() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === 'ArrowLeft') route.back();
      else if (event.key === 'ArrowRight') route.forward();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
