import type { PageWords } from '../../english/page.ts';

export const deletionPage: PageWords['deletion'] = {
  title: 'Warum lässt er sich nicht löschen?',
  about: 'Bucket {bucket} der Verbindung {connection} {marks}',
  looking: 'Es wird nachgesehen, ohne etwas zu löschen …',
  causes: 'Ursachen',
  billed: 'Nicht im Weg, aber berechnet',
  notKnown: 'Nicht bekannt',
  clear: (what) => `Gefragt, und nicht im Weg: ${what.join(', ')}.`,
  looked: 'Nachgesehen {time}.',
  unscanned:
    'Uploads lassen sich hier aufräumen, sobald ein Scan sie gefunden hat. Diese App löscht nie einen Bucket oder ein Objekt.',
  scanned: 'Uploads lassen sich hier aufräumen, mit Nachweis. Diese App löscht nie einen Bucket oder ein Objekt.',
  lookAgain: 'Erneut nachsehen',
  close: 'Schließen',
  clearUploads: 'Uploads aufräumen …',
  commands: {
    sh: 'Befehle, die ihn leeren und löschen, für sh',
    powershell: 'Befehle, die ihn leeren und löschen, für PowerShell',
  },
};
