import type { PageWords } from '../../english/page.ts';

export const endpointPage: PageWords['endpoint'] = {
  ownerGuard: {
    absent: 'Der Schutz durch die Eigentümerprüfung fehlt.',
    meaning:
      'Ein erwarteter Eigentümer ist eingestellt, doch dieser Speicher nimmt auch einen falschen an und handelt trotzdem. Prüfen Sie die Namen der Buckets selbst, bevor Sie aufräumen.',
  },
  facts: {
    heading: 'Was dieser Speicher kann',
    limit: 'Einschränkung',
    seen: 'Gesehen im Bucket {bucket}, {time}. Geschrieben wurde nichts.',
    notYet: 'Noch nicht angesehen. Ein Blick liest aus einem Bucket und schreibt nichts.',
    probe: 'Prüfen',
    probeAgain: 'Erneut prüfen',
  },
};
