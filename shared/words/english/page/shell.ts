import { formatCount } from '../../../format/numbers.ts';

type Theme = 'auto' | 'light' | 'dark';
const themes: Readonly<Record<Theme, string>> = { auto: 'as the system', light: 'light', dark: 'dark' };

/** Keys that work in one place: what they are called, parted by commas, and what they do. */
export type KeySheet = { where: string; keys: readonly (readonly [keys: string, does: string])[] };

const keySheets: readonly KeySheet[] = [
  {
    where: 'Everywhere',
    keys: [
      ['Mod+K', 'find a command, a bucket, a connection or a screen'],
      ['F6, Shift+F6', 'to the next region of the window, and back'],
      ['/', 'to the filter'],
      ['Alt+1 … Alt+9', 'to a connection'],
      ['Alt+←, Alt+→', 'back and forward'],
      ['?', 'these keys'],
      ['Esc', 'close what is open'],
    ],
  },
  {
    where: 'In a list of uploads',
    keys: [
      ['↑, ↓, Page up, Page down, Home, End', 'move'],
      ['Enter', 'show the details'],
      ['Space, Shift+Space', 'tick, or untick; with Shift a range'],
      ['Shift+↑, Shift+↓', 'give the rows on the way the state of the last tick'],
      ['Mod+A', 'tick all'],
      ['Mod+C', 'copy keys and upload IDs'],
      ['Delete', 'plan to abort what is ticked, or this upload where nothing is'],
      ['Shift+F10, Menu', 'what can be done with this upload'],
    ],
  },
  {
    where: 'Elsewhere',
    keys: [
      ['←, →', 'in a tree: close and open; in the ages: move, with Shift choose a range'],
      ['↑, ↓', 'at the edge of Activity: make it taller or smaller'],
    ],
  },
];

/** The window around the screens. */
export const shellPage = {
  opening: 'Opening…',
  /** The first button of the page, for the keyboard. */
  skip: 'Skip to the content',
  reconnecting: 'Reconnecting… What is shown may be old.',
  listingBuckets: 'Listing buckets…',
  keyMissing: 'This page was opened without its key. Use the address printed in the terminal.',
  putWarningAway: 'Put this warning away',
  /** In the window's title. */
  places: {
    allConnections: 'All connections',
    history: 'History',
    production: (name: string) => `${name} (PRODUCTION)`,
  },
  /** An address whose connection is not here. */
  nowhere: {
    title: 'This address leads nowhere',
    text: 'The connection that it names is not on this computer, or not any more. What was cleaned up is in History.',
    first: 'Go to the first connection',
  },
  failed: {
    title: 'This part of the page failed',
    text: 'Running jobs go on; they do not depend on the page.',
    again: 'Show it again',
  },
  /** `name` is what the command palette calls what can be done on every screen. */
  commands: {
    name: 'Window',
    filter: 'Go to the filter',
    keys: 'Show the keys',
    back: 'Back',
    forward: 'Forward',
  },
  theme: {
    of: (theme: Theme) => `Theme: ${themes[theme]}`,
    switch: ({ now, next }: { now: Theme; next: Theme }) => `Theme: ${themes[now]}. Switch to ${themes[next]}`,
  },
  language: {
    button: 'Language',
    /** Languages are called as they call themselves, whatever is spoken. */
    of: (language: 'system' | 'en' | 'de') => ({ system: 'As the system', en: 'English', de: 'Deutsch' })[language],
    command: (name: string) => `Language: ${name}`,
    putFailureAway: 'Put the failure of the language away',
  },
  palette: {
    title: 'Command palette',
    find: 'Find a command, a bucket, a connection or a screen',
    found: 'Found',
    screen: 'Screen',
    connection: 'Connection',
    bucketIn: (connection: string) => `Bucket in ${connection}`,
    first: ({ shown, of }: { shown: number; of: number }) =>
      `The first ${formatCount(shown)} of ${formatCount(of)}: type on to find others.`,
    count: (count: number) => (count === 0 ? 'Nothing is called so.' : `${formatCount(count)} found.`),
  },
  /** Keys by where they work. `Mod` is Command on a Mac, and Ctrl elsewhere. */
  keys: {
    title: 'Keys',
    sheets: keySheets,
  },
};
