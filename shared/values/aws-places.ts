/** The AWS partition of a region. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('us-isob-')) return 'aws-iso-b';
  if (region.startsWith('us-isof-')) return 'aws-iso-f';
  if (region.startsWith('eu-isoe-')) return 'aws-iso-e';
  if (region.startsWith('us-iso-')) return 'aws-iso';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
}

const directions: Readonly<Record<string, string>> = {
  n: 'north',
  ne: 'northeast',
  e: 'east',
  se: 'southeast',
  s: 'south',
  sw: 'southwest',
  w: 'west',
  nw: 'northwest',
  c: 'central',
};

/**
 * The region of a zone by its ID: `usw2-az1` and the local zone `usw2-lax1-az1` lie in us-west-2 (AWS, "Regional and Zonal
 * endpoints for directory buckets"). null where it does not tell.
 */
export function regionOfZone(zone: string): string | null {
  const found = /^(usg|us|eu|ap|ca|sa|me|af|il|mx|cn)(ne|nw|se|sw|n|e|s|w|c)(\d)-/.exec(zone);
  const [, area = '', direction = '', number = ''] = found ?? [];
  const word = directions[direction];
  return word === undefined ? null : `${area === 'usg' ? 'us-gov' : area}-${word}-${number}`;
}

/** The domains of AWS's partitions: what the SDK's rules for endpoints put behind a service and a region. */
const awsDomains = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'amazonaws.eu',
  'c2s.ic.gov',
  'cloud.adc-e.uk',
  'csp.hci.ic.gov',
  'sc2s.sgov.gov',
  'api.aws',
  'api.amazonwebservices.com.cn',
  'api.amazonwebservices.eu',
  'api.aws.ic.gov',
  'api.aws.scloud',
  'api.cloud-aws.adc-e.uk',
  'api.aws.hci.ic.gov',
];

/** Whether a host is AWS's own, under whatever name it is reached (regional, dual-stack, VPC endpoint). */
export function isAwsHost(host: string): boolean {
  // A name may end in the dot of the root, and its letters have no case.
  const name = host.toLowerCase().replace(/\.$/, '');
  return awsDomains.some((domain) => name === domain || name.endsWith(`.${domain}`));
}

/** Whether a connection leads to AWS itself. */
export function leadsToAws({ endpointUrl }: { endpointUrl: string | null }): boolean {
  return endpointUrl === null || isAwsHost(URL.parse(endpointUrl)?.hostname ?? '');
}
