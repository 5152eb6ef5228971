import type { credentialSayings as english } from '../../english/sayings/credentials.ts';

/** German for why there are no credentials. */
export const credentialSayings: Readonly<Record<keyof typeof english, string>> = {
  secretNotKept:
    'Der geheime Zugriffsschlüssel von „{connection}“ liegt nicht auf diesem Computer. Bearbeiten Sie die Verbindung, und geben Sie ihn noch einmal ein.',
  secretUndecipherable:
    'Das gespeicherte Geheimnis lässt sich nicht mehr entschlüsseln: Der Schlüsselspeicher des Systems hat sich geändert. Geben Sie den geheimen Zugriffsschlüssel noch einmal ein.',
  noTokenFile:
    '„{connection}“ stammt aus einer Datei, und die darf keine Token-Datei nennen. Bearbeiten Sie die Verbindung, und geben Sie den Pfad der Datei ein.',
  askedOfAnonymous: 'Eine Verbindung ohne Zugangsdaten wurde nach welchen gefragt.',
  credentialsNotHad: 'Die Zugangsdaten waren nicht zu bekommen.',

  noProfile: 'Es gibt kein Profil „{profile}“ in {config} oder {credentials}.',
  profileYieldsNothing: 'Das Profil „{profile}“ in {file} enthält nichts, was Zugangsdaten ergibt.',
  profileBroken: 'Das Profil „{profile}“ in {file} {what}.',
  profileFileIrregular: '{file} ist keine gewöhnliche Datei.',
  profileFileTooLarge: '{file} ist viel zu groß.',
  profileFileUnreadable: '{file} ist nicht zu lesen ({code}).',
  profileFileSection: '{file} hat in Zeile {line} einen Abschnitt ohne schließende Klammer.',
  profileFileSetting: '{file} hat in Zeile {line} eine Einstellung vor dem ersten Abschnitt.',
  profileFileLine: '{file} hat in Zeile {line} etwas, das keine Einstellung ist.',

  processFailed: 'Der credential_process des Profils „{profile}“ in {file} {what}.',
  processExpired:
    'Der credential_process des Profils „{profile}“ in {file} hat Zugangsdaten ausgegeben, die abgelaufen sind.',

  loginEnded:
    'Die Anmeldung des Profils „{profile}“ ist abgelaufen, oder es gab keine. Führen Sie aus: aws login --profile {profile}',
  tokenFile: 'Die Datei mit dem Web-Identity-Token, {file}, {why}.',
  tokenFileOfProfile: 'Die Datei mit dem Web-Identity-Token des Profils „{profile}“, {file}, {why}.',

  mfaCodeNeeded: 'Das Profil „{profile}“ verlangt einen Code seines MFA-Geräts. Melden Sie sich an, um ihn einzugeben.',
  mfaCodeRefused:
    'Das Profil „{profile}“ verlangt einen Code seines MFA-Geräts. AWS hat den eingegebenen Code nicht angenommen. Warten Sie auf den nächsten, und melden Sie sich noch einmal an.',
  nothingTyped: 'Hier wird nichts eingetippt: Bestätigen Sie den Code auf der Seite, die geöffnet wurde.',
  nothingWaits: 'Auf diesen Code wartet nichts mehr. Melden Sie sich noch einmal an.',
  closing: 'Loose Parts wird gerade beendet.',
  signInDismissed:
    'Die Anmeldung des Profils „{profile}“ wurde weggeklickt. Bis Sie sich anmelden, wird damit nichts gesendet.',
  signInDenied: 'Die Anmeldung des Profils „{profile}“ wurde auf der Seite abgelehnt.',
  signInLate: 'Der Code für das Profil „{profile}“ wurde nicht rechtzeitig bestätigt. Melden Sie sich noch einmal an.',
  signInLacking:
    'Die Anmeldung des Profils „{profile}“ ist gescheitert: Der Antwort auf {operation} fehlt, was sie enthalten sollte.',
  signInNeeded:
    'Das Profil „{profile}“ meldet sich bei {host} an, und die letzte Anmeldung ist abgelaufen. Melden Sie sich hier an, oder führen Sie aus: aws sso login --profile {profile}',

  askedInVain: '{what} war nicht zu erfragen. {why}',
  callFailed: '{what} war nicht zu bekommen: {operation} ist gescheitert.',
  callFailedWith: '{what} war nicht zu bekommen: {operation} ist gescheitert (HTTP {status}).',
  callExpired: '{what} wurde abgelehnt: Womit danach gefragt wird, ist abgelaufen.',
  callSkewed: '{what} wurde abgelehnt: Die Uhren gehen verschieden ({name}).',
  callBusy: '{what} muss warten: {operation} ist überlastet.',
  callRefused: '{what} wurde abgelehnt ({why}). Prüfen Sie, wer {operation} aufrufen darf.',
  withoutKeys: '{what} kam ohne Schlüssel.',

  environmentLacks: 'In der Umgebung, in der Loose Parts gestartet wurde, fehlt {variable}.',
  environmentLacksBoth:
    'In der Umgebung, in der Loose Parts gestartet wurde, fehlen AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY.',
  environmentExpired:
    'Die Zugangsdaten in der Umgebung sind abgelaufen. Starten Sie Loose Parts mit neuen noch einmal.',
  noContainerRole:
    'Loose Parts läuft nicht in einem Container mit einer Rolle: Weder AWS_CONTAINER_CREDENTIALS_RELATIVE_URI noch AWS_CONTAINER_CREDENTIALS_FULL_URI ist gesetzt.',
  containerTokenFile: 'Die Token-Datei des Containers {file} {why}.',
  containerGaveNone: 'Der Endpunkt des Containers für Zugangsdaten gab keine heraus.',
  metadataOff: 'Der Metadatendienst der Instanz ist hier ausgeschaltet (AWS_EC2_METADATA_DISABLED).',
  metadataGaveNone:
    'Der Metadatendienst der Instanz (IMDSv2) gab keine Zugangsdaten heraus: Das ist keine EC2-Instanz, oder sie hat keine Rolle.',

  noKeyring:
    'Hier antwortet kein Schlüsselbund (GNOME Keyring, KWallet oder ein anderer Secret Service), daher ließe sich ein Geheimnis nicht verschlüsseln. Starten Sie einen, oder nennen Sie einen anderen mit --password-store. Verwenden Sie stattdessen ein AWS-Profil oder den Browser-Host (npm start -- --browser), der eingegebene Geheimnisse nur im Arbeitsspeicher behält.',
  vaultOrElse:
    '{why} Verwenden Sie stattdessen ein AWS-Profil oder den Browser-Host (npm start -- --browser), der eingegebene Geheimnisse nur im Arbeitsspeicher behält.',
  vaultLate:
    'Der Schlüsselspeicher des Systems hat innerhalb von {seconds} s nicht geantwortet. Wartet er darauf, entsperrt zu werden?',
  vaultNotNow: 'Der Schlüsselspeicher des Systems ist gerade nicht zu fragen. Versuchen Sie es noch einmal.',
  vaultNotEncrypted: 'Der Schlüsselspeicher des Systems hat das Geheimnis nicht verschlüsselt.',
  vaultUnreadable: 'Die Datei mit den Geheimnissen ist nicht zu lesen ({code}).',
  vaultDamaged: 'Die Datei mit den Geheimnissen ist beschädigt. Verschieben Sie {path}, und geben Sie sie neu ein.',
};
