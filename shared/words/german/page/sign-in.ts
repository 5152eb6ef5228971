import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';

/** German for the page's part "sign-in". */
export const signInPage: PageWords['signIn'] = {
  corner: 'Anmeldung',
  waiting: (count) => counted(count, 'Anmeldung wartet', 'Anmeldungen warten'),
  signIn: 'Anmelden',
  access: {
    label: 'Zugang',
    from: (source) => `Zugangsdaten: ${source}`,
    lasting: 'Zugangsdaten: {source} · Ablauf {when}',
    expired: 'abgelaufen',
    needsSignIn: 'Anmeldung nötig',
    none: 'keine',
  },
  source: {
    accessKey: (id) => `Zugriffsschlüssel ${id}`,
    profile: (name) => `Profil ${name}`,
    environment: 'Umgebungsvariablen',
    metadata: 'Rolle der Instanz oder des Containers',
    webIdentity: (roleArn) => `Web-Identität ${roleArn}`,
    anonymous: 'anonym',
    withFound: ({ source, found }) => `${source} (${found})`,
  },
  prompt: {
    mfaTitle: (profile) => `MFA-Code für Profil „${profile}“`,
    ssoTitle: (profile) => `Anmeldung für Profil „${profile}“`,
    putAside: 'Zur Seite legen',
    connection: 'Verbindung {name}',
    device: 'Gerät {serial}',
    mfaCode: 'MFA-Code',
    send: 'Code senden',
    cancel: 'Abbrechen',
    steps: 'Öffnen Sie die Seite, melden Sie sich dort an, und bestätigen Sie, dass sie diesen Code zeigt:',
    code: 'Code',
    waiting: 'Die Anmeldung steht noch aus. Der Code läuft {when} ab.',
    openPage: 'Anmeldeseite öffnen',
  },
};
