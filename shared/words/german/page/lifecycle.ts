import { formatMoney } from '../../../format/money.ts';
import { formatCount } from '../../../format/numbers.ts';
import { formatDay } from '../../../format/time.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';
import { daysAdvice } from './lifecycle/days-advice.ts';

const amongThem = (active: number) => `darunter ${counted(active, 'aktiver Upload', 'aktive Uploads')}`;

export const lifecyclePage: PageWords['lifecycle'] = {
  dialog: {
    title: 'Lifecycle-Regeln',
    about: 'Bucket {bucket} der Verbindung {connection} {marks}',
    reading: 'Die Regeln werden gelesen …',
    readAgain: 'Erneut lesen',
    close: 'Schließen',
    managed: {
      label: 'Verwalteter Bucket',
      heading: (program) => `${program} verwaltet diesen Bucket`,
      meaning:
        'Das zeigen die Keys. Solche Programme führen selbst Buch über den Inhalt eines Buckets, und ihre Hersteller bitten, keine Lifecycle-Regeln darauf zu setzen. Fragen Sie erst dort.',
    },
    otherWay: 'Regeln auf anderem Weg',
    newRule: { label: 'Neue Regel', heading: 'Eine Regel, die Überreste abbricht' },
    otherTool: 'Mit einem anderen Werkzeug setzen',
    whatHappens:
      'Alle anderen Regeln werden unverändert mitgesendet. Danach wird zurückgelesen; macht der Speicher mehr daraus, wird es rückgängig gemacht.',
    put: 'Diese Regel setzen',
    off: {
      ownTool: 'Dieser Speicher nimmt eine solche Regel nur über sein eigenes Werkzeug an.',
      working: 'Es wird ausgerechnet, was sich ändern würde …',
      there: 'Eine Regel tut das schon.',
      impossible: 'Eine solche Regel lässt sich hier nicht setzen.',
    },
  },
  fields: {
    days: 'Tage nach Beginn eines Uploads',
    wholeDays: (most) => `Ganze Tage, von 1 bis ${formatCount(most)}`,
    prefix: 'Nur Keys, die so beginnen',
    everyKey: 'Jeder Key',
  },
  now: {
    heading: 'Jetzige Regeln',
    rules: 'Regeln',
    noName: 'Ohne Namen',
    besides: (others) => `Außerdem: ${others.join(', ')}`,
    smallObjects: (value) => `Kleine Objekte (TransitionDefaultMinimumObjectSize): ${value}`,
    undated: (uploads) =>
      uploads === 1
        ? 'Von 1 Upload ist nicht bekannt, wann er begonnen wurde: Für ihn lässt sich kein Datum nennen.'
        : `Von ${formatCount(uploads)} Uploads ist nicht bekannt, wann sie begonnen wurden: Für sie lässt sich kein Datum nennen.`,
  },
  coverage: {
    label: 'Was die Regeln abdecken',
    scanFirst: 'Scannen Sie den Bucket, um zu sehen, welche Uploads diese Regeln abbrechen.',
    noWholeScan: 'Kein Scan ist zu Ende gekommen: Es kann mehr Uploads geben, als hier gezählt sind.',
    none: 'Im Scan {time} gab es keine unvollständigen Uploads.',
    covered: 'Wird durch eine Regel abgebrochen',
    dates: (first, last) => {
      const [from, to] = [formatDay(first, 'UTC'), formatDay(last, 'UTC')];
      return from === to ? `etwa am ${from} (UTC)` : `etwa vom ${from} bis zum ${to} (UTC)`;
    },
    uncovered: 'Nicht abgedeckt',
  },
  daysAdvice,
  proposal: { heading: 'Was sich ändert' },
  simulation: {
    heading: 'Was sie bewirken würde',
    wouldAbort: ({ days, active }) =>
      `Eine Regel von ${counted(days, 'Tag', 'Tagen')} würde {sum} abbrechen${active > 0 ? `, davon ${formatCount(active)} aktiv` : ''}.`,
    already: (uploads) =>
      uploads === 1
        ? '1 weiterer Upload wird schon durch die vorhandenen Regeln abgebrochen.'
        : `${formatCount(uploads)} weitere Uploads werden schon durch die vorhandenen Regeln abgebrochen.`,
    otherPrefix: (uploads) =>
      uploads === 1
        ? '1 Upload hat ein anderes Präfix und bleibt.'
        : `${formatCount(uploads)} Uploads haben ein anderes Präfix und bleiben.`,
    undated: (uploads) =>
      uploads === 1
        ? 'Von 1 Upload ist nicht bekannt, wann er begonnen wurde.'
        : `Von ${formatCount(uploads)} Uploads ist nicht bekannt, wann sie begonnen wurden.`,
    storeScales:
      'Bei so vielen Überresten leistet der Speicher selbst am meisten: Eine Regel kostet keine Anfragen und arbeitet alle binnen Tagen ab.',
    byDate: {
      label: 'Nach Datum',
      date: 'Etwa dann, oder einige Zeit danach (UTC)',
      uploads: 'Uploads',
      bytes: 'Bytes',
      cost: 'Kosten',
      active: 'Aktiv',
      more: (days) => `und an ${counted(days, 'späteren Tag', 'späteren Tagen')}`,
    },
    active: {
      label: 'Aktive Uploads, die sie abbrechen würde',
      heading: amongThem,
      meaning:
        'Innerhalb des Aktivitätsfensters begonnen oder um einen Teil ergänzt: Vielleicht lädt noch jemand hoch. Eine Regel fragt niemanden. Was vor seinem Datum fertig wird, bleibt unberührt.',
      about: (at) => `etwa am ${formatDay(at, 'UTC')}`,
      more: (uploads) => `und ${formatCount(uploads)} weitere`,
    },
  },
  plan: {
    title: 'Lifecycle-Plan',
    about: 'Eine Regel für Buckets der Verbindung {connection} {marks}',
    table: 'Buckets des Plans',
    bucket: 'Bucket',
    changes: 'Was sich ändert',
    aborts: 'Was sie abbrechen würde',
    activeAmong: amongThem,
    reading: 'Wird gelesen …',
    whatHappens: 'Die anderen Regeln jedes Buckets werden unverändert mitgesendet und zurückgelesen.',
    managed: (program) =>
      `${program} verwaltet diesen Bucket: Seine Hersteller bitten, keine Lifecycle-Regeln darauf zu setzen. Fragen Sie erst dort.`,
    stopped: ({ bucket, left }) =>
      `Angehalten nach ${bucket}: Sehen Sie, was daraus wurde. ${counted(left, 'Bucket blieb, wie er ist', 'Buckets blieben, wie sie sind')}.`,
    put: (buckets) => `Die Regel in ${counted(buckets, 'Bucket', 'Buckets')} setzen`,
    off: {
      working: 'Es wird ausgerechnet, was sich ändern würde …',
      nothing: 'Es bleibt kein Bucket, in dem sie etwas ändern würde.',
    },
  },
  outcome: {
    label: 'Ergebnis',
    before: 'Konfiguration von zuvor',
  },
  snippet: {
    tool: 'Werkzeug',
    shell: 'Für eine POSIX-Shell',
    commands: 'Befehle',
  },
  drift: {
    heading: 'Die Lifecycle-Regeln dieses Buckets haben sich geändert',
    between: 'Zwischen {since} und {found}. Es ist keine Regel, die diese App geschrieben und zurückgelesen hat.',
    away: 'Die Änderung der Regeln ausblenden',
  },
  first: {
    label: 'Den Speicher arbeiten lassen',
    storeScales: (uploads) =>
      `${counted(uploads, 'Upload', 'Uploads')}: Bei so vielen leistet der Speicher selbst am meisten. Eine Lifecycle-Regel kostet keine Anfragen und wirkt weiter; das Abbrechen von hier aus weist jeden einzeln nach und braucht seine Zeit.`,
    open: 'Eine Regel arbeiten lassen …',
  },
  sum: {
    partly: ({ bytes, sized }) => `${bytes} (Größe von ${formatCount(sized)} bekannt)`,
    monthly: (money, isWhole) => `${isWhole ? '' : 'mindestens '}${formatMoney(money)} im Monat`,
    uploads: (uploads, held) =>
      `${counted(uploads, 'Upload', 'Uploads')}${held.length > 0 ? ` (${held.join(', ')})` : ''}`,
  },
};
