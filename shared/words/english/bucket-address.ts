import type { AddressProblem } from '../../values/bucket-address-kinds.ts';

/** What people call a partition of AWS. */
function partitionName(partition: string): string {
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

/** Why what was entered is no bucket, and what to enter instead. */
export function bucketAddressWords(problem: AddressProblem): string {
  switch (problem.why) {
    case 'empty':
      return 'Enter a bucket name.';
    case 'no bucket in the URL':
      return 'This URL does not say which bucket it means. Enter the bucket’s name alone.';
    case 'no bucket after s3://':
      return 'No bucket follows the s3://. Enter the bucket’s name.';
    case 'spaces or slashes':
      return 'A bucket name has no spaces and no slashes. Leave out what follows it: keys and prefixes are filters.';
    case 'table bucket':
      return 'This is a table bucket: it has no multipart uploads of its own to list.';
    case 'no zone':
      return 'A directory bucket’s name holds its zone: name--usw2-az1--x-s3.';
    case 'no alias of Outposts':
      return 'This is not an alias as S3 on Outposts gives them out.';
    case 'too short':
      return 'A bucket name has at least 3 characters.';
    case 'IP address':
      return 'A bucket name is not an IP address.';
    case 'part of a name':
      return 'Each part of a bucket name, between its dots, begins and ends with a letter or a digit.';
    case 'Object Lambda':
      return 'This is an Object Lambda access point: it serves objects, and lists no uploads. Enter the bucket or the access point behind it.';
    case 'ending of AWS':
      return 'Names that end so belong to AWS’s directory buckets and Outposts: they cannot be used at this endpoint.';
    case 'only dots':
      return 'A bucket name has more than dots.';
    case 'no name of a host':
      return 'With virtual-host addressing the name is part of the host: at most 63 lowercase letters, digits, hyphens and dots. For any other name, turn on path-style addressing.';
    case 'dots and the certificate':
      return 'A name with dots does not fit the endpoint’s certificate with virtual-host addressing. Turn on path-style addressing.';
    case 'ARN cut off':
      return 'This ARN is cut off: arn:aws:s3:REGION:ACCOUNT-ID:accesspoint/NAME has six parts.';
    case 'access point elsewhere':
      return 'Access points are AWS’s. At this endpoint, enter the name of a bucket.';
    case 'directory bucket by ARN':
      return 'Directory buckets and their access points are entered by name: name--usw2-az1--x-s3.';
    case 'no access point':
      return 'The ARN of an access point ends in accesspoint/NAME.';
    case 'object behind it':
      return 'This ARN goes on behind the access point’s name. Leave that out: keys are filters.';
    case 'name of an access point':
      return 'An access point’s name has 3 to 50 lowercase letters, digits and hyphens, without a hyphen at its ends.';
    case 'no multi-region access point':
      return 'The ARN of a multi-region access point ends in accesspoint/ALIAS.mrap.';
    case 'ARN without a region':
      return 'An access point’s ARN names its region. Of a multi-region access point, which has none, enter the alias that ends in .mrap.';
    case 'multi-region partition':
      return 'Multi-region access points exist in AWS’s commercial regions only.';
    case 'account':
      return 'The account in the ARN has 12 digits.';
    case 'no Outposts access point':
      return 'The ARN of an Outposts access point ends in outpost/OUTPOST-ID/accesspoint/NAME.';
    case 'Outposts bucket':
      return 'A bucket on an Outpost is reached through an access point only: enter the access point’s ARN.';
    case 'Outpost ID':
      return 'An Outpost’s ID is op- and 17 digits or letters from a to f.';
    case 'alias of a multi-region access point':
      return `This is the alias of a multi-region access point. Enter its ARN: ${problem.arn}`;
    case 'uppercase':
      return `Bucket names on AWS have lowercase letters only: try ${problem.lowercase}. (Buckets made before March 2018 in us-east-1 may differ: they need path-style addressing.)`;
    case 'too long':
      return `A bucket name has at most ${problem.most} characters; this one has ${problem.length}.`;
    case 'odd character':
      return `A bucket name has lowercase letters, digits, dots and hyphens only, and no “${problem.character}”.`;
    case 'zonal name':
      return `A ${problem.of}’s name has lowercase letters, digits and hyphens, begins and ends with a letter or a digit, and has at most 63 characters with its ending.`;
    case 'another service':
      return `This ARN is of ${problem.service || 'no service'}, not of S3.`;
    case 'no such endpoint':
      return problem.of === 'Outposts'
        ? `S3 on Outposts has no ${problem.kind} endpoint. Turn it off here.`
        : `Multi-region access points have no ${problem.kind} endpoint. Turn it off here.`;
    case 'no region':
      return `“${problem.region}” is not a region.`;
    case 'region of another partition':
      return `The region ${problem.region} belongs to ${partitionName(problem.partition)}: the ARN begins with arn:${problem.partition}.`;
    case 'another partition':
      return `This ARN is of ${partitionName(problem.partition)}, and the connection leads to ${partitionName(problem.connection)}.`;
  }
}
