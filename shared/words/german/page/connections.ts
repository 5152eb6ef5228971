import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';
import { connectionForm } from './connections/form.ts';
import { connectionSettings } from './connections/settings.ts';

/** German for the page's part "connections". */
export const connectionsPage: PageWords['connections'] = {
  form: connectionForm,
  settings: connectionSettings,
  welcome: {
    title: 'Finden Sie, was unvollendete Uploads hinterlassen',
    lead: 'Teile unvollständiger Multipart-Uploads werden gespeichert und berechnet, doch keine Objektliste zeigt sie. Loose Parts findet sie, bricht die ab, die Sie wählen, und weist nach, dass nichts übrig ist.',
    add: 'Neue Verbindung',
    practice: 'Übungsspeicher ausprobieren',
    import: 'Importieren …',
    history: 'Verlauf',
    profiles: {
      title: 'AWS-Profile auf diesem Computer',
      looking: 'Wird nachgesehen …',
      none: 'Es wurden keine gefunden. Sie können stattdessen einen Zugriffsschlüssel eingeben.',
      choose: 'Wählen Sie eines für den Anfang. Seine Schlüssel bleiben, wo sie sind.',
    },
    whatIsPractice: {
      title: 'Was ist der Übungsspeicher?',
      text: 'Ein kleiner S3-Server in Loose Parts, mit Beispiel-Buckets zum Ausprobieren. Einer davon enthält einen Upload, der nicht gehen will. Nichts verlässt diesen Computer.',
    },
  },
  all: {
    title: 'Verbindungen',
    more: 'Mehr zu Verbindungen',
    import: 'Verbindungen importieren …',
    export: 'Verbindungen exportieren …',
    noneToExport: 'Es gibt keine zu exportieren.',
    practice: 'Übungsspeicher ausprobieren',
    about: 'Über Loose Parts …',
    close: 'Schließen',
  },
  one: {
    title: 'Diese Verbindung',
    more: 'Mehr zu dieser Verbindung',
    edit: 'Bearbeiten …',
    exportAll: 'Alle Verbindungen exportieren …',
    importLens: 'Einen Storage-Lens-Export importieren …',
    remove: 'Entfernen …',
    practiceOff: 'Der Übungsspeicher lässt sich weder bearbeiten noch exportieren.',
  },
  removal: {
    title: 'Verbindung entfernen',
    question: '{name} und das zugehörige Geheimnis von diesem Computer entfernen?',
    consequence: 'Am Speicher ändert sich nichts. Was aufgeräumt wurde, bleibt im Verlauf, mit seinen Belegen.',
    remove: 'Mit dem Geheimnis entfernen',
    keep: 'Behalten',
  },
  about: {
    title: 'Über Loose Parts',
    putAway: 'Ausblenden',
    diagnostics: 'Diagnose',
    copied: 'Kopiert',
  },
  import: {
    file: 'Datei mit Verbindungen',
    tooLarge: 'Diese Datei ist zu groß für eine Datei mit Verbindungen.',
    none: 'Die Datei enthält keine Verbindung.',
    added: (count) => `${counted(count, 'Verbindung', 'Verbindungen')} hinzugefügt.`,
    needSecret: 'Eine solche Datei enthält nie ein Geheimnis. Bearbeiten Sie diese, um ihres einzugeben:',
    leftOut:
      'Eine Datei darf nicht bestimmen, wem zu vertrauen ist, wie Anfragen reisen oder welche Datei gelesen wird. Dies wurde ausgelassen; stellen Sie von Hand ein, was Sie geprüft haben:',
    leftOutLabel: 'Ausgelassen',
    setting: '{setting}: {value}',
    settings: {
      proxy: 'Proxy',
      'trusted certificate': 'Vertrautes Zertifikat, SHA-256',
      'CA file': 'CA-Datei',
      'token file': 'Token-Datei',
    },
  },
};
