import { formatKnownBytes } from '../../format/bytes.ts';
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
      return 'A part arrived after the plan was made.';
    case 'more parts':
      return `It has more parts than on the plan (${reason.parts}, not ${reason.planned}).`;
    case 'sizes unreadable':
      return 'The sizes of its parts were known on the plan, and cannot be read any more.';
    case 'more bytes':
      return 'Its parts hold more bytes than on the plan.';
    case 'parts replaced':
      return 'One of its parts was written again after the plan was made: they are not the parts on the plan.';
    case 'age unknown': {
      const what = {
        'initiation time': 'the server does not tell when it was begun',
        'part times': 'not all of its parts have a time',
        'list of parts': 'its parts may not be listed, and may be new',
      }[reason.missing];
      return `It may be active: how old it is cannot be known, because ${what}.`;
    }
    case 'active':
      return reason.by === 'newest part'
        ? 'It turned out to be active: its newest part is recent.'
        : 'It turned out to be active: it was begun recently.';
    case 'unticked':
      return 'Unticked on the plan before the start: left alone.';
    case 'active, not confirmed':
      return 'Active, and not confirmed.';
    case 'in another job':
      return 'Another job was working on it.';
    case 'another initiation time':
      return reason.toldBy === 'listing'
        ? 'It is listed with another initiation time than on the plan.'
        : 'The store says that it was begun at another time than on the plan.';
    case 'gone since the plan':
      return 'The upload has no parts any more: it was aborted or completed since the plan.';
    case 'other parts':
      return 'Its parts are not those of the plan any more.';
    case 'other object':
      return 'The object under the key is not the one of the plan any more.';

    case 'look failed':
      return `A look failed (${reason.code}).${reason.said ? ` ${saidIn(reason.said, sayings)}` : ''} It proves nothing.`;
    case 'call unanswered':
      return reason.errand === 'abort'
        ? `The abort got no clear answer (${reason.code}). We look again before the next one.`
        : `The call got no clear answer (${reason.code}). We look before anything is sent again.`;
    case 'object just appeared':
      return 'An object that may be this upload, completed, has just appeared. We look again before touching it.';
    case 'parts left': {
      const left = `${partCount(reason.parts)} (${formatKnownBytes(reason.bytes)})`;
      return reason.listed
        ? `${left} there after the abort.`
        : `Not listed, yet ${left} ${reason.parts === 1 ? 'is' : 'are'} there after the abort.`;
    }
    case 'still listed':
      return 'No parts, but it is still listed.';
    case 'one clean look':
      return 'One clean look so far. A second one proves it.';
    case 'searching the listing':
      return 'No call finds it under its key. We search the whole listing for its upload ID.';
    case 'came back':
      return 'It came back.';
    case 'upload not gone yet':
      return 'The object is there; the upload is not gone yet.';
    case 'object not there yet':
      return `${callToComplete(reason)}; the object does not show yet.`;
    case 'still open':
      return `${callToComplete(reason)}; the upload is still open.`;
    case 'call had no effect':
      return 'The call had no effect. We try once more.';

    case 'two clean looks': {
      const nowhere = reason.searched ? ', and its upload ID is nowhere in the whole listing' : '';
      return reason.beforeAbort
        ? `It was gone before we aborted it: no parts and not listed, in two looks${nowhere}.`
        : `No parts and not listed, in two looks${nowhere}.`;
    }
    case 'listed though gone':
      return `Listed, though ListParts says there is no such upload, in ${reason.looks} looks.`;
    case 'object written':
      return reason.plain
        ? 'An object was written under the key after this upload began. Its ETag looks like another writer’s, but that cannot be proved, so it counts as completed.'
        : 'An object was written under the key after this upload began: it was finished, not aborted.';
    case 'object as planned':
      return 'The object is there, with the size and the parts of the plan; the upload is gone.';
    case 'object as planned, parts shown':
      return 'The object is there, and the upload is no longer listed. The server still shows its parts.';

    case 'not aborted unseen':
      return `Not aborted: ${lack(...reason.permissions)}, and we never abort what we may not see at all.`;
    case 'not aborted, not listed':
      return `Not aborted: it is no longer listed, and ${lack(reason.permission)}.`;
    case 'abort not proved': {
      const abort = reason.accepted ? 'The abort was accepted' : 'The abort was sent';
      return `${abort}, but ${lack(...reason.permissions)}.`;
    }
    case 'gone, cause not proved': {
      const found = reason.met ? 'It is gone already' : 'No call finds it under its key';
      return `${found}, but what became of it cannot be proved: ${lack(reason.permission)}.`;
    }
    case 'not completed unseen':
      return `Not completed: ${lack(reason.permission)}.`;
    case 'completion not seen':
      return `${callToComplete(reason)}, but ${lack(reason.permission)}.`;
    case 'upload not seen':
      return `The object is there, but whether the upload is gone cannot be seen: ${lack(reason.permission)}.`;
    case 'look refused': {
      const { errand, sent, accepted, refusals } = reason;
      const why = `the server refuses ${refusals.map(refusalWords).join(' and ')}`;
      if (errand === null) return `What is there cannot be seen: ${why}.`;
      if (!sent)
        return `Not ${errand === 'abort' ? 'aborted' : 'completed'}: what is there cannot be seen, because ${why}.`;
      if (errand === 'complete') return `${callToComplete({ accepted })}, but what came of it cannot be seen: ${why}.`;
      return `The abort was ${accepted ? 'accepted' : 'sent'}, but what is left cannot be seen: ${why}.`;
    }

    case 'listed, not found': {
      const missed = reason.planned ? 'but under that key' : 'which is not the key of the plan: under that one';
      return `The listing shows it as “${showKey(reason.key)}”, ${missed} no call finds it. ${triedWords(reason.tried)}`;
    }
    case 'listing denied':
      return `${notTold} the whole listing may not be read (${lack(reason.permission)}). ${triedWords(reason.tried)}`;
    case 'listing too long':
      return `${notTold} the listing was not read to its end, after ${reason.uploads} uploads. ${triedWords(reason.tried)}`;
    case 'listing in parts':
      return `${notTold} the store does not list every upload without a prefix: ${reason.uploads} were shown, and not this one. ${triedWords(reason.tried)}`;
    case 'listing failed':
      return `${notTold} the listing could not be read to its end (${reason.code}). ${triedWords(reason.tried)}`;
    case 'listed, never found': {
      const { key, looks, tried } = reason;
      return `The listing shows it as “${showKey(key)}”, but under that key no call finds it: ListParts said ${said(tried)}, in ${looks} looks. ${abortSent(tried)}`;
    }
    case 'key unsendable':
      return `Its key holds bytes that are no UTF-8, which the listing shows as “\ufffd”: no request can name it. ${triedWords(reason.tried)}`;

    case 'key refused': {
      const sent = reason.aborted ? 'An abort was sent under that key.' : 'Nothing was aborted.';
      return `Its key, “${showKey(reason.key)}”, holds bytes that are no UTF-8, and the store refuses a request that names them (${reason.code}). ${sent}`;
    }

    case 'refused':
      return refusal(reason);
    case 'stopped':
      if (reason.errand === 'abort') {
        return reason.sent ? 'Stopped before anything was proved.' : 'Stopped before it was aborted.';
      }
      return reason.sent ? 'Stopped after the call, before anything was proved.' : 'Stopped before it was completed.';

    case 'deadline, not aborted':
      return `The deadline passed before it could be aborted.${reason.last ? ` ${reasonWords(reason.last)}` : ''}`;
    case 'deadline, not proved':
      return `The deadline passed. ${reason.last ? reasonWords(reason.last) : 'Nothing was proved.'}`;
    case 'deadline, left unknown':
      return 'The deadline passed. What is left is not known.';
    case 'deadline, parts left':
      return `The deadline passed with ${partCount(reason.parts)} (${formatKnownBytes(reason.bytes)}) left.`;
    case 'deadline, not completed':
      return reason.sent
        ? 'The deadline passed. What became of the call is not known.'
        : 'The deadline passed before it could be completed.';
    case 'object there, still listed':
      return 'The object is there, but the server still lists the upload.';
    case 'calls unanswered':
      return `${reason.calls} calls got no clear answer. The upload is still there, as it was.`;
    case 'completion not proved': {
      const object = reason.object === 'another' ? 'Another object is under the key' : 'No object is under the key';
      return `${callToComplete(reason)}, but it cannot be proved. ${object}.`;
    }
    case 'open, no object':
      return `${callToComplete(reason)}, yet the upload is still open and no object came of it.`;

    case 'there':
      return `The upload is there: ${held(reason)}.`;
    case 'there, no parts':
      return 'The upload is there, without any part.';
    case 'there, parts not seen':
      return `The upload is listed. Its parts cannot be seen: ${lack(reason.permission)}.`;
    case 'there, parts refused':
      return `The upload is listed. Its parts cannot be seen: the server refuses ${refusalWords(reason.refusal)}.`;
    case 'parts, not listed':
      return `Not listed, yet it holds ${held(reason)}.`;
    case 'object there':
      return reason.plain
        ? 'It is gone, and an object was written under the key since it began. It counts as completed, though another writer may have done it.'
        : 'It was finished: the object is under the key.';
    case 'may not look':
      return `We may not look: ${lack(reason.permission)}.`;
    case 'listed in vain':
      return verdicts.ghost;
    case 'listed in this look':
      return 'No parts, but it is still listed. Look again.';
    case 'clean in this look':
      return 'No parts and not listed in this look. A second look proves it.';

    case 'back, another':
      return 'It is listed again, with another initiation time. It was left alone.';
    case 'back, with parts':
      return 'It came back: it has parts again.';
    case 'back, listed':
      return 'It came back: it is listed again.';
    case 'back, read-only':
      return 'It came back. It was left alone: the connection is read-only. Scan again to plan its abort.';
    case 'back, may be in use':
      return 'It came back with recent parts, and no abort of ours was accepted: somebody may be using it. It was left alone.';
    case 'not watchable':
      return `It could not be looked at (${reason.code}), ${reason.looks} times.`;
  }
}

const notTold = 'No call finds it under its key, and whether it is listed under another one cannot be told:';

const partCount = (parts: number) => `${parts} ${parts === 1 ? 'part' : 'parts'}`;
const held = ({ parts, bytes }: { parts: number; bytes: number | null }) =>
  `${partCount(parts)}, ${formatKnownBytes(bytes)}`;
const lack = (...permissions: readonly string[]) => `these credentials lack ${permissions.join(' and ')}`;
const callToComplete = ({ accepted }: { accepted: boolean }) =>
  accepted ? 'The store accepted the call' : 'The call was sent';

/** A call, and the store's own sentence, which may end in a full stop of its own. */
const refusalWords = ({ operation, status, code, message }: Refusal) => {
  const told = [code ?? (status === null ? null : `HTTP ${status}`), message && withoutStop(message)];
  const words = told.filter((word) => word !== null && word !== '');
  return words.length === 0 ? operation : `${operation} (${words.join(': ')})`;
};

const said = ({ said: code }: Tried) => code ?? 'no parts';
const abortSent = ({ aborted }: Tried) => (aborted ? 'An abort was sent under that key.' : 'It was not aborted.');
const triedWords = (tried: Tried) =>
  `ListParts said ${said(tried)}, and a listing narrowed to the key did not name it. ${abortSent(tried)}`;

/** Of a firewall, a lock or an account the store says nothing of permissions, and neither do we. */
function refusal({ errand, status, code, message, permission }: Extract<Reason, { why: 'refused' }>): string {
  const store = `${code ?? `HTTP ${status}`}${message ? `: ${withoutStop(message)}` : ''}`;
  const takes = permission === undefined ? '' : ` It takes ${permission}, and no policy that denies it.`;
  if (errand === 'complete') return `The store will not complete it (${store}).${takes}`;
  const condition = status === 412 ? ' A condition failed: the upload is not the one we looked at.' : '';
  return `The store will not abort it (${store}).${takes}${condition}`;
}
