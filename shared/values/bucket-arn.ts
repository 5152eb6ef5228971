import { isAwsHost, partitionName, partitionOf } from './aws-places.ts';
import { type AddressPlace, type ParsedAddress, problem } from './bucket-address-kinds.ts';

const accessPointName = /^[a-z0-9](?:[a-z0-9-]{1,48})[a-z0-9]$/;
const regionName = /^[a-z]{2,5}-[a-z0-9](?:[a-z0-9-]*[a-z0-9])?-\d$/;
const outpostId = /^op-[a-f0-9]{17}$/;

/** An ARN in its parts; `resource` is split at slashes and colons, which AWS takes alike. */
interface Arn {
  text: string;
  partition: string;
  region: string;
  account: string;
  resource: string[];
}

/**
 * Reads an ARN that stands for a bucket (AWS, "Access point ARNs", "Multi-Region Access Point ARNs", "Resource ARNs for S3
 * on Outposts").
 *
 * @param readName reads a plain name, for the ARN of a bucket itself
 */
export function readArn(text: string, at: AddressPlace, readName: (name: string) => ParsedAddress): ParsedAddress {
  const [, partition = '', service = '', region = '', account = '', ...rest] = text.split(':');
  const whole = rest.join(':');
  if (whole === '') return problem('This ARN is cut off: arn:aws:s3:REGION:ACCOUNT-ID:accesspoint/NAME has six parts.');
  // The ARN of a bucket, or of an object in it. Elsewhere than on AWS it is as good a name as any.
  if (service === 's3' && region === '' && account === '' && !whole.startsWith('accesspoint')) {
    return readName(whole.split('/')[0] ?? '');
  }
  if (at.endpointUrl !== null && !isAwsHost(new URL(at.endpointUrl).hostname)) {
    return problem('Access points are AWS’s. At this endpoint, enter the name of a bucket.');
  }
  const arn: Arn = { text, partition, region, account, resource: whole.split(/[:/]/) };
  switch (service) {
    case 's3':
      return region === '' ? readMultiRegion(arn, at) : readAccessPoint(arn, at);
    case 's3-outposts':
      return readOutposts(arn, at);
    case 's3-object-lambda':
      return problem(
        'This is an Object Lambda access point: it serves objects, and lists no uploads. Enter the bucket or the access point behind it.',
      );
    case 's3express':
      return problem('Directory buckets and their access points are entered by name: name--usw2-az1--x-s3.');
    case 's3tables':
      return problem('This is a table bucket: it has no multipart uploads of its own to list.');
    default:
      return problem(`This ARN is of ${service || 'no service'}, not of S3.`);
  }
}

function readAccessPoint(arn: Arn, at: AddressPlace): ParsedAddress {
  const { text, region, account, resource } = arn;
  const [type, name = ''] = resource;
  if (type !== 'accesspoint') return problem('The ARN of an access point ends in accesspoint/NAME.');
  if (resource.length > 2) return problem(objectBehind);
  const wrong = wrongPlace(arn, at);
  if (wrong) return problem(wrong);
  if (!accessPointName.test(name)) return problem(nameRule);
  return { ok: true, address: { kind: 'access point', bucket: text, region, account } };
}

function readMultiRegion(arn: Arn, at: AddressPlace): ParsedAddress {
  const { text, partition, account, resource } = arn;
  const [type, alias = ''] = resource;
  if (type !== 'accesspoint') return problem('The ARN of a multi-region access point ends in accesspoint/ALIAS.mrap.');
  if (resource.length > 2) return problem(objectBehind);
  if (!/^[a-z0-9]+\.mrap$/.test(alias)) {
    return problem(
      'An access point’s ARN names its region. Of a multi-region access point, which has none, enter the alias that ends in .mrap.',
    );
  }
  if (partition !== 'aws' || partitionOf(at.region) !== 'aws') {
    return problem('Multi-region access points exist in AWS’s commercial regions only.');
  }
  if (!isAccount(account)) return problem(accountRule);
  if (at.dualStack) return problem('Multi-region access points have no dual-stack endpoint. Turn it off here.');
  if (at.fips) return problem('Multi-region access points have no FIPS endpoint. Turn it off here.');
  return { ok: true, address: { kind: 'multi-region access point', bucket: text, account } };
}

function readOutposts(arn: Arn, at: AddressPlace): ParsedAddress {
  const { text, region, account, resource } = arn;
  const [type, outpost = '', kind, name = ''] = resource;
  if (type !== 'outpost' || kind === undefined) {
    return problem('The ARN of an Outposts access point ends in outpost/OUTPOST-ID/accesspoint/NAME.');
  }
  if (kind === 'bucket') {
    return problem('A bucket on an Outpost is reached through an access point only: enter the access point’s ARN.');
  }
  if (kind !== 'accesspoint' || resource.length > 4) return problem(objectBehind);
  const wrong = wrongPlace(arn, at);
  if (wrong) return problem(wrong);
  if (!outpostId.test(outpost)) return problem('An Outpost’s ID is op- and 17 digits or letters from a to f.');
  if (!accessPointName.test(name)) return problem(nameRule);
  if (at.dualStack) return problem('S3 on Outposts has no dual-stack endpoint. Turn it off here.');
  if (at.fips) return problem('S3 on Outposts has no FIPS endpoint. Turn it off here.');
  return { ok: true, address: { kind: 'outposts access point', bucket: text, region, account, outpost } };
}

const objectBehind = 'This ARN goes on behind the access point’s name. Leave that out: keys are filters.';
const nameRule =
  'An access point’s name has 3 to 50 lowercase letters, digits and hyphens, without a hyphen at its ends.';
const accountRule = 'The account in the ARN has 12 digits.';

const isAccount = (account: string) => /^\d{12}$/.test(account);

/** What is wrong with an ARN's partition, region or account at that place; null: nothing. */
function wrongPlace({ partition, region, account }: Arn, at: AddressPlace): string | null {
  if (!regionName.test(region)) return `“${region}” is not a region.`;
  if (partitionOf(region) !== partition) {
    return `The region ${region} belongs to ${partitionName(partitionOf(region))}: the ARN begins with arn:${partitionOf(region)}.`;
  }
  if (partitionOf(at.region) !== partition) {
    return `This ARN is of ${partitionName(partition)}, and the connection leads to ${partitionName(partitionOf(at.region))}.`;
  }
  return isAccount(account) ? null : accountRule;
}
