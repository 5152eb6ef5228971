import { malformedXml, S3Error } from '../protocol/s3-error.ts';
import { child, childText, type XmlElement } from '../protocol/xml.ts';

const actions = [
  'AbortIncompleteMultipartUpload',
  'Expiration',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'Transition',
];
const otherElements = ['ID', 'Prefix', 'Filter', 'Status'];
const conditions = ['Prefix', 'Tag', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan', 'And'];
/** What goes with an action whose uploads have neither tags nor a size yet. */
const notForUploads = ['Tag', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'];
const transitionClasses = ['STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'];
/** AWS: from STANDARD into these only after so many days. */
const daysBeforeIa = 30;
const longestId = 255;

/**
 * Checks one `<Rule>` that was put.
 * @throws S3Error MalformedXML, InvalidArgument or InvalidRequest as AWS does
 */
export function checkRule(rule: XmlElement): void {
  if (rule.children.some(({ name }) => !actions.includes(name) && !otherElements.includes(name))) throw malformedXml();
  if ((childText(rule, 'ID') ?? '').length > longestId) {
    throw new S3Error(400, 'InvalidArgument', `ID length should not exceed allowed limit of ${longestId}`);
  }
  const status = childText(rule, 'Status');
  if (status !== 'Enabled' && status !== 'Disabled') throw malformedXml();
  const filter = child(rule, 'Filter');
  // The older form has a prefix of the rule itself; exactly one of the two must be there.
  if ((filter === undefined) === (child(rule, 'Prefix') === undefined)) throw malformedXml();
  if (filter) checkFilter(filter);
  const found = rule.children.filter(({ name }) => actions.includes(name));
  if (found.length === 0) throw invalid('InvalidRequest', 'At least one action needs to be specified in a rule');
  for (const action of found) checkAction(action, filter);
}

function checkFilter(filter: XmlElement): void {
  const [condition] = filter.children;
  if (filter.children.length > 1 || (condition && !conditions.includes(condition.name))) throw malformedXml();
  if (condition?.name !== 'And') return;
  const isMadeUp = condition.children.every(({ name }) => conditions.includes(name) && name !== 'And');
  if (!isMadeUp || condition.children.length < 2) throw malformedXml();
}

function checkAction(action: XmlElement, filter: XmlElement | undefined): void {
  switch (action.name) {
    case 'AbortIncompleteMultipartUpload':
      checkAbort(action, filter);
      break;
    case 'Expiration':
      checkExpiration(action, filter);
      break;
    case 'Transition':
      checkWhen(action, ['Days', 'Date'], 0);
      checkStorageClass(action, 'Days');
      break;
    case 'NoncurrentVersionExpiration':
      checkDays(action, 'NoncurrentDays', 1);
      break;
    case 'NoncurrentVersionTransition':
      checkDays(action, 'NoncurrentDays', 0);
      checkStorageClass(action, 'NoncurrentDays');
      break;
  }
}

function checkAbort(action: XmlElement, filter: XmlElement | undefined): void {
  checkDays(action, 'DaysAfterInitiation', 1);
  const given = filter ? (child(filter, 'And') ?? filter) : undefined;
  for (const name of notForUploads) {
    if (given && child(given, name)) {
      throw invalid('InvalidRequest', `AbortIncompleteMultipartUpload cannot be specified with ${name}`);
    }
  }
}

function checkExpiration(action: XmlElement, filter: XmlElement | undefined): void {
  const kind = checkWhen(action, ['Days', 'Date', 'ExpiredObjectDeleteMarker'], 1);
  if (kind !== 'ExpiredObjectDeleteMarker') return;
  if (!/^(true|false)$/.test(childText(action, kind) ?? '')) throw malformedXml();
  const given = filter ? (child(filter, 'And') ?? filter) : undefined;
  if (given && child(given, 'Tag')) {
    throw invalid('InvalidRequest', 'ExpiredObjectDeleteMarker cannot be specified with Tags');
  }
}

/** Exactly one of these says when. @returns which */
function checkWhen(action: XmlElement, kinds: readonly string[], leastDays: number): string {
  const [kind, ...others] = kinds.filter((name) => child(action, name));
  if (kind === undefined || others.length > 0) throw malformedXml();
  if (kind === 'Days') checkDays(action, kind, leastDays);
  if (kind === 'Date') checkDate(childText(action, kind) ?? '');
  return kind;
}

function checkDays(action: XmlElement, name: string, least: number): void {
  const text = childText(action, name) ?? '';
  if (!/^-?\d+$/.test(text)) throw malformedXml();
  if (Number(text) >= least) return;
  const what = least === 0 ? 'nonnegative' : 'positive';
  throw invalid('InvalidArgument', `'${name}' for ${action.name} action must be a ${what} integer`);
}

/** A day, in ISO 8601, at midnight UTC. */
function checkDate(text: string): void {
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at)) throw malformedXml();
  if (at % 86_400_000 !== 0) throw invalid('InvalidArgument', "'Date' must be at midnight GMT");
}

function checkStorageClass(action: XmlElement, daysName: string): void {
  const storageClass = childText(action, 'StorageClass') ?? '';
  if (!transitionClasses.includes(storageClass)) throw malformedXml();
  const days = childText(action, daysName);
  const isIa = storageClass === 'STANDARD_IA' || storageClass === 'ONEZONE_IA';
  if (days === undefined || !isIa || Number(days) >= daysBeforeIa) return;
  throw invalid(
    'InvalidArgument',
    `'${daysName}' in ${action.name} action must be greater than or equal to ${daysBeforeIa} for storageClass '${storageClass}'`,
  );
}

function invalid(code: 'InvalidArgument' | 'InvalidRequest', message: string): S3Error {
  return new S3Error(400, code, message);
}
