import { formatKnownBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/numbers.ts';
import { showKey } from '../../format/shown-key.ts';
import type { Reason, Refusal, Tried } from '../../schema/reasons.ts';
import { saidIn } from '../sentence-of.ts';
import { withoutStop } from '../stop.ts';
import { sayings } from './sayings.ts';
import { verdicts } from './verdicts.ts';

/** Why an upload stands where it stands: a sentence, or two or three. */
export function reasonWords(reason: Reason): string {
  switch (reason.why) {
    case 'told':
      return reason.sentence;

    case 'newer part':
      return 'Ein Teil kam an, nachdem der Plan gemacht war.';
    case 'more parts':
      return `Er hat mehr Teile als auf dem Plan (${formatCount(reason.parts)}, nicht ${formatCount(reason.planned)}).`;
    case 'sizes unreadable':
      return 'Die Größen seiner Teile waren auf dem Plan bekannt und lassen sich nicht mehr lesen.';
    case 'more bytes':
      return 'Seine Teile enthalten mehr Bytes als auf dem Plan.';
    case 'parts replaced':
      return 'Einer seiner Teile wurde nach dem Plan neu geschrieben: Es sind nicht die Teile auf dem Plan.';
    case 'age unknown': {
      const what = {
        'initiation time': 'der Server sagt nicht, wann er begonnen wurde',
        'part times': 'nicht alle seine Teile haben eine Zeit',
        'list of parts': 'seine Teile dürfen nicht gelistet werden und können neu sein',
      }[reason.missing];
      return `Er ist vielleicht aktiv: Wie alt er ist, lässt sich nicht sagen, denn ${what}.`;
    }
    case 'active':
      return reason.by === 'newest part'
        ? 'Er hat sich als aktiv erwiesen: Sein neuester Teil ist frisch.'
        : 'Er hat sich als aktiv erwiesen: Er wurde vor Kurzem begonnen.';
    case 'unticked':
      return 'Vor dem Start auf dem Plan abgewählt: nicht angetastet.';
    case 'active, not confirmed':
      return 'Aktiv und nicht bestätigt.';
    case 'in another job':
      return 'Ein anderer Auftrag arbeitete daran.';
    case 'another initiation time':
      return reason.toldBy === 'listing'
        ? 'Er ist mit einer anderen Beginnzeit gelistet als auf dem Plan.'
        : 'Der Speicher sagt, dass er zu einer anderen Zeit begonnen wurde als auf dem Plan.';
    case 'gone since the plan':
      return 'Der Upload hat keine Teile mehr: Er wurde seit dem Plan abgebrochen oder abgeschlossen.';
    case 'other parts':
      return 'Seine Teile sind nicht mehr die des Plans.';
    case 'other object':
      return 'Das Objekt unter dem Key ist nicht mehr das des Plans.';

    case 'look failed':
      return `Ein Blick schlug fehl (${reason.code}).${reason.said ? ` ${saidIn(reason.said, sayings)}` : ''} Er weist nichts nach.`;
    case 'call unanswered':
      return reason.errand === 'abort'
        ? `Der Abbruch bekam keine klare Antwort (${reason.code}). Vor dem nächsten sehen wir noch einmal nach.`
        : `Der Aufruf bekam keine klare Antwort (${reason.code}). Bevor noch etwas geschickt wird, sehen wir nach.`;
    case 'object just appeared':
      return 'Eben ist ein Objekt erschienen, das dieser Upload sein kann, abgeschlossen. Bevor wir ihn antasten, sehen wir noch einmal nach.';
    case 'parts left': {
      const left = `${partCount(reason.parts)} (${formatKnownBytes(reason.bytes)})`;
      return reason.listed
        ? `Nach dem Abbruch noch da: ${left}.`
        : `Nicht gelistet, aber nach dem Abbruch noch da: ${left}.`;
    }
    case 'still listed':
      return 'Keine Teile, aber er ist noch gelistet.';
    case 'one clean look':
      return 'Bisher ein sauberer Blick. Ein zweiter weist es nach.';
    case 'searching the listing':
      return 'Kein Aufruf findet ihn unter seinem Key. Wir suchen die ganze Liste nach seiner Upload-ID ab.';
    case 'came back':
      return 'Er ist wieder da.';
    case 'upload not gone yet':
      return 'Das Objekt ist da; der Upload ist noch nicht weg.';
    case 'object not there yet':
      return `${callToComplete(reason)}; das Objekt zeigt sich noch nicht.`;
    case 'still open':
      return `${callToComplete(reason)}; der Upload ist noch offen.`;
    case 'call had no effect':
      return 'Der Aufruf blieb ohne Wirkung. Wir versuchen es noch einmal.';

    case 'two clean looks': {
      const nowhere = reason.searched ? ', und seine Upload-ID steht nirgends in der ganzen Liste' : '';
      return reason.beforeAbort
        ? `Er war weg, bevor wir ihn abbrachen: keine Teile und nicht gelistet, in zwei Blicken${nowhere}.`
        : `Keine Teile und nicht gelistet, in zwei Blicken${nowhere}.`;
    }
    case 'listed though gone':
      return `Gelistet, obwohl ListParts sagt, dass es den Upload nicht gibt, in ${formatCount(reason.looks)} Blicken.`;
    case 'object written':
      return reason.plain
        ? 'Nachdem dieser Upload begann, wurde unter dem Key ein Objekt geschrieben. Sein ETag sieht nach einem anderen Schreiber aus, aber das lässt sich nicht nachweisen; es gilt deshalb als abgeschlossen.'
        : 'Nachdem dieser Upload begann, wurde unter dem Key ein Objekt geschrieben: Er wurde fertiggestellt, nicht abgebrochen.';
    case 'object as planned':
      return 'Das Objekt ist da, mit der Größe und den Teilen des Plans; der Upload ist weg.';
    case 'object as planned, parts shown':
      return 'Das Objekt ist da, und der Upload ist nicht mehr gelistet. Der Server zeigt seine Teile noch.';

    case 'not aborted unseen':
      return `Nicht abgebrochen: ${upper(lack(...reason.permissions))}, und was wir gar nicht sehen dürfen, brechen wir nie ab.`;
    case 'not aborted, not listed':
      return `Nicht abgebrochen: Er ist nicht mehr gelistet, und ${lack(reason.permission)}.`;
    case 'abort not proved': {
      const abort = reason.accepted ? 'Der Abbruch wurde angenommen' : 'Der Abbruch wurde geschickt';
      return `${abort}, aber ${lack(...reason.permissions)}.`;
    }
    case 'gone, cause not proved': {
      const found = reason.met ? 'Er ist schon weg' : 'Kein Aufruf findet ihn unter seinem Key';
      return `${found}, aber was aus ihm wurde, lässt sich nicht nachweisen: ${upper(lack(reason.permission))}.`;
    }
    case 'not completed unseen':
      return `Nicht abgeschlossen: ${upper(lack(reason.permission))}.`;
    case 'completion not seen':
      return `${callToComplete(reason)}, aber ${lack(reason.permission)}.`;
    case 'upload not seen':
      return `Das Objekt ist da, aber ob der Upload weg ist, lässt sich nicht sehen: ${upper(lack(reason.permission))}.`;
    case 'look refused': {
      const { errand, sent, accepted, refusals } = reason;
      const why = `Der Server lehnt ${refusals.map(refusalWords).join(' und ')} ab`;
      if (errand === null) return `Was da ist, lässt sich nicht sehen: ${why}.`;
      if (!sent) {
        const not = errand === 'abort' ? 'Nicht abgebrochen' : 'Nicht abgeschlossen';
        return `${not}; was da ist, lässt sich nicht sehen: ${why}.`;
      }
      if (errand === 'complete') {
        return `${callToComplete({ accepted })}, aber was daraus wurde, lässt sich nicht sehen: ${why}.`;
      }
      return `Der Abbruch wurde ${accepted ? 'angenommen' : 'geschickt'}, aber was übrig ist, lässt sich nicht sehen: ${why}.`;
    }

    case 'listed, not found': {
      const missed = reason.planned ? 'aber unter diesem Key' : 'und das ist nicht der Key des Plans: Unter jenem';
      return `Die Liste zeigt ihn als „${showKey(reason.key)}“, ${missed} findet ihn kein Aufruf. ${triedWords(reason.tried)}`;
    }
    case 'listing denied':
      return `${notTold} Die ganze Liste darf nicht gelesen werden (${lack(reason.permission)}). ${triedWords(reason.tried)}`;
    case 'listing too long':
      return `${notTold} Die Liste wurde nicht bis zum Ende gelesen, nach ${formatCount(reason.uploads)} Uploads. ${triedWords(reason.tried)}`;
    case 'listing in parts':
      return `${notTold} Der Speicher listet ohne Präfix nicht jeden Upload: ${formatCount(reason.uploads)} wurden gezeigt, dieser nicht. ${triedWords(reason.tried)}`;
    case 'listing failed':
      return `${notTold} Die Liste ließ sich nicht bis zum Ende lesen (${reason.code}). ${triedWords(reason.tried)}`;
    case 'listed, never found': {
      const { key, looks, tried } = reason;
      return `Die Liste zeigt ihn als „${showKey(key)}“, aber unter diesem Key findet ihn kein Aufruf: ListParts sagte ${said(tried)}, in ${formatCount(looks)} Blicken. ${abortSent(tried)}`;
    }
    case 'key unsendable':
      return `Sein Key enthält Bytes, die kein UTF-8 sind und die die Liste als „\ufffd“ zeigt: Keine Anfrage kann ihn nennen. ${triedWords(reason.tried)}`;

    case 'key refused': {
      const sent = reason.aborted ? 'Unter diesem Key wurde ein Abbruch geschickt.' : 'Es wurde nichts abgebrochen.';
      return `Sein Key, „${showKey(reason.key)}“, enthält Bytes, die kein UTF-8 sind, und der Speicher lehnt eine Anfrage ab, die sie nennt (${reason.code}). ${sent}`;
    }

    case 'refused':
      return refusal(reason);
    case 'stopped':
      if (reason.errand === 'abort') {
        return reason.sent ? 'Gestoppt, bevor etwas nachgewiesen war.' : 'Gestoppt, bevor er abgebrochen wurde.';
      }
      return reason.sent
        ? 'Nach dem Aufruf gestoppt, bevor etwas nachgewiesen war.'
        : 'Gestoppt, bevor er abgeschlossen wurde.';

    case 'deadline, not aborted':
      return `Die Frist lief ab, bevor er abgebrochen werden konnte.${reason.last ? ` ${reasonWords(reason.last)}` : ''}`;
    case 'deadline, not proved':
      return `Die Frist lief ab. ${reason.last ? reasonWords(reason.last) : 'Es wurde nichts nachgewiesen.'}`;
    case 'deadline, left unknown':
      return 'Die Frist lief ab. Was übrig ist, ist nicht bekannt.';
    case 'deadline, parts left':
      return `Die Frist lief ab. Übrig: ${partCount(reason.parts)} (${formatKnownBytes(reason.bytes)}).`;
    case 'deadline, not completed':
      return reason.sent
        ? 'Die Frist lief ab. Was aus dem Aufruf wurde, ist nicht bekannt.'
        : 'Die Frist lief ab, bevor er abgeschlossen werden konnte.';
    case 'object there, still listed':
      return 'Das Objekt ist da, aber der Server listet den Upload noch.';
    case 'calls unanswered':
      return `${formatCount(reason.calls)} Aufrufe bekamen keine klare Antwort. Der Upload ist noch da, wie er war.`;
    case 'completion not proved': {
      const object =
        reason.object === 'another' ? 'Unter dem Key ist ein anderes Objekt' : 'Unter dem Key ist kein Objekt';
      return `${callToComplete(reason)}, aber das Abschließen lässt sich nicht nachweisen. ${object}.`;
    }
    case 'open, no object':
      return `${callToComplete(reason)}, aber der Upload ist noch offen, und es wurde kein Objekt daraus.`;

    case 'there':
      return `Der Upload ist da: ${held(reason)}.`;
    case 'there, no parts':
      return 'Der Upload ist da, ohne jeden Teil.';
    case 'there, parts not seen':
      return `Der Upload ist gelistet. Seine Teile lassen sich nicht sehen: ${upper(lack(reason.permission))}.`;
    case 'there, parts refused':
      return `Der Upload ist gelistet. Seine Teile lassen sich nicht sehen: Der Server lehnt ${refusalWords(reason.refusal)} ab.`;
    case 'parts, not listed':
      return `Nicht gelistet, aber er enthält ${held(reason)}.`;
    case 'object there':
      return reason.plain
        ? 'Er ist weg, und seit seinem Beginn wurde unter dem Key ein Objekt geschrieben. Er gilt als abgeschlossen, auch wenn es ein anderer Schreiber gewesen sein kann.'
        : 'Er wurde fertiggestellt: Das Objekt ist unter dem Key.';
    case 'may not look':
      return `Wir dürfen nicht nachsehen: ${upper(lack(reason.permission))}.`;
    case 'listed in vain':
      return verdicts.ghost;
    case 'listed in this look':
      return 'Keine Teile, aber er ist noch gelistet. Sehen Sie noch einmal nach.';
    case 'clean in this look':
      return 'In diesem Blick keine Teile und nicht gelistet. Ein zweiter Blick weist es nach.';

    case 'back, another':
      return 'Er ist wieder gelistet, mit einer anderen Beginnzeit. Er wurde nicht angetastet.';
    case 'back, with parts':
      return 'Er ist wieder da: Er hat wieder Teile.';
    case 'back, listed':
      return 'Er ist wieder da: Er ist wieder gelistet.';
    case 'back, read-only':
      return 'Er ist wieder da. Er wurde nicht angetastet: Die Verbindung ist nur zum Lesen. Scannen Sie noch einmal, um seinen Abbruch zu planen.';
    case 'back, may be in use':
      return 'Er ist mit frischen Teilen wieder da, und kein Abbruch von uns wurde angenommen: Vielleicht nutzt ihn jemand. Er wurde nicht angetastet.';
    case 'not watchable':
      return `Es ließ sich nicht nach ihm sehen (${reason.code}), ${formatCount(reason.looks)}-mal.`;
  }
}

const notTold =
  'Kein Aufruf findet ihn unter seinem Key, und ob er unter einem anderen gelistet ist, lässt sich nicht sagen.';

const partCount = (parts: number) => `${formatCount(parts)} ${parts === 1 ? 'Teil' : 'Teile'}`;
const held = ({ parts, bytes }: { parts: number; bytes: number | null }) =>
  `${partCount(parts)}, ${formatKnownBytes(bytes)}`;
/** A clause, to go on with or to begin a sentence with by {@link upper}. */
const lack = (...permissions: readonly string[]) =>
  `diesen Zugangsdaten ${permissions.length === 1 ? 'fehlt' : 'fehlen'} ${permissions.join(' und ')}`;
const upper = (clause: string) => clause.charAt(0).toUpperCase() + clause.slice(1);
const callToComplete = ({ accepted }: { accepted: boolean }) =>
  accepted ? 'Der Speicher nahm den Aufruf an' : 'Der Aufruf wurde geschickt';

/** A call, and the store's own sentence, which may end in a full stop of its own. */
const refusalWords = ({ operation, status, code, message }: Refusal) => {
  const told = [code ?? (status === null ? null : `HTTP ${status}`), message && withoutStop(message)];
  const words = told.filter((word) => word !== null && word !== '');
  return words.length === 0 ? operation : `${operation} (${words.join(': ')})`;
};

const said = ({ said: code }: Tried) => code ?? 'keine Teile';
const abortSent = ({ aborted }: Tried) =>
  aborted ? 'Unter diesem Key wurde ein Abbruch geschickt.' : 'Er wurde nicht abgebrochen.';
const triedWords = (tried: Tried) =>
  `ListParts sagte ${said(tried)}, und eine auf den Key eingegrenzte Liste nannte ihn nicht. ${abortSent(tried)}`;

/** Of a firewall, a lock or an account the store says nothing of permissions, and neither do we. */
function refusal({ errand, status, code, message, permission }: Extract<Reason, { why: 'refused' }>): string {
  const store = `${code ?? `HTTP ${status}`}${message ? `: ${withoutStop(message)}` : ''}`;
  const takes = permission === undefined ? '' : ` Es braucht ${permission}, und keine Policy, die es verbietet.`;
  if (errand === 'complete') return `Der Speicher schließt ihn nicht ab (${store}).${takes}`;
  const condition =
    status === 412 ? ' Eine Bedingung traf nicht zu: Der Upload ist nicht der, den wir gesehen haben.' : '';
  return `Der Speicher bricht ihn nicht ab (${store}).${takes}${condition}`;
}
