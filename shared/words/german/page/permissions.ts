import type { PageWords } from '../../english/page.ts';

/** German for the page's part "permissions". */
export const permissionsPage: PageWords['permissions'] = {
  title: 'Berechtigungen',
  rightsIn: (bucket) => `Rechte in ${bucket}`,
  findingOut: 'Wird ermittelt, ohne etwas abzubrechen …',
  checkAgain: 'Noch einmal prüfen',
  foundOut: 'Im Bucket {bucket}, ermittelt {when}.',
  table: { label: 'Rechte', right: 'Recht', answer: 'Antwort' },
  rights: {
    list: { title: 'Uploads auflisten', purpose: 'Unvollständige Uploads finden.' },
    look: { title: 'Teile ansehen', purpose: 'Sehen, was ein Upload enthält, und nachweisen, dass nichts übrig ist.' },
    abort: { title: 'Uploads abbrechen', purpose: 'Freigeben, was ein Upload belegt.' },
    object: { title: 'Objekte sehen', purpose: 'Erkennen, ob ein verschwundener Upload abgeschlossen wurde.' },
  },
  answers: { allowed: 'erlaubt', denied: 'verweigert', unknown: 'nicht bekannt' },
  denied: ({ permission, code }) => `${permission} fehlt.${code ? ` Der Server antwortete ${code}.` : ''}`,
  deniedKey: ({ permission, code }) =>
    `${permission} fehlt für den KMS-Schlüssel, der den Bucket verschlüsselt.${code ? ` Der Server antwortete ${code}.` : ''}`,
  summary: {
    noAccess: 'Kein Zugriff: Ob es in diesem Bucket Uploads gibt, ist nicht zu sehen.',
    noAbort: 'Sie können hier nachsehen, aber nicht aufräumen.',
    noLook: 'Sie können hier aufräumen, aber nicht nachweisen, dass nichts übrig ist.',
    all: 'Sie können hier aufräumen und es nachweisen.',
    someUnknown: 'Nichts Nötiges wurde verweigert, aber nicht alles ließ sich ermitteln.',
  },
  policy: {
    label: 'IAM-Richtlinie',
    title: 'Die Richtlinie, um die Sie bitten können',
    goal: 'Zweck',
    goals: {
      see: 'Sehen, was da ist',
      cleanUp: 'Aufräumen',
      complete: 'Aufräumen und abschließen',
      lifecycle: 'Eine Lifecycle-Regel setzen',
    },
    place: 'Wo',
    thisBucket: 'Dieser Bucket',
    allBuckets: 'Alle Buckets',
    copy: 'Richtlinie kopieren',
    copied: 'Kopiert',
    encrypted: 'Uploads sind mit einem KMS-Schlüssel verschlüsselt',
    impossible: 'Das geht dort nicht: Lifecycle-Regeln gehören zu einem Bucket, nicht zu einem Access Point.',
    json: 'Richtlinie als JSON',
    otherStores: 'In der Schreibweise von AWS. Andere Speicher übernehmen vieles davon, mit ihren eigenen Werkzeugen.',
  },
};
