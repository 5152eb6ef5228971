import { formatCount } from '../../../format/numbers.ts';
import { formatDay } from '../../../format/time.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';

export const leaksPage: PageWords['leaks'] = {
  title: 'Wer Überreste hinterlässt',
  looking: 'Es wird angesehen, was zurückblieb …',
  nothing: 'Kein verwaister Upload passt: Es blieb nichts zurück, das etwas verraten könnte.',
  looked: ({ looked, uploads }) =>
    looked < uploads
      ? `Die neuesten ${formatCount(looked)} von ${counted(uploads, 'verwaisten Upload', 'verwaisten Uploads')}.`
      : `${counted(uploads, 'verwaister Upload', 'verwaiste Uploads')}.`,
  leftOut: (active) =>
    `${counted(active, 'aktiver Upload', 'aktive Uploads')} ausgelassen: Was noch läuft, kann gut noch fertig werden.`,
  noProof:
    'Auf den Client lassen Größe und Reihenfolge der Teile, Prüfsummen, Keys und Initiatoren schließen: ein Hinweis mit Wahrscheinlichkeit, kein Nachweis.',
  uploads: 'Uploads',
  bytes: 'Bytes',
  causes: {
    title: 'Was sich zeigt',
    none: 'Zu wenige Uploads, oder nichts, was die meisten gemeinsam haben: Es zeigt sich keine Ursache.',
  },
  clients: {
    title: 'Wahrscheinliche Clients',
    client: 'Client',
    odds: 'Wahrscheinlichkeit',
    why: 'Warum',
    unknown: 'unbekannt',
    oneOf: (names) => names.join(' oder '),
    thin: 'Die Hinweise sind dünn.',
  },
  initiators: { title: 'Nach Initiator', head: 'Initiator', none: 'vom Speicher nicht genannt' },
  prefixes: { title: 'Nach Präfix', head: 'Präfix', none: 'in keinem Ordner' },
  weeks: { title: 'Nach Woche', head: 'Woche ab (UTC)', name: (from) => formatDay(from, 'UTC') },
  origin: {
    unknown: 'unbekannt: Die Hinweise sind dünn',
    guess: ({ name, percent, reasons }) => `${name}, ${percent}\u00a0%: ${reasons.join('; ')}`,
    rest: (percent) => `etwas anderes, oder anders eingestellt, ${percent}\u00a0%`,
  },
};
