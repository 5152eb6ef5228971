import { useEffect } from 'react';
import { formatPercent } from '../../shared/format/numbers.ts';
import type { Connection } from '../../shared/schema/model.ts';
import { words } from '../../shared/words/words.ts';
import type { Route } from '../route.ts';
import { showName } from '../ui/safe-key.ts';

const appName = 'Loose Parts';

/**
 * The window's title: where one is, the nearest first, so that a cut-off title in a task bar still tells; before all, how far
 * the jobs are that run. Names come from
 * stores and files, so characters that would turn the title around are shown, not obeyed. Pure.
 */
export function windowTitle(
  here: Route,
  connections: readonly Pick<Connection, 'id' | 'name' | 'production'>[],
  progress: number | null = null,
): string {
  const percent = progress === null ? [] : [formatPercent(progress)];
  return [...percent, ...places(here, connections), appName].map(showName).join(' – ');
}

function places(here: Route, connections: readonly Pick<Connection, 'id' | 'name' | 'production'>[]): string[] {
  switch (here.screen) {
    case 'start':
    case 'nowhere':
      return [];
    case 'overview':
      return [words.page.shell.places.allConnections];
    case 'history':
      return [words.page.shell.places.history];
    case 'connection':
    case 'bucket': {
      const connection = connections.find(({ id }) => id === here.connectionId);
      if (!connection) return [];
      const name = connection.production ? words.page.shell.places.production(connection.name) : connection.name;
      return here.screen === 'bucket' ? [here.bucket, name] : [name];
    }
  }
}

/** Keeps the window's title. In the desktop app, the window takes it over from the page. */
export function useWindowTitle(here: Route, connections: readonly Connection[], progress: number | null): void {
  const title = windowTitle(here, connections, progress);
  useEffect(() => {
    document.title = title;
  }, [title]);
}
