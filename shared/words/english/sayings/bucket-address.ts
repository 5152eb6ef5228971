/** Why what was entered is no bucket, and what to enter instead. */
export const addressSayings = {
  addressEmpty: 'Enter a bucket name.',
  addressNoBucketInTheURL: 'This URL does not say which bucket it means. Enter the bucket’s name alone.',
  addressNoBucketAfterS3: 'No bucket follows the s3://. Enter the bucket’s name.',
  addressSpacesOrSlashes:
    'A bucket name has no spaces and no slashes. Leave out what follows it: keys and prefixes are filters.',
  addressTableBucket: 'This is a table bucket: it has no multipart uploads of its own to list.',
  addressNoZone: 'A directory bucket’s name holds its zone: name--usw2-az1--x-s3.',
  addressNoAliasOfOutposts: 'This is not an alias as S3 on Outposts gives them out.',
  addressTooShort: 'A bucket name has at least 3 characters.',
  addressIPAddress: 'A bucket name is not an IP address.',
  addressPartOfAName: 'Each part of a bucket name, between its dots, begins and ends with a letter or a digit.',
  addressObjectLambda:
    'This is an Object Lambda access point: it serves objects, and lists no uploads. Enter the bucket or the access point behind it.',
  addressEndingOfAWS:
    'Names that end so belong to AWS’s directory buckets and Outposts: they cannot be used at this endpoint.',
  addressOnlyDots: 'A bucket name has more than dots.',
  addressNoNameOfAHost:
    'With virtual-host addressing the name is part of the host: at most 63 lowercase letters, digits, hyphens and dots. For any other name, turn on path-style addressing.',
  addressDotsAndTheCertificate:
    'A name with dots does not fit the endpoint’s certificate with virtual-host addressing. Turn on path-style addressing.',
  addressARNCutOff: 'This ARN is cut off: arn:aws:s3:REGION:ACCOUNT-ID:accesspoint/NAME has six parts.',
  addressAccessPointElsewhere: 'Access points are AWS’s. At this endpoint, enter the name of a bucket.',
  addressDirectoryBucketByARN: 'Directory buckets and their access points are entered by name: name--usw2-az1--x-s3.',
  addressNoAccessPoint: 'The ARN of an access point ends in accesspoint/NAME.',
  addressObjectBehindIt: 'This ARN goes on behind the access point’s name. Leave that out: keys are filters.',
  addressNameOfAnAccessPoint:
    'An access point’s name has 3 to 50 lowercase letters, digits and hyphens, without a hyphen at its ends.',
  addressNoMultiRegionAccessPoint: 'The ARN of a multi-region access point ends in accesspoint/ALIAS.mrap.',
  addressARNWithoutARegion:
    'An access point’s ARN names its region. Of a multi-region access point, which has none, enter the alias that ends in .mrap.',
  addressMultiRegionPartition: 'Multi-region access points exist in AWS’s commercial regions only.',
  addressAccount: 'The account in the ARN has 12 digits.',
  addressNoOutpostsAccessPoint: 'The ARN of an Outposts access point ends in outpost/OUTPOST-ID/accesspoint/NAME.',
  addressOutpostsBucket:
    'A bucket on an Outpost is reached through an access point only: enter the access point’s ARN.',
  addressOutpostID: 'An Outpost’s ID is op- and 17 digits or letters from a to f.',
  addressAliasOfAMultiRegionAccessPoint: 'This is the alias of a multi-region access point. Enter its ARN: {arn}',
  addressUppercase:
    'Bucket names on AWS have lowercase letters only: try {lowercase}. (Buckets made before March 2018 in us-east-1 may differ: they need path-style addressing.)',
  addressTooLong: 'A bucket name has at most {most} characters; this one has {length}.',
  addressOddCharacter: 'A bucket name has lowercase letters, digits, dots and hyphens only, and no “{character}”.',
  addressNoRegion: '“{region}” is not a region.',
  addressZonalName:
    'A directory bucket’s name has lowercase letters, digits and hyphens, begins and ends with a letter or a digit, and has at most 63 characters with its ending.',
  addressZonalAccessPoint:
    'A directory bucket access point’s name has lowercase letters, digits and hyphens, begins and ends with a letter or a digit, and has at most 63 characters with its ending.',
  addressAnotherService: 'This ARN is of {service}, not of S3.',
  addressNoService: 'This ARN is of no service, not of S3.',
  addressOutpostsEndpoint: 'S3 on Outposts has no {kind} endpoint. Turn it off here.',
  addressMultiRegionEndpoint: 'Multi-region access points have no {kind} endpoint. Turn it off here.',
  addressRegionOfAnotherPartition: 'The region {region} belongs to {named}: the ARN begins with arn:{partition}.',
  addressAnotherPartition: 'This ARN is of {named}, and the connection leads to {connection}.',
} as const;
