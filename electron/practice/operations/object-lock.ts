import type { ObjectVersion, Retention } from '../objects/bucket-contents.ts';
import { invalidRequest, malformedXml, noSuchKey, S3Error } from '../protocol/s3-error.ts';
import { child, childText, document, element, type XmlElement } from '../protocol/xml.ts';
import { type Answer, type BucketCall, isoTime } from './call.ts';
import { readSignedDocument } from './verified-body.ts';

/** GetObjectLockConfiguration. @throws S3Error ObjectLockConfigurationNotFoundError */
export function getObjectLock({ bucket }: BucketCall): Answer {
  const { lock } = bucket.contents;
  if (!lock) {
    throw new S3Error(
      404,
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
    );
  }
  const { defaultRetention } = lock;
  const rule = defaultRetention
    ? `<Rule><DefaultRetention>${element('Mode', defaultRetention.mode)}${element('Days', defaultRetention.days)}</DefaultRetention></Rule>`
    : '';
  return { status: 200, xml: document('ObjectLockConfiguration', element('ObjectLockEnabled', 'Enabled') + rule) };
}

/** PutObjectLockConfiguration, by days. @throws S3Error MalformedXML, InvalidBucketState where no versions are kept */
export async function putObjectLock(call: BucketCall): Promise<Answer> {
  const { contents } = call.bucket;
  const root = await readSignedDocument(call);
  if (childText(root, 'ObjectLockEnabled') !== 'Enabled') throw malformedXml();
  if (contents.versioning !== 'Enabled') {
    throw new S3Error(409, 'InvalidBucketState', 'Versioning must be ‘Enabled’ on the bucket to apply Object Lock');
  }
  const given = child(child(root, 'Rule') ?? root, 'DefaultRetention');
  const days = Number(given ? childText(given, 'Days') : Number.NaN);
  if (given && !(Number.isInteger(days) && days > 0)) throw malformedXml();
  contents.lock = { defaultRetention: given ? { mode: modeIn(given), days } : null };
  return { status: 200 };
}

/** GetObjectRetention. @throws S3Error InvalidRequest, NoSuchKey, NoSuchObjectLockConfiguration */
export function getRetention(call: BucketCall): Answer {
  const { retention } = lockedVersion(call);
  if (!retention) throw noHold();
  return {
    status: 200,
    xml: document('Retention', element('Mode', retention.mode) + element('RetainUntilDate', isoTime(retention.until))),
  };
}

/** PutObjectRetention. @throws S3Error InvalidRequest, NoSuchKey, MalformedXML */
export async function putRetention(call: BucketCall): Promise<Answer> {
  const root = await readSignedDocument(call);
  const until = Date.parse(childText(root, 'RetainUntilDate') ?? '');
  if (Number.isNaN(until)) throw malformedXml();
  lockedVersion(call).retention = { mode: modeIn(root), until };
  return { status: 200 };
}

/** GetObjectLegalHold. @throws S3Error InvalidRequest, NoSuchKey */
export function getLegalHold(call: BucketCall): Answer {
  const { legalHold } = lockedVersion(call);
  return { status: 200, xml: document('LegalHold', element('Status', legalHold ? 'ON' : 'OFF')) };
}

/** PutObjectLegalHold. @throws S3Error InvalidRequest, NoSuchKey, MalformedXML */
export async function putLegalHold(call: BucketCall): Promise<Answer> {
  const status = childText(await readSignedDocument(call), 'Status');
  if (status !== 'ON' && status !== 'OFF') throw malformedXml();
  lockedVersion(call).legalHold = status === 'ON';
  return { status: 200 };
}

function lockedVersion({ request, bucket }: BucketCall): ObjectVersion {
  const { key, query } = request;
  if (!bucket.contents.lock) throw invalidRequest('Bucket is missing Object Lock Configuration');
  const version = bucket.contents.find(key, query.get('versionId') ?? null);
  if (!version?.object) throw noSuchKey(key);
  return version;
}

function modeIn(of: XmlElement): Retention['mode'] {
  const mode = childText(of, 'Mode');
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') throw malformedXml();
  return mode;
}

function noHold(): S3Error {
  return new S3Error(
    404,
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
  );
}
