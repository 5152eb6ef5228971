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

/** What people call a partition. */
export function partitionName(partition: string): string {
  switch (partition) {
    case 'aws':
      return 'AWS’s commercial regions';
    case 'aws-cn':
      return 'AWS in China';
    case 'aws-us-gov':
      return 'AWS GovCloud (US)';
    default:
      return `partition ${partition}`;
  }
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

/** Whether a host is AWS's own, under whatever name it is reached (regional, dual-stack, VPC endpoint). */
export function isAwsHost(host: string): boolean {
  return /(^|\.)amazonaws\.com(\.cn)?$/.test(host) || /(^|\.)api\.(aws|amazonwebservices\.com\.cn)$/.test(host);
}
