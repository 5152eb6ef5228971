import { formatCount } from '../../format/numbers.ts';
import type { ErrorDetails, ErrorShape } from '../../schema/errors.ts';
import type { ErrorWords } from '../language.ts';
import { messageOf } from '../sentence-of.ts';
import { asSentence, withoutStop } from '../stop.ts';
import { sayings } from './sayings.ts';

/**
 * The words on screen for a failure: `title` says what is wrong, `hint` what to do about it. They come from the code,
 * because some stores send empty messages (s3-semantics, "The JavaScript SDK").
 */
export function describeError(error: ErrorShape): ErrorWords {
  const { code, details } = error;
  const message = messageOf(error, sayings);
  const at = details.endpoint ? ` at ${details.endpoint}` : '';
  switch (code) {
    case 'INVALID_INPUT':
      return { title: 'Something entered is not valid', hint: asSentence(message) };
    case 'NOT_FOUND':
      return { title: 'It is no longer there', hint: asSentence(message) };
    case 'CONFLICT':
      return { title: 'That cannot be done now', hint: asSentence(message) };
    case 'CONFIRMATION_NEEDED':
      return { title: 'This needs your confirmation', hint: asSentence(message) };
    case 'PLAN_USED':
      return { title: 'This plan has been started already', hint: 'Make a new plan from the current uploads.' };
    case 'READ_ONLY':
      return { title: 'This connection is read-only', hint: asSentence(message) };
    case 'ENDPOINT_NOT_FOUND':
      return {
        title: `No such host${at}`,
        hint: 'Check the endpoint URL for a typing error, and that DNS or your VPN is up.',
      };
    case 'CONNECTION_REFUSED':
      return {
        title: `Nothing answers${at}`,
        hint: 'The host exists, but no server listens on that port. Check the port and that the server is running.',
      };
    case 'CONNECTION_LOST':
      return {
        title: `The connection broke off${at}`,
        hint: 'The network or the server closed it in the middle of an answer. Try again.',
      };
    case 'TIMEOUT':
      return {
        title: `No answer in time${at}`,
        hint: 'The server is unreachable or overloaded. Check the endpoint URL and your network, then try again.',
      };
    case 'TLS_FAILED':
      return { title: `The secure connection failed${at}`, hint: asSentence(message) };
    case 'NOT_S3':
      if (details.unusable) return { title: `The server’s answer cannot be used${at}`, hint: asSentence(message) };
      return {
        title: `What answers is not an S3 server${at}`,
        hint: `${asSentence(message)} It may be a web console, a firewall, a proxy or a sign-in page: check the endpoint URL and port.`,
      };
    case 'VALUE_OUT_OF_RANGE':
      return { title: `The server said a number that cannot be${at}`, hint: asSentence(message) };
    case 'PROXY_FAILED':
      return { title: 'The proxy does not let us through', hint: asSentence(message) };
    case 'REDIRECTED':
      return { title: `The server sends us elsewhere${at}`, hint: `${asSentence(message)} ${elsewhere(details)}` };
    case 'BUCKET_IN_ENDPOINT':
      return { title: 'The endpoint URL holds a bucket', hint: heldBucket(details) ?? asSentence(message) };
    case 'WRONG_SCHEME':
      return {
        title: `The endpoint URL has the wrong one of http:// and https://${at}`,
        hint: asSentence(message),
      };
    case 'KEYS_REFUSED':
      return {
        title: 'The server does not accept these keys',
        hint: `${storeWords(details, message) || 'It said no more.'} Check the access key ID and the secret access key, and that they belong to this endpoint.`,
      };
    case 'ACCOUNT_BLOCKED':
      return { title: 'The server does not serve this account', hint: storeWords(details, message) };
    case 'SIGNATURE_MISMATCH':
      if (details.othersAccepted) {
        return {
          title: 'The signature of this call does not match',
          hint: 'Other calls of this connection were accepted, so that its keys may well be right: something on the way, a proxy perhaps, may change this one before it is checked.',
        };
      }
      return {
        title: 'The secret access key is wrong',
        hint: 'The server knows the access key ID, but the signature does not match. Enter the secret access key again; also check the region.',
      };
    case 'ACCESS_KEY_UNKNOWN':
      return {
        title: 'The access key ID is not known there',
        hint: 'Check the access key ID, and that it belongs to this endpoint.',
      };
    case 'ACCESS_DENIED':
      return {
        title: 'No access',
        hint: details.permission
          ? `These credentials lack ${details.permission}.`
          : `${storeWords(details, message) || 'The server said no more.'} Whether a permission is missing, it does not say.`,
      };
    case 'CLOCK_SKEW':
      return {
        title: 'The clocks disagree',
        hint: 'This computer’s clock and the server’s differ by more than the server allows. Set the clock and try again.',
      };
    case 'WRONG_REGION':
      return {
        title: 'Wrong region',
        hint: details.region ? `The server expects region ${details.region}.` : 'The server expects another region.',
      };
    case 'TOKEN_EXPIRED':
      return { title: 'The session has expired', hint: 'Sign in again, or enter a new session token.' };
    case 'CREDENTIALS_MISSING':
      return { title: 'No credentials', hint: asSentence(message) };
    case 'PROFILE_INVALID':
      return {
        title: details.profile ? `AWS profile “${details.profile}” cannot be used` : 'The AWS profile cannot be used',
        hint: asSentence(message),
      };
    case 'SIGN_IN_NEEDED':
      return {
        title: details.profile ? `Profile “${details.profile}” needs you to sign in` : 'You need to sign in',
        hint: asSentence(message),
      };
    case 'NO_SUCH_BUCKET':
      return {
        title: details.bucket ? `There is no bucket “${details.bucket}”` : 'There is no such bucket',
        hint: heldBucket(details) ?? 'Check the name, the region and the endpoint.',
      };
    case 'NO_SUCH_UPLOAD':
      return {
        title: 'The server finds no such upload',
        hint: 'It was completed or aborted meanwhile, or its key is not spelled as the server lists it. Verify tells which.',
      };
    case 'SLOW_DOWN':
      return {
        title: 'The server asks us to slow down',
        hint: 'It is busy. A clean-up waits and goes on by itself; a scan that ended goes on where it stopped once you start it again.',
      };
    case 'STORE_REFUSED':
      return {
        title: 'The server refused the request',
        hint: [storeWords(details, message), heldBucket(details)].filter(Boolean).join(' '),
      };
    case 'STORE_FAILED':
      return { title: 'The server failed', hint: storeWords(details, message) };
    case 'PAGING_MARKER_MISSING':
      return {
        title: `${listOf(details).list} is broken off`,
        hint: `The server said that more ${listOf(details).entries} follow, but not where to go on. ${listOf(details).read}`,
      };
    case 'PAGING_MARKER_REPEATED':
      return {
        title: `${listOf(details).list} goes in circles`,
        hint: `The server sent us back to a place already read. ${listOf(details).read}`,
      };
    case 'PAGING_BROKEN_OFF':
      return {
        title: 'The list of parts is broken off',
        hint: 'The server said that more parts follow, and then showed none. How much the upload holds is not known.',
      };
    case 'LISTING_ENDLESS':
      return details.listed === undefined
        ? {
            title: `${listOf(details).list} does not come to an end`,
            hint: `${asSentence(message)} ${listOf(details).read}${listOf(details).goesOn}`,
          }
        : {
            title: 'The listing is longer than a scan reads at once',
            hint: `${formatCount(details.listed)} uploads were read, and more are to follow. If the bucket can hold so many, Scan goes on from there, with as many again.`,
          };
    case 'PAGING_REFUSED':
      return {
        title: 'The listing cannot be read on',
        hint: `The server shows the first page and refuses to go on from there. ${storeWords(details, message)} What was read so far is shown; what follows is not known.`,
      };
    case 'VAULT_UNAVAILABLE':
      return { title: 'Secrets cannot be stored safely here', hint: asSentence(message) };
    case 'DATA_FOLDER_UNWRITABLE':
      return { title: 'The data folder cannot be written', hint: asSentence(message) };
    case 'DISK_FULL':
      return {
        title: 'The disk is full',
        hint: 'Free some space. Nothing that was recorded is lost, and work goes on afterwards.',
      };
    case 'APP_GONE':
      return {
        title: 'Loose Parts itself does not answer',
        hint: 'Is it still running in the terminal? This says nothing of the server. What was recorded is not lost.',
      };
    case 'INTERNAL':
      return { title: 'Something went wrong in Loose Parts', hint: asSentence(message) };
  }
}

/** What was listed, by the call: the words for what is left of it. */
function listOf({ operation }: ErrorDetails) {
  const read = 'What was read so far is shown.';
  switch (operation) {
    case 'ListBuckets':
      return { list: 'The list of buckets', entries: 'buckets', read, goesOn: '' };
    case 'ListParts':
      return {
        list: 'The list of parts',
        entries: 'parts',
        read: 'How much the upload holds is not known.',
        goesOn: '',
      };
    default:
      return {
        list: 'The listing',
        entries: 'uploads',
        read,
        goesOn: ' Scan goes on from there, if you think that there is more.',
      };
  }
}

function elsewhere({ mendedEndpoint }: ErrorDetails): string {
  return mendedEndpoint
    ? `If ${mendedEndpoint} is the right place, use it as the endpoint URL. Your keys do not follow there by themselves.`
    : 'Check the endpoint URL. Your keys do not follow there by themselves.';
}

function heldBucket({ heldBucket: bucket, mendedEndpoint }: ErrorDetails): string | null {
  if (bucket === undefined || mendedEndpoint === undefined) return null;
  return `The endpoint URL holds “${bucket}” already. Use ${mendedEndpoint} as the endpoint URL, and the bucket by its name.`;
}

/** What the store said, as a sentence of ours around its own. */
function storeWords(details: ErrorDetails, message: string): string {
  const words = withoutStop(details.storeMessage || message);
  // It said nothing: the sentence is ours.
  if (!details.storeCode && !details.storeMessage) return asSentence(words);
  const code = details.storeCode ?? (details.httpStatus === undefined ? undefined : `HTTP ${details.httpStatus}`);
  return asSentence(code ? `It said ${code}${words && words !== code ? `: ${words}` : ''}` : words);
}
