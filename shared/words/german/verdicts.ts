import type { Verdict } from '../../values/verdict-kinds.ts';
import type { StateName } from '../language.ts';

/** What each verdict means, in one sentence. */
export const verdicts: Readonly<Record<Verdict, string>> = {
  clear: 'Keine Teile und nicht gelistet, in zwei Blicken mit mindestens der Ruhezeit dazwischen.',
  clearing: 'Keine Teile, aber bisher nur ein sauberer Blick, oder noch gelistet. Wir sehen noch einmal nach.',
  stubborn: 'Nach dem Abbruch sind noch Teile da. Wir brechen noch einmal ab.',
  hidden: 'Nicht gelistet, aber es sind Teile da. Wir brechen noch einmal ab.',
  ghost: 'Gelistet, obwohl es den Upload nicht gibt. Es gibt nichts abzubrechen; die Liste des Servers ist falsch.',
  completed: 'Das Objekt wurde inzwischen fertiggestellt. Der Upload wurde nicht abgebrochen.',
  unreachable:
    'Kein Aufruf findet ihn unter seinem Key, und dass er weg ist, ist nicht nachgewiesen: Der Key ist vielleicht anders geschrieben, als der Server ihn listet.',
  unverified: 'Der Abbruch wurde angenommen, aber wir dürfen nicht nachsehen.',
  refused: 'Der Server bricht ihn nicht ab.',
  skipped: 'Nicht angetastet: Er hat sich seit dem Plan geändert oder ist aktiv.',
  'gave up': 'Am Ende der Frist noch hartnäckig. Es sind Teile übrig.',
  cancelled: 'Von Ihnen gestoppt, bevor es zu Ende war.',
};

export const stateNames: Readonly<Record<StateName, string>> = {
  clear: 'frei',
  clearing: 'wird frei',
  stubborn: 'hartnäckig',
  hidden: 'verborgen',
  ghost: 'Geist',
  completed: 'abgeschlossen',
  unreachable: 'unerreichbar',
  unverified: 'unbewiesen',
  refused: 'abgelehnt',
  skipped: 'übersprungen',
  'gave up': 'aufgegeben',
  cancelled: 'gestoppt',
  present: 'vorhanden',
  active: 'aktiv',
  stale: 'verwaist',
  'not sized': 'Größe nicht gelesen',
  'sizing failed': 'Größe nicht lesbar',
  pending: 'ausstehend',
  queued: 'eingereiht',
  working: 'in Arbeit',
  waiting: 'wartet',
  done: 'erledigt',
};
