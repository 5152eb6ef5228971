import { isAwsHost, partitionOf } from './aws-places.ts';
import {
  type AddressPlace,
  type AddressProblem,
  type ParsedAddress,
  type PlainReason,
  problem,
} from './bucket-address-kinds.ts';

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
  if (whole === '') return problem('ARN cut off');
  // The ARN of a bucket, or of an object in it. Elsewhere than on AWS it is as good a name as any.
  if (service === 's3' && region === '' && account === '' && !whole.startsWith('accesspoint')) {
    return readName(whole.split('/')[0] ?? '');
  }
  if (at.endpointUrl !== null && !isAwsHost(new URL(at.endpointUrl).hostname)) {
    return problem('access point elsewhere');
  }
  const arn: Arn = { text, partition, region, account, resource: whole.split(/[:/]/) };
  switch (service) {
    case 's3':
      return region === '' ? readMultiRegion(arn, at) : readAccessPoint(arn, at);
    case 's3-outposts':
      return readOutposts(arn, at);
    case 's3-object-lambda':
      return problem('Object Lambda');
    case 's3express':
      return problem('directory bucket by ARN');
    case 's3tables':
      return problem('table bucket');
    default:
      return problem({ why: 'another service', service });
  }
}

function readAccessPoint(arn: Arn, at: AddressPlace): ParsedAddress {
  const { text, region, account, resource } = arn;
  const [type, name = ''] = resource;
  if (type !== 'accesspoint') return problem('no access point');
  if (resource.length > 2) return problem('object behind it');
  const wrong = wrongPlace(arn, at);
  if (wrong) return problem(wrong);
  if (!accessPointName.test(name)) return problem('name of an access point');
  return { ok: true, address: { kind: 'access point', bucket: text, region, account } };
}

function readMultiRegion(arn: Arn, at: AddressPlace): ParsedAddress {
  const { text, partition, account, resource } = arn;
  const [type, alias = ''] = resource;
  if (type !== 'accesspoint') return problem('no multi-region access point');
  if (resource.length > 2) return problem('object behind it');
  if (!/^[a-z0-9]+\.mrap$/.test(alias)) {
    return problem('ARN without a region');
  }
  if (partition !== 'aws' || partitionOf(at.region) !== 'aws') {
    return problem('multi-region partition');
  }
  if (!isAccount(account)) return problem('account');
  if (at.dualStack) return problem({ why: 'no such endpoint', of: 'multi-region access point', kind: 'dual-stack' });
  if (at.fips) return problem({ why: 'no such endpoint', of: 'multi-region access point', kind: 'FIPS' });
  return { ok: true, address: { kind: 'multi-region access point', bucket: text, account } };
}

function readOutposts(arn: Arn, at: AddressPlace): ParsedAddress {
  const { text, region, account, resource } = arn;
  const [type, outpost = '', kind, name = ''] = resource;
  if (type !== 'outpost' || kind === undefined) {
    return problem('no Outposts access point');
  }
  if (kind === 'bucket') {
    return problem('Outposts bucket');
  }
  if (kind !== 'accesspoint' || resource.length > 4) return problem('object behind it');
  const wrong = wrongPlace(arn, at);
  if (wrong) return problem(wrong);
  if (!outpostId.test(outpost)) return problem('Outpost ID');
  if (!accessPointName.test(name)) return problem('name of an access point');
  if (at.dualStack) return problem({ why: 'no such endpoint', of: 'Outposts', kind: 'dual-stack' });
  if (at.fips) return problem({ why: 'no such endpoint', of: 'Outposts', kind: 'FIPS' });
  return { ok: true, address: { kind: 'outposts access point', bucket: text, region, account, outpost } };
}

const isAccount = (account: string) => /^\d{12}$/.test(account);

/** What is wrong with an ARN's partition, region or account at that place; null: nothing. */
function wrongPlace({ partition, region, account }: Arn, at: AddressPlace): AddressProblem | PlainReason | null {
  if (!regionName.test(region)) return { why: 'no region', region };
  if (partitionOf(region) !== partition) {
    return { why: 'region of another partition', region, partition: partitionOf(region) };
  }
  if (partitionOf(at.region) !== partition) {
    return { why: 'another partition', partition, connection: partitionOf(at.region) };
  }
  return isAccount(account) ? null : 'account';
}
