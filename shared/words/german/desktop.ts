import { formatCount } from '../../format/numbers.ts';
import type { DesktopWords } from '../language.ts';

const jobs = (count: number) => (count === 1 ? 'Ein Auftrag läuft.' : `${formatCount(count)} Aufträge laufen.`);

/** What the desktop app says outside its page. */
export const desktopWords: DesktopWords = {
  close: 'Schließen',
  planFiles: 'Pläne von Loose Parts',
  credits:
    'Findet unvollständige S3-Multipart-Uploads, bricht sie ab und weist nach, dass nichts übrig ist. Die Lizenzen anderer stehen unter Hilfe.',
  about:
    'Findet unvollständige S3-Multipart-Uploads, bricht sie ab und weist nach, dass nichts übrig ist. Freie Software unter der MIT-Lizenz.',
  menu: {
    file: '&Datei',
    openPlan: 'Plan öffnen …',
    view: '&Ansicht',
    help: '&Hilfe',
    checkForUpdates: 'Nach Aktualisierungen suchen …',
    diagnostics: 'Diagnose kopieren …',
    licences: 'Lizenzen anderer',
    about: 'Über Loose Parts',
  },
  quitQuestion: (running) => ({
    message: `${jobs(running)} Trotzdem beenden?`,
    detail:
      'Was im Gang ist, hält an, wo es steht: Nichts geht verloren, und es geht weiter, sobald Loose Parts wieder offen ist. Bis dahin werden Teile, die noch ankommen, nicht abgebrochen.',
    quit: 'Beenden',
    stay: 'Offen lassen',
  }),
  diagnostics: {
    message:
      'Das würde kopiert. Von selbst geht es nirgendwohin; Namen von Buckets können darin stehen. Es ist englisch, für alle, die helfen.',
    copy: 'Kopieren',
  },
  updates: {
    unsigned: {
      message: 'Diese Ausgabe aktualisiert sich nicht selbst.',
      detail:
        'Sie trägt keine Signatur, deshalb wäre die nächste nicht von einer Fälschung zu unterscheiden. Neue Versionen gibt es unter https://github.com/loose-parts/loose-parts/releases.',
    },
    busy: {
      message: 'Nicht, während ein Auftrag läuft.',
      detail:
        'Eine Aktualisierung beendet die App. Sehen Sie wieder nach, wenn der Auftrag zu Ende oder angehalten ist.',
    },
    current: { message: 'Das ist die neueste Version.', detail: 'Es ist nichts Neueres veröffentlicht.' },
    found: (version) => ({
      message: `Version ${version} ist da. Herunterladen?`,
      detail:
        'Sie wird gegen die Signatur dieser Version geprüft. Bevor etwas installiert wird, werden Sie noch einmal gefragt.',
    }),
    fetch: 'Herunterladen',
    fetched: (version) => ({
      message: `Version ${version} ist heruntergeladen. Jetzt installieren?`,
      detail: 'Loose Parts wird beendet, ersetzt und wieder geöffnet. Verbindungen, Index und Verlauf bleiben.',
    }),
    install: 'Installieren',
    failed: {
      message: 'Die Suche nach einer neueren Version ist fehlgeschlagen.',
      detail:
        'Das Log im Datenordner sagt, warum. Neue Versionen gibt es unter https://github.com/loose-parts/loose-parts/releases.',
    },
  },
};
