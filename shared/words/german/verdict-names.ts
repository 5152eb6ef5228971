import type { Verdict } from '../../values/verdict-kinds.ts';

/** What each verdict is called, on badges, after counts and in filters. */
export const verdictNames: Readonly<Record<Verdict, string>> = {
  clear: 'frei',
  clearing: 'fast frei',
  stubborn: 'hartnäckig',
  hidden: 'verborgen',
  ghost: 'nur gelistet',
  completed: 'abgeschlossen',
  unreachable: 'nicht erreichbar',
  unverified: 'nicht nachgewiesen',
  refused: 'abgelehnt',
  skipped: 'übersprungen',
  'gave up': 'aufgegeben',
  cancelled: 'gestoppt',
};
