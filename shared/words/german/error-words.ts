import { formatCount } from '../../format/numbers.ts';
import type { ErrorDetails, ErrorShape } from '../../schema/errors.ts';
import type { ErrorWords } from '../language.ts';
import { messageOf } from '../sentence-of.ts';
import { asSentence, withoutStop } from '../stop.ts';
import { sayings } from './sayings.ts';

/** The words on screen for a failure: `title` says what is wrong, `hint` what to do about it. They come from the code. */
export function describeError(error: ErrorShape): ErrorWords {
  const { code, details } = error;
  const message = messageOf(error, sayings);
  const at = details.endpoint ? ` unter ${details.endpoint}` : '';
  switch (code) {
    case 'INVALID_INPUT':
      return { title: 'Eine Eingabe ist ungültig', hint: asSentence(message) };
    case 'NOT_FOUND':
      return { title: 'Das gibt es nicht mehr', hint: asSentence(message) };
    case 'CONFLICT':
      return { title: 'Das geht jetzt nicht', hint: asSentence(message) };
    case 'CONFIRMATION_NEEDED':
      return { title: 'Das braucht Ihre Bestätigung', hint: asSentence(message) };
    case 'PLAN_USED':
      return {
        title: 'Dieser Plan wurde schon gestartet',
        hint: 'Erstellen Sie einen neuen Plan aus den jetzigen Uploads.',
      };
    case 'READ_ONLY':
      return { title: 'Diese Verbindung ist nur zum Lesen', hint: asSentence(message) };
    case 'ENDPOINT_NOT_FOUND':
      return {
        title: `Kein solcher Host${at}`,
        hint: 'Prüfen Sie die Endpunkt-URL auf Tippfehler, und ob DNS oder Ihr VPN läuft.',
      };
    case 'CONNECTION_REFUSED':
      return {
        title: `Nichts antwortet${at}`,
        hint: 'Den Host gibt es, aber auf diesem Port lauscht kein Server. Prüfen Sie den Port, und ob der Server läuft.',
      };
    case 'CONNECTION_LOST':
      return {
        title: `Die Verbindung ist abgebrochen${at}`,
        hint: 'Das Netz oder der Server hat sie mitten in einer Antwort geschlossen. Versuchen Sie es noch einmal.',
      };
    case 'TIMEOUT':
      return {
        title: `Keine rechtzeitige Antwort${at}`,
        hint: 'Der Server ist nicht erreichbar oder überlastet. Prüfen Sie die Endpunkt-URL und Ihr Netz, und versuchen Sie es dann noch einmal.',
      };
    case 'TLS_FAILED':
      return { title: `Die sichere Verbindung ist fehlgeschlagen${at}`, hint: asSentence(message) };
    case 'NOT_S3':
      if (details.unusable)
        return { title: `Die Antwort des Servers ist nicht zu gebrauchen${at}`, hint: asSentence(message) };
      return {
        title: `Was antwortet, ist kein S3-Server${at}`,
        hint: `${asSentence(message)} Es kann eine Web-Konsole, eine Firewall, ein Proxy oder eine Anmeldeseite sein: Prüfen Sie Endpunkt-URL und Port.`,
      };
    case 'VALUE_OUT_OF_RANGE':
      return { title: `Der Server nannte eine Zahl, die nicht sein kann${at}`, hint: asSentence(message) };
    case 'PROXY_FAILED':
      return { title: 'Der Proxy lässt uns nicht durch', hint: asSentence(message) };
    case 'REDIRECTED':
      return {
        title: `Der Server schickt uns anderswohin${at}`,
        hint: `${asSentence(message)} ${elsewhere(details)}`,
      };
    case 'BUCKET_IN_ENDPOINT':
      return {
        title: 'Die Endpunkt-URL enthält einen Bucket',
        hint: heldBucket(details) ?? asSentence(message),
      };
    case 'WRONG_SCHEME':
      return {
        title: `Die Endpunkt-URL beginnt mit dem falschen von http:// und https://${at}`,
        hint: asSentence(message),
      };
    case 'KEYS_REFUSED':
      return {
        title: 'Der Server nimmt diese Zugriffsschlüssel nicht an',
        hint: `${storeWords(details, message) || 'Mehr sagte er nicht.'} Prüfen Sie die Access Key ID und den Secret Access Key, und ob sie zu diesem Endpunkt gehören.`,
      };
    case 'ACCOUNT_BLOCKED':
      return { title: 'Der Server bedient dieses Konto nicht', hint: storeWords(details, message) };
    case 'SIGNATURE_MISMATCH':
      if (details.othersAccepted) {
        return {
          title: 'Die Signatur dieses Aufrufs passt nicht',
          hint: 'Andere Aufrufe dieser Verbindung wurden angenommen, ihre Zugriffsschlüssel können also richtig sein: Etwas auf dem Weg, vielleicht ein Proxy, ändert diesen womöglich, bevor er geprüft wird.',
        };
      }
      return {
        title: 'Der Secret Access Key ist falsch',
        hint: 'Der Server kennt die Access Key ID, aber die Signatur passt nicht. Geben Sie den Secret Access Key noch einmal ein; prüfen Sie auch die Region.',
      };
    case 'ACCESS_KEY_UNKNOWN':
      return {
        title: 'Die Access Key ID ist dort nicht bekannt',
        hint: 'Prüfen Sie die Access Key ID, und ob sie zu diesem Endpunkt gehört.',
      };
    case 'ACCESS_DENIED':
      return {
        title: 'Kein Zugriff',
        hint: details.permission
          ? `Diesen Zugangsdaten fehlt ${details.permission}.`
          : `${storeWords(details, message) || 'Mehr sagte der Server nicht.'} Ob eine Berechtigung fehlt, sagt er nicht.`,
      };
    case 'CLOCK_SKEW':
      return {
        title: 'Die Uhren stimmen nicht überein',
        hint: 'Die Uhr dieses Computers und die des Servers weichen stärker voneinander ab, als der Server erlaubt. Stellen Sie die Uhr, und versuchen Sie es noch einmal.',
      };
    case 'WRONG_REGION':
      return {
        title: 'Falsche Region',
        hint: details.region
          ? `Der Server erwartet die Region ${details.region}.`
          : 'Der Server erwartet eine andere Region.',
      };
    case 'TOKEN_EXPIRED':
      return {
        title: 'Die Sitzung ist abgelaufen',
        hint: 'Melden Sie sich wieder an, oder geben Sie ein neues Session Token ein.',
      };
    case 'CREDENTIALS_MISSING':
      return { title: 'Keine Zugangsdaten', hint: asSentence(message) };
    case 'PROFILE_INVALID':
      return {
        title: details.profile
          ? `Das AWS-Profil „${details.profile}“ ist nicht zu gebrauchen`
          : 'Das AWS-Profil ist nicht zu gebrauchen',
        hint: asSentence(message),
      };
    case 'SIGN_IN_NEEDED':
      return {
        title: details.profile
          ? `Für das Profil „${details.profile}“ müssen Sie sich anmelden`
          : 'Sie müssen sich anmelden',
        hint: asSentence(message),
      };
    case 'NO_SUCH_BUCKET':
      return {
        title: details.bucket ? `Es gibt keinen Bucket „${details.bucket}“` : 'Es gibt keinen solchen Bucket',
        hint: heldBucket(details) ?? 'Prüfen Sie Namen, Region und Endpunkt.',
      };
    case 'NO_SUCH_UPLOAD':
      return {
        title: 'Der Server findet keinen solchen Upload',
        hint: 'Er wurde inzwischen abgeschlossen oder abgebrochen, oder sein Key ist nicht so geschrieben, wie der Server ihn listet. „Nachprüfen“ sagt, was davon.',
      };
    case 'SLOW_DOWN':
      return {
        title: 'Der Server bittet uns, langsamer zu sein',
        hint: 'Er ist beschäftigt. Ein Aufräumauftrag wartet und geht von selbst weiter; ein Scan, der endete, geht dort weiter, wo er aufhörte, sobald Sie ihn wieder starten.',
      };
    case 'STORE_REFUSED':
      return {
        title: 'Der Server hat die Anfrage abgelehnt',
        hint: [storeWords(details, message), heldBucket(details)].filter(Boolean).join(' '),
      };
    case 'STORE_FAILED':
      return { title: 'Beim Server ist etwas fehlgeschlagen', hint: storeWords(details, message) };
    case 'PAGING_MARKER_MISSING':
      return {
        title: `${listOf(details).list} bricht ab`,
        hint: `Der Server sagte, dass weitere ${listOf(details).entries} folgen, aber nicht, wo es weitergeht. ${listOf(details).read}`,
      };
    case 'PAGING_MARKER_REPEATED':
      return {
        title: `${listOf(details).list} läuft im Kreis`,
        hint: `Der Server schickte uns an eine Stelle zurück, die schon gelesen war. ${listOf(details).read}`,
      };
    case 'PAGING_BROKEN_OFF':
      return {
        title: 'Die Liste der Teile bricht ab',
        hint: 'Der Server sagte, dass weitere Teile folgen, und zeigte dann keine. Wie viel der Upload enthält, ist nicht bekannt.',
      };
    case 'LISTING_ENDLESS':
      return details.listed === undefined
        ? {
            title: `${listOf(details).list} hört nicht auf`,
            hint: `${asSentence(message)} ${listOf(details).read}${listOf(details).goesOn}`,
          }
        : {
            title: 'Die Liste ist länger, als ein Scan auf einmal liest',
            hint: `${formatCount(details.listed)} Uploads wurden gelesen, und weitere folgen. Wenn der Bucket so viele enthalten kann, geht „Scannen“ von dort weiter, mit noch einmal so vielen.`,
          };
    case 'PAGING_REFUSED':
      return {
        title: 'Die Liste lässt sich nicht weiterlesen',
        hint: `Der Server zeigt die erste Seite und weigert sich, von dort fortzufahren. ${storeWords(details, message)} Was bis dahin gelesen wurde, ist zu sehen; was folgt, ist nicht bekannt.`,
      };
    case 'VAULT_UNAVAILABLE':
      return { title: 'Geheimnisse lassen sich hier nicht sicher aufbewahren', hint: asSentence(message) };
    case 'DATA_FOLDER_UNWRITABLE':
      return { title: 'In den Datenordner lässt sich nicht schreiben', hint: asSentence(message) };
    case 'DISK_FULL':
      return {
        title: 'Der Datenträger ist voll',
        hint: 'Schaffen Sie Platz. Nichts, was festgehalten wurde, ist verloren, und danach geht die Arbeit weiter.',
      };
    case 'APP_GONE':
      return {
        title: 'Loose Parts selbst antwortet nicht',
        hint: 'Läuft es noch im Terminal? Über den Server sagt das nichts. Was festgehalten wurde, ist nicht verloren.',
      };
    case 'INTERNAL':
      return { title: 'In Loose Parts ist etwas schiefgegangen', hint: asSentence(message) };
  }
}

/** What was listed, by the call: the words for what is left of it. */
function listOf({ operation }: ErrorDetails) {
  const read = 'Was bis dahin gelesen wurde, ist zu sehen.';
  switch (operation) {
    case 'ListBuckets':
      return { list: 'Die Liste der Buckets', entries: 'Buckets', read, goesOn: '' };
    case 'ListParts':
      return {
        list: 'Die Liste der Teile',
        entries: 'Teile',
        read: 'Wie viel der Upload enthält, ist nicht bekannt.',
        goesOn: '',
      };
    default:
      return {
        list: 'Die Liste',
        entries: 'Uploads',
        read,
        goesOn: ' „Scannen“ geht von dort weiter, wenn Sie meinen, dass es mehr gibt.',
      };
  }
}

function elsewhere({ mendedEndpoint }: ErrorDetails): string {
  return mendedEndpoint
    ? `Wenn ${mendedEndpoint} der richtige Ort ist, tragen Sie ihn als Endpunkt-URL ein. Von selbst gehen Ihre Zugriffsschlüssel nicht dorthin.`
    : 'Prüfen Sie die Endpunkt-URL. Von selbst gehen Ihre Zugriffsschlüssel nicht dorthin.';
}

function heldBucket({ heldBucket: bucket, mendedEndpoint }: ErrorDetails): string | null {
  if (bucket === undefined || mendedEndpoint === undefined) return null;
  return `Die Endpunkt-URL enthält „${bucket}“ schon. Tragen Sie ${mendedEndpoint} als Endpunkt-URL ein, und nehmen Sie den Bucket bei seinem Namen.`;
}

/** What the store said, as a sentence of ours around its own. */
function storeWords(details: ErrorDetails, message: string): string {
  const words = withoutStop(details.storeMessage || message);
  // It said nothing: the sentence is ours.
  if (!details.storeCode && !details.storeMessage) return asSentence(words);
  const code = details.storeCode ?? (details.httpStatus === undefined ? undefined : `HTTP ${details.httpStatus}`);
  return asSentence(code ? `Er sagte ${code}${words && words !== code ? `: ${words}` : ''}` : words);
}
