import { formatCount } from '../../format/numbers.ts';
import type { HistoryJob } from '../../schema/history.ts';
import { counted } from '../counted.ts';
import type { ReportWords } from '../english/report.ts';
import { stateNames } from './verdicts.ts';

const uploads = (count: number) => counted(count, 'Upload', 'Uploads');
const aborts = (count: number) => counted(count, 'Abbruch', 'Abbrüche');
const states: Readonly<Record<HistoryJob['state'], string>> = {
  running: 'läuft noch',
  paused: 'ist pausiert',
  cancelling: 'wird gerade gestoppt',
  finished: 'ist beendet',
};

/** German for the report on a job. */
export const reportWords: ReportWords = {
  title: { abort: 'Aufräumen unvollständiger Uploads', complete: 'Abschluss eines unvollständigen Uploads' },
  bucket: 'Bucket',
  written: (when, app) => `Geschrieben am ${when} von Loose Parts ${app}.`,
  finished: (when) => `Der Auftrag endete am ${when}.`,
  unfinished: (state) => `Dieser Auftrag ${states[state]} und ist nicht zu Ende: Jede Zahl kann sich noch ändern.`,
  notKnown: 'nicht bekannt',
  none: 'keine',
  more: (count) => `und ${formatCount(count)} weitere, die in den Dateien mit den Belegen stehen.`,
  tiles: {
    of: (some, all) => `${formatCount(some)} von ${formatCount(all)}`,
    proved: { clear: 'nachweislich frei', completed: 'nachweislich abgeschlossen' },
    freed: 'freigegeben',
    left: 'übrig',
    leftNotKnown: 'Nicht bekannt',
    atLeast: (bytes) => `Mindestens ${bytes}`,
    intact: 'Unversehrt',
    notIntact: 'Nicht unversehrt',
    evidence: 'Belege',
  },
  asked: {
    title: 'Was verlangt wurde',
    for: 'Verlangt wurde',
    abort: 'Abbruch, bis nichts mehr da ist',
    complete: 'Abschluss zu einem Objekt statt eines Abbruchs',
    again: (what) => `${what}; wieder aufgenommen, weil abgebrochene Uploads zurückkamen`,
    connection: 'Verbindung',
    endpoint: 'Endpunkt',
    endpointForgotten: 'nicht mehr bekannt',
    region: 'Region',
    plan: 'Plan',
    made: (when) => `erstellt am ${when}`,
    onPlan: 'Uploads auf dem Plan',
    held: (items, held) => `${uploads(items)}: ${held}`,
    parts: (parts, bytes) => `${counted(parts, 'Teil', 'Teile')}, ${bytes}`,
    notSized: 'Größe nicht gelesen',
    partlySized: (held, sized) => `${held} in den ${formatCount(sized)}, deren Größe gelesen wurde`,
    leftOut: 'Nicht auf dem Plan',
    active: 'Aktive Uploads',
    noneActive: 'keine auf dem Plan',
    confirmed: (active, confirmed) =>
      `${formatCount(active)} auf dem Plan, davon ${formatCount(confirmed)} durch Eingabe des Bucket-Namens bestätigt`,
    started: 'Gestartet',
    rules: 'Regeln',
    looks: (quietSeconds) =>
      `zwei saubere Blicke im Abstand von mindestens ${counted(quietSeconds, 'Sekunde', 'Sekunden')}`,
    noneCountsActive: 'kein Upload gilt als aktiv',
    activeWithin: (windowHours) =>
      `aktiv ist, was nach einer der beiden Uhren innerhalb von ${counted(windowHours, 'Stunde', 'Stunden')} einen Teil bekam oder wessen Alter nicht bekannt ist`,
    deadline: (when) => `Frist ${when}`,
  },
  done: {
    title: 'Was getan wurde',
    aborts: (attempts, items) => `${aborts(attempts)} für ${uploads(items)}.`,
    again: (items, most) =>
      `${uploads(items)} ${items === 1 ? 'musste' : 'mussten'} mehr als einmal abgebrochen werden, höchstens ${counted(most, 'Mal', 'Mal')}.`,
    unanswered: (count) =>
      `${aborts(count)} ${count === 1 ? 'bekam' : 'bekamen'} keine Antwort, und danach wurde nachgesehen.`,
    noCall: 'Es wurde kein Aufruf gemacht.',
    span: (first, last) => `Erster Eintrag ${first}, letzter ${last}.`,
    operation: 'Operation',
    answer: 'Antwort',
    calls: 'Aufrufe',
    charged: (count) =>
      `Laut dem Speicher ${count === 1 ? 'wurde' : 'wurden'} ${counted(count, 'Aufruf', 'Aufrufe')} dem Anfragenden berechnet.`,
    noAnswer: 'keine Antwort verzeichnet',
    noHttp: 'keine HTTP-Antwort',
  },
  proved: {
    title: 'Was nachgewiesen wurde',
    onlyClear: {
      before: 'Nur',
      after:
        'gilt als freigegeben: die Bytes aus dem letzten Blick vor dem ersten Abbruch, abzüglich derer aus dem letzten Blick.',
    },
    verdict: 'Ergebnis',
    uploads: 'Uploads',
    freed: 'Freigegeben',
    left: 'Übrig',
    meaning: 'Bedeutung',
    someNotKnown: (count) => `${formatCount(count)} nicht bekannt`,
    pending: 'Nicht begonnen, oder noch kein Blick wurde beurteilt.',
  },
  clear: { title: 'Was nachweislich frei ist', key: 'Key und Upload-ID' },
  notProved: {
    title: 'Was sich nicht nachweisen ließ',
    nothing: {
      clear: `Nichts: Jeder Upload dieses Auftrags ist nachweislich ${stateNames.clear}.`,
      completed: `Nichts: Jeder Upload dieses Auftrags ist nachweislich ${stateNames.completed}.`,
    },
    noDoubt: 'Von dem, was abgebrochen wurde, ist nichts zweifelhaft.',
    alone: 'Was nicht angetastet wurde',
    why: 'Warum',
    partsLeft: 'Teile übrig',
    bytesLeft: 'Bytes übrig',
    notBegun: 'Noch nicht begonnen.',
  },
  evidence: {
    title: 'Belege',
    check: (chain) => {
      if (chain.intact)
        return `Die Belege sind unversehrt: ${counted(chain.lines, 'Zeile', 'Zeilen')}, für diesen Bericht nachgerechnet.`;
      const line = formatCount(chain.sequence);
      return chain.problem === 'changed'
        ? `Die Belege sind nicht unversehrt: Zeile ${line} wurde geändert.`
        : `Die Belege sind nicht unversehrt: Zeile ${line} fehlt.`;
    },
    after: 'Was ab dieser Zeile folgt, hat nicht diese App geschrieben.',
    explained:
      'Jeder Aufruf hat zwei Zeilen: eine, die geschrieben wurde, bevor er gesendet wurde, und eine, nachdem er beantwortet war. Eine Liste kann von mehreren Uploads berichten: Sie zählt einmal, und jeder von ihnen hat Zeilen davon, unter derselben Request-ID. Jede Zeile trägt den SHA-256 der Zeile davor, sodass eine Zeile auffällt, die geändert, entfernt oder eingefügt wurde. Bewahren Sie den letzten Hash anderswo auf, und niemand kann unbemerkt die ganzen Belege ersetzen. Die Belege als JSON sagen, wie sie sich ohne diese App prüfen lassen.',
    firstHash: 'Erster Hash',
    lastHash: 'Letzter Hash',
  },
};
