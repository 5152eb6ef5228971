import './mantine.css';
import './theme.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { notifyManager } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProvider } from './api/api.tsx';
import { connect } from './api/client.ts';
import { isKeyRefused } from './api/errors.ts';
import { followLive } from './api/live.ts';
import { createLiveCache } from './api/live-cache.ts';
import { createQueryClient } from './api/queries.ts';
import { App, prefetchScreen } from './app.tsx';
import { isJobOnScreen } from './features/activity/index.ts';
import { createNoticeBoard } from './features/notices/index.ts';
import { keepBucketViews } from './features/uploads/index.ts';
import { speakChosen } from './language.ts';
import { readNonce } from './nonce.ts';
import { route } from './route.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { KeyMissing } from './shell/key-missing.tsx';
import { ThemeColour } from './shell/theme-colour.tsx';
import { cssVariables, theme } from './theme.ts';
import { installTextPolicy } from './trusted-types.ts';

// Before anything is drawn: the page's policy refuses markup made of text, but for what this lets pass.
installTextPolicy(globalThis);
const nonce = readNonce(document);
// react-remove-scroll (inside Mantine's dialogs) writes a <style>, and finds its nonce by this name only (get-nonce).
Object.assign(globalThis, { __webpack_nonce__: nonce });

const colorSchemes = localStorageColorSchemeManager({ key: 'loose-parts-theme' });
// Before the first paint, and from here: the page's policy allows no inline script that could do it in the document.
const chosen = colorSchemes.get('auto');
const isDark = chosen === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');

const element = document.getElementById('root');
if (!element) throw new Error('The page has no #root');
const root = createRoot(element);

function show(page: React.ReactNode) {
  root.render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemes}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <ThemeColour />
        <ErrorBoundary>{page}</ErrorBoundary>
      </MantineProvider>
    </StrictMode>,
  );
}

async function start() {
  await speakChosen(document, navigator.language);
  route.follow(window);
  keepBucketViews(window);
  const client = await connect(window);
  if (!client) {
    show(<KeyMissing />);
    return;
  }
  prefetchScreen(route.get());
  const queryClient = createQueryClient();
  const toCache = createLiveCache({ queries: queryClient, later: (task, ms) => setTimeout(task, ms) });
  const notices = createNoticeBoard(
    (jobId) => document.hasFocus() && isJobOnScreen(jobId, store.get().state?.jobs ?? []),
  );
  const { store } = followLive({
    open: (signal) => client.live.subscribe(undefined, { signal }),
    onEvents: (events) => {
      // What a batch changes is drawn at once, and not event by event.
      notifyManager.batch(() => events.forEach(toCache));
      for (const event of events) {
        if (event.type === 'notice') notices.add(event.notice);
        else if (event.type === 'job') notices.jobChanged(event.job);
      }
    },
    onResync: () => void queryClient.invalidateQueries(),
    onFailure: (thrown) => {
      if (isKeyRefused(thrown)) show(<KeyMissing />);
      return isKeyRefused(thrown);
    },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      }),
  });
  show(
    <ApiProvider client={client} queryClient={queryClient} live={store}>
      <App notices={notices} />
    </ApiProvider>,
  );
}
void start();
