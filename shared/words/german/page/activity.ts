import { formatBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/numbers.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';

const uploads = (count: number) => counted(count, 'Upload', 'Uploads');
const jobs = (count: number) => counted(count, 'Auftrag', 'Aufträge');
const notSized = (count: number) => (count > 0 ? `, ${formatCount(count)} ohne gelesene Größe` : '');

const units = {
  minute: { one: 'eine Minute', many: 'Minuten' },
  hour: { one: 'eine Stunde', many: 'Stunden' },
  day: { one: 'einen Tag', many: 'Tage' },
};

/** German for the page's part "activity". */
export const activityPage: PageWords['activity'] = {
  title: 'Aktivität',
  open: 'Aktivität öffnen',
  close: 'Aktivität schließen',
  jobs: 'Aufträge',
  empty: 'Es läuft nichts. Hier erscheinen Aufräumaufträge.',
  away: '{name} antwortet nicht. {next}',
  height: {
    label: 'Höhe der Aktivität',
    value: (px) => `${px} Pixel`,
    hint: 'Ziehen, oder ↑ und ↓ drücken, um die Höhe der Aktivität zu ändern',
  },
  strip: {
    nothing: 'Es läuft nichts',
    scanning: (buckets) => counted(buckets, 'Bucket wird gescannt', 'Buckets werden gescannt'),
    finished: (count) => `${jobs(count)} beendet`,
    ended: (count) => `${jobs(count)} zu Ende`,
    waiting: (count) => counted(count, 'Auftrag wartet', 'Aufträge warten'),
    running: (count) => counted(count, 'Auftrag läuft', 'Aufträge laufen'),
    clear: ({ clear, of }) => `${formatCount(clear)} von ${counted(of, 'Upload', 'Uploads')} frei`,
    completed: ({ completed, of }) => `${formatCount(completed)} von ${formatCount(of)} abgeschlossen`,
    notClear: (count) => `${formatCount(count)} nicht frei`,
    stubborn: (count) => `${formatCount(count)} hartnäckig`,
    freed: (bytes) => `${formatBytes(bytes)} freigegeben`,
  },
  state: {
    aboutToBegin: 'beginnt gleich',
    running: 'läuft',
    waiting: 'wartet',
    paused: 'pausiert',
    cancelling: 'wird gestoppt',
    finished: 'beendet',
    cancelled: 'gestoppt',
    refused: 'abgelehnt',
    notVerified: 'unbewiesen',
    notClear: 'nicht frei',
    someNotClear: (count) => `${formatCount(count)} nicht frei`,
  },
  about: {
    uploads,
    toComplete: (count) => `${uploads(count)} abzuschließen`,
    cameBack: (count) => `${uploads(count)} zurückgekommen`,
  },
  job: {
    progress: 'Fortschritt dieses Auftrags',
    commands: 'Der gezeigte Auftrag',
    figures: ({ freed, left, unsized }) => `${formatBytes(freed)} freigegeben, ${left}${notSized(unsized)}`,
    proof: ({ clear, freed }) => `${formatCount(clear)} frei, ${formatBytes(freed)}, je zwei Blicke`,
    afterProof: ({ left, unsized }) => `${left === null ? '' : ` · ${left}`}${notSized(unsized)}`,
    looks: (apart) => `je zwei Blicke, mindestens ${apart} auseinander`,
    pace: ({ rate, left }) => {
      const { one, many } = units[left.unit];
      const each = rate.each === 'second' ? 'Sekunde' : 'Minute';
      return `${formatCount(rate.count)} je ${each}, noch etwa ${left.count === 1 ? one : `${left.count} ${many}`}`;
    },
    store: 'Der Speicher',
    hasEnded: 'Er ist beendet.',
    hasNotBegun: 'Er hat nicht begonnen: Machen Sie ihn rückgängig.',
    pause: 'Pausieren',
    resume: 'Fortsetzen',
    cancel: 'Auftrag stoppen',
    finishing: 'Laufende Aufrufe werden noch beendet …',
    stopCleanUp: 'Hier stoppen? Was abgebrochen wurde, bleibt abgebrochen.',
    stopCompletion: 'Hier stoppen? Was gesendet wurde, bleibt gesendet.',
    yesCancel: 'Ja, stoppen',
    noGoOn: 'Weitermachen',
    goOnWith: (count) => `Mit ${counted(count, 'Upload', 'Uploads')} weitermachen …`,
    showEvidence: 'Belege zeigen',
    saveReport: 'Bericht speichern',
  },
  hold: {
    nothingSent: 'Es wurde noch nichts gesendet.',
    beginsIn: (countdown) => `Beginnt in ${countdown}`,
    undo: 'Rückgängig',
    beginNow: 'Jetzt beginnen',
  },
  deadline: {
    givesUp: (when) => `Gibt ${when} auf`,
    onceResumed: 'Gibt auf, sobald er fortgesetzt wird',
    reached: 'Frist erreicht',
    menu: 'Aufgeben',
    choices: { hour: 'In 1 Stunde', day: 'In 24 Stunden', threeDays: 'In 3 Tagen' },
    atTime: 'An einem Datum mit Uhrzeit …',
    title: 'Aufgeben am',
    field: 'Datum und Uhrzeit',
    hint: 'Was dann noch da ist, bleibt stehen, und der Auftrag sagt, was es ist.',
    close: 'Schließen',
    set: 'Frist setzen',
    noTime: 'Geben Sie ein Datum und eine Uhrzeit ein.',
    passed: 'Diese Zeit ist vorbei. Um den Auftrag jetzt zu beenden, stoppen Sie ihn.',
  },
  items: {
    label: 'Uploads dieses Auftrags',
    state: 'Stand',
    key: 'Key',
    attempts: 'Versuche',
    partsLeft: 'Teile übrig',
    bytesLeft: 'Bytes übrig',
    next: 'Als Nächstes',
    steps: { abort: 'Abbruch {when}', look: 'Blick {when}' },
    menu: (key) => `Was mit ${key} getan werden kann`,
    showDetails: 'Einzelheiten zeigen',
    showDetailsKey: 'Eingabe',
    tryNow: 'Jetzt versuchen',
    tryNowInRow: 'Versuchen',
    tryNowOf: (key) => `Jetzt versuchen: ${key}`,
    nothingToTry: 'Es ist nichts zu versuchen.',
    copyKey: 'Key kopieren',
    copyUploadId: 'Upload-ID kopieren',
    goOn: 'Weiter …',
    goOnWith: (key) => `Weiter mit ${key} …`,
    partsLeftOverTime: ({ told, isCut }) =>
      `${isCut ? 'zuletzt ' : ''}${told.map(formatCount).join(', ')} ${told.length === 1 && told[0] === 1 ? 'Teil' : 'Teile'} übrig`,
  },
  attempts: {
    none: 'Noch kein Versuch',
    one: ({ number, status, code, partsAfter }) => {
      const answer = `Versuch ${number}: ${status === null ? 'noch keine Antwort' : `HTTP ${status}`}${code ? ` ${code}` : ''}`;
      if (partsAfter === null) return `${answer}, noch nicht nachgesehen`;
      return partsAfter === 0
        ? `${answer}, danach keine Teile`
        : `${answer}, danach ${counted(partsAfter, 'Teil', 'Teile')} übrig`;
    },
    all: ({ count, newest }) => `${counted(count, 'Versuch', 'Versuche')}. ${newest.join('. ')}`,
  },
  watching: {
    count: (count) => `Beobachtet: ${formatCount(count)}`,
    countAndNext: (count) => `Beobachtet: ${formatCount(count)}, nächster Blick {when}`,
    cameBack: (count) => `${formatCount(count)} zurückgekommen`,
    nothing: 'Nichts mehr anzusehen',
    next: 'Nächster Blick {when}',
    soon: 'gleich',
    note: 'Abgebrochene Uploads werden 1 Stunde und 24 Stunden nach ihrem Ergebnis noch einmal angesehen, solange die App läuft. Kommt einer zurück, wird er wieder aufgenommen.',
    list: 'Beobachtete Uploads',
    outcomes: { quiet: 'ruhig', back: 'zurück', unseen: 'nicht gesehen' },
    firstNamed: (count) => `Die ersten ${formatCount(count)} sind genannt.`,
    nextOfOne: (returns) => {
      if (returns === 0) return 'nächster Blick {when}';
      return `${returns === 1 ? 'einmal' : `${formatCount(returns)}-mal`} zurückgekommen, nächster Blick {when}`;
    },
  },
};
