import { formatCount } from '../../format/numbers.ts';
import type { DesktopWords } from '../language.ts';

const jobs = (count: number) => (count === 1 ? 'Ein Auftrag läuft.' : `${formatCount(count)} Aufträge laufen.`);

/** German for what the app says outside its page. */
export const desktopWords: DesktopWords = {
  close: 'Schließen',
  planFiles: 'Pläne von Loose Parts',
  windowForgotten: (aside) =>
    `Die Datei mit Lage und Darstellung des Fensters war nicht zu lesen: Beides ist wie beim ersten Start. ${
      aside === null
        ? 'Sie ließ sich auch nicht beiseitelegen, daher wird beides nicht behalten.'
        : `Die Datei wurde beiseitegelegt: ${aside}.`
    }`,
  profileForgotten: (aside) =>
    `Was das Fenster sich selbst merkt, etwa die Darstellung, war nicht zu lesen und ist wie beim ersten Start. Es wurde beiseitegelegt: ${aside}.`,
  credits:
    'Findet unvollständige S3-Multipart-Uploads, bricht sie ab und weist nach, dass nichts übrig ist. Unter „Hilfe“ stehen die Lizenzen anderer.',
  about:
    'Findet unvollständige S3-Multipart-Uploads, bricht sie ab und weist nach, dass nichts übrig ist. Freie Software unter der MIT-Lizenz.',
  menu: {
    file: '&Datei',
    openPlan: 'Einen Plan öffnen …',
    view: '&Ansicht',
    help: '&Hilfe',
    checkForUpdates: 'Nach Updates suchen …',
    diagnostics: 'Diagnose kopieren …',
    licences: 'Lizenzen anderer',
    about: 'Über Loose Parts',
  },
  roles: {
    about: 'Über Loose Parts',
    services: 'Dienste',
    hide: 'Loose Parts ausblenden',
    hideOthers: 'Andere ausblenden',
    unhide: 'Alle einblenden',
    quit: 'Loose Parts beenden',
    close: 'Fenster schließen',
    editMenu: '&Bearbeiten',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    pasteAndMatchStyle: 'Ohne Format einfügen',
    delete: 'Löschen',
    selectAll: 'Alles auswählen',
    substitutions: 'Ersetzungen',
    showSubstitutions: 'Ersetzungen einblenden',
    toggleSmartQuotes: 'Intelligente Anführungszeichen',
    toggleSmartDashes: 'Intelligente Bindestriche',
    toggleTextReplacement: 'Text ersetzen',
    speech: 'Sprachausgabe',
    startSpeaking: 'Vorlesen',
    stopSpeaking: 'Vorlesen beenden',
    reload: 'Neu laden',
    resetZoom: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    togglefullscreen: 'Vollbild ein/aus',
    toggleDevTools: 'Entwicklerwerkzeuge ein/aus',
    windowMenu: '&Fenster',
    minimize: 'Minimieren',
    zoom: 'Zoomen',
    front: 'Alle nach vorne bringen',
  },
  pageCrashed: (times, reason, exitCode) => ({
    message: 'Der Inhalt des Fensters stürzt immer wieder ab.',
    detail: `Er wurde innerhalb einer Minute ${times}-mal neu geladen (${reason}, Exit-Code ${exitCode}). Was läuft, geht unterdessen weiter, und ebenso nach einem Neustart.\n\nHilft ein weiterer Versuch nicht, öffnen Sie dieselbe App im Webbrowser: npm start -- --browser. Mehr steht im Log im Datenordner.`,
  }),
  tryAgain: 'Noch einmal versuchen',
  quit: 'Beenden',
  browser: {
    open: 'Loose Parts öffnen',
    linkUsed: 'Dieser Link wurde schon benutzt. Nehmen Sie die Adresse aus dem Terminal.',
    noFile: 'Diese Datei gibt es nicht.',
    failed: 'In Loose Parts ist etwas schiefgegangen.',
  },
  quitQuestion: (running) => ({
    message: `${jobs(running)} Trotzdem beenden?`,
    detail:
      'Was läuft, bleibt stehen, wo es ist: Nichts geht verloren, und es geht weiter, sobald Loose Parts wieder offen ist. Bis dahin werden Teile, die noch eintreffen, nicht abgebrochen.',
    quit: 'Beenden',
    stay: 'Offen lassen',
  }),
  diagnostics: {
    message:
      'Das würde kopiert. Von selbst wird es nirgendwohin geschickt; Namen von Buckets können darin stehen. Es ist englisch, für alle, die helfen.',
    copy: 'Kopieren',
  },
  updates: {
    unsigned: {
      message: 'Dieser Build aktualisiert sich nicht selbst.',
      detail:
        'Er trägt keine Signatur, daher ließe sich der nächste nicht von einer Fälschung unterscheiden. Neue Versionen stehen unter https://github.com/loose-parts/loose-parts/releases.',
    },
    busy: {
      message: 'Nicht, während ein Auftrag läuft.',
      detail:
        'Ein Update beendet die App. Suchen Sie noch einmal, sobald der Auftrag beendet ist, oder pausieren Sie ihn.',
    },
    current: { message: 'Dies ist die neueste Version.', detail: 'Es ist nichts Neueres veröffentlicht.' },
    found: (version) => ({
      message: `Es gibt die Version ${version}. Herunterladen?`,
      detail:
        'Sie wird mit der Signatur dieser Version verglichen. Installiert wird nichts, bevor Sie noch einmal gefragt werden.',
    }),
    fetch: 'Herunterladen',
    fetched: (version) => ({
      message: `Version ${version} ist heruntergeladen. Jetzt installieren?`,
      detail: 'Loose Parts endet, wird ersetzt und öffnet sich wieder. Verbindungen, Index und Verlauf bleiben.',
    }),
    install: 'Installieren',
    failed: {
      message: 'Die Suche nach einer neueren Version ist gescheitert.',
      detail:
        'Warum, steht im Log im Datenordner. Neue Versionen stehen unter https://github.com/loose-parts/loose-parts/releases.',
    },
  },
};
