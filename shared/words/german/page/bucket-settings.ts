import type { PageWords } from '../../english/page.ts';

export const bucketSettingsPage: PageWords['bucketSettings'] = {
  title: 'Bucket-Einstellungen',
  about: 'Nur für den Bucket {bucket}; alles Übrige gilt wie in der Verbindung {connection}.',
  requesterPays: {
    label: 'Requester Pays',
    description: 'Ob wir zustimmen, die Anfragen an diesen Bucket zu bezahlen.',
    asConnection: (agrees) => `Wie die Verbindung (${agrees ? 'ja' : 'nein'})`,
    yes: 'Ja',
    no: 'Nein',
  },
  owner: {
    label: 'Erwarteter Eigentümer des Buckets',
    description: (owner) => `Konto-ID, 12 Ziffern. Leer: wie die Verbindung (${owner ?? 'jeder Eigentümer'}).`,
    noAccount: 'Eine Konto-ID hat 12 Ziffern',
  },
  close: 'Schließen',
  save: 'Einstellungen speichern',
};
