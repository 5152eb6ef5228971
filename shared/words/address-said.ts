import type { Said } from '../schema/saying.ts';
import type { AddressProblem, PlainReason } from '../values/bucket-address-kinds.ts';
import type { SayingName } from './english/sayings.ts';
import { says } from './says.ts';

/** The sentences of reasons that say all by themselves. */
const plain = {
  empty: 'addressEmpty',
  'no bucket in the URL': 'addressNoBucketInTheURL',
  'no bucket after s3://': 'addressNoBucketAfterS3',
  'spaces or slashes': 'addressSpacesOrSlashes',
  'table bucket': 'addressTableBucket',
  'no zone': 'addressNoZone',
  'no alias of Outposts': 'addressNoAliasOfOutposts',
  'too short': 'addressTooShort',
  'IP address': 'addressIPAddress',
  'part of a name': 'addressPartOfAName',
  'Object Lambda': 'addressObjectLambda',
  'ending of AWS': 'addressEndingOfAWS',
  'only dots': 'addressOnlyDots',
  'no name of a host': 'addressNoNameOfAHost',
  'dots and the certificate': 'addressDotsAndTheCertificate',
  'ARN cut off': 'addressARNCutOff',
  'access point elsewhere': 'addressAccessPointElsewhere',
  'directory bucket by ARN': 'addressDirectoryBucketByARN',
  'no access point': 'addressNoAccessPoint',
  'object behind it': 'addressObjectBehindIt',
  'name of an access point': 'addressNameOfAnAccessPoint',
  'no multi-region access point': 'addressNoMultiRegionAccessPoint',
  'ARN without a region': 'addressARNWithoutARegion',
  'multi-region partition': 'addressMultiRegionPartition',
  account: 'addressAccount',
  'no Outposts access point': 'addressNoOutpostsAccessPoint',
  'Outposts bucket': 'addressOutpostsBucket',
  'Outpost ID': 'addressOutpostID',
} as const satisfies Record<PlainReason, SayingName>;

/** Why what was entered is no bucket, and what to enter instead: for a failure and, by `saidIn`, for the screen. */
export function addressSaid(problem: AddressProblem): Said {
  switch (problem.why) {
    case 'alias of a multi-region access point':
      return says('addressAliasOfAMultiRegionAccessPoint', { arn: problem.arn });
    case 'uppercase':
      return says('addressUppercase', { lowercase: problem.lowercase });
    case 'too long':
      return says('addressTooLong', { most: problem.most, length: problem.length });
    case 'odd character':
      return says('addressOddCharacter', { character: problem.character });
    case 'zonal name':
      return says(problem.of === 'directory bucket' ? 'addressZonalName' : 'addressZonalAccessPoint');
    case 'another service': {
      const { service } = problem;
      return service === '' ? says('addressNoService') : says('addressAnotherService', { service });
    }
    case 'no such endpoint': {
      const kind = problem.kind === 'FIPS' ? 'FIPS' : says('addressDualStack');
      const name = problem.of === 'Outposts' ? 'addressOutpostsEndpoint' : 'addressMultiRegionEndpoint';
      return says(name, { kind });
    }
    case 'no region':
      return says('addressNoRegion', { region: problem.region });
    case 'region of another partition': {
      const { region, partition } = problem;
      return says('addressRegionOfAnotherPartition', { region, partition, named: named(partition) });
    }
    case 'another partition':
      return says('addressAnotherPartition', {
        named: named(problem.partition),
        connection: named(problem.connection),
      });
    default:
      return says(plain[problem.why]);
  }
}

/** What people call a partition of AWS. */
function named(partition: string): Said {
  switch (partition) {
    case 'aws':
      return says('partitionCommercial');
    case 'aws-cn':
      return says('partitionChina');
    case 'aws-us-gov':
      return says('partitionGovCloud');
    default:
      return says('partitionCalled', { partition });
  }
}
