/** German for why what was entered is no bucket, and what to enter instead. */
export const addressSayings = {
  addressEmpty: 'Geben Sie den Namen eines Buckets ein.',
  addressNoBucketInTheURL: 'Diese URL sagt nicht, welchen Bucket sie meint. Geben Sie nur den Namen des Buckets ein.',
  addressNoBucketAfterS3: 'Auf s3:// folgt kein Bucket. Geben Sie den Namen des Buckets ein.',
  addressSpacesOrSlashes:
    'Der Name eines Buckets hat keine Leerzeichen und keine Schrägstriche. Lassen Sie weg, was darauf folgt: Keys und Präfixe sind Filter.',
  addressTableBucket: 'Das ist ein Table Bucket: Er hat keine eigenen Multipart-Uploads, die sich auflisten ließen.',
  addressNoZone: 'Der Name eines Directory Buckets enthält seine Zone: name--usw2-az1--x-s3.',
  addressNoAliasOfOutposts: 'Das ist kein Alias, wie S3 on Outposts sie vergibt.',
  addressTooShort: 'Der Name eines Buckets hat mindestens 3 Zeichen.',
  addressIPAddress: 'Der Name eines Buckets ist keine IP-Adresse.',
  addressPartOfAName:
    'Jeder Teil des Namens zwischen den Punkten beginnt und endet mit einem Buchstaben oder einer Ziffer.',
  addressObjectLambda:
    'Das ist ein Object Lambda Access Point: Er liefert Objekte und listet keine Uploads. Geben Sie den Bucket oder den Access Point dahinter ein.',
  addressEndingOfAWS:
    'Namen mit dieser Endung gehören zu Directory Buckets und Outposts von AWS: An diesem Endpunkt sind sie nicht zu verwenden.',
  addressOnlyDots: 'Der Name eines Buckets besteht nicht nur aus Punkten.',
  addressNoNameOfAHost:
    'Bei Virtual-Host-Adressierung ist der Name ein Teil des Hosts: höchstens 63 Kleinbuchstaben, Ziffern, Bindestriche und Punkte. Für jeden anderen Namen schalten Sie die Path-Style-Adressierung ein.',
  addressDotsAndTheCertificate:
    'Bei Virtual-Host-Adressierung passt ein Name mit Punkten nicht zum Zertifikat des Endpunkts. Schalten Sie die Path-Style-Adressierung ein.',
  addressARNCutOff: 'Dieser ARN ist abgeschnitten: arn:aws:s3:REGION:ACCOUNT-ID:accesspoint/NAME hat sechs Teile.',
  addressAccessPointElsewhere:
    'Access Points gibt es bei AWS. Geben Sie für diesen Endpunkt den Namen eines Buckets ein.',
  addressDirectoryBucketByARN:
    'Directory Buckets und ihre Access Points werden mit ihrem Namen eingegeben: name--usw2-az1--x-s3.',
  addressNoAccessPoint: 'Der ARN eines Access Points endet auf accesspoint/NAME.',
  addressObjectBehindIt:
    'Dieser ARN geht hinter dem Namen des Access Points weiter. Lassen Sie das weg: Keys sind Filter.',
  addressNameOfAnAccessPoint:
    'Der Name eines Access Points hat 3 bis 50 Kleinbuchstaben, Ziffern und Bindestriche, ohne Bindestrich am Anfang oder Ende.',
  addressNoMultiRegionAccessPoint: 'Der ARN eines Multi-Region Access Points endet auf accesspoint/ALIAS.mrap.',
  addressARNWithoutARegion:
    'Der ARN eines Access Points nennt dessen Region. Ein Multi-Region Access Point hat keine: Geben Sie seinen Alias ein, der auf .mrap endet.',
  addressMultiRegionPartition: 'Multi-Region Access Points gibt es nur in den kommerziellen Regionen von AWS.',
  addressAccount: 'Das Konto im ARN hat 12 Ziffern.',
  addressNoOutpostsAccessPoint:
    'Der ARN eines Access Points von Outposts endet auf outpost/OUTPOST-ID/accesspoint/NAME.',
  addressOutpostsBucket:
    'Ein Bucket auf einem Outpost ist nur über einen Access Point zu erreichen: Geben Sie dessen ARN ein.',
  addressOutpostID: 'Die ID eines Outposts ist op- und 17 Ziffern oder Buchstaben von a bis f.',
  addressAliasOfAMultiRegionAccessPoint:
    'Das ist der Alias eines Multi-Region Access Points. Geben Sie seinen ARN ein: {arn}',
  addressUppercase:
    'Namen von Buckets haben bei AWS nur Kleinbuchstaben: Versuchen Sie {lowercase}. (Buckets, die vor März 2018 in us-east-1 angelegt wurden, können abweichen: Sie brauchen die Path-Style-Adressierung.)',
  addressTooLong: 'Der Name eines Buckets hat höchstens {most} Zeichen; dieser hat {length}.',
  addressOddCharacter:
    'Der Name eines Buckets hat nur Kleinbuchstaben, Ziffern, Punkte und Bindestriche, und kein „{character}“.',
  addressNoRegion: '„{region}“ ist keine Region.',
  addressZonalName:
    'Der Name eines Directory Buckets hat Kleinbuchstaben, Ziffern und Bindestriche, beginnt und endet mit einem Buchstaben oder einer Ziffer und hat mit seiner Endung höchstens 63 Zeichen.',
  addressZonalAccessPoint:
    'Der Name eines Access Points zu einem Directory Bucket hat Kleinbuchstaben, Ziffern und Bindestriche, beginnt und endet mit einem Buchstaben oder einer Ziffer und hat mit seiner Endung höchstens 63 Zeichen.',
  addressAnotherService: 'Dieser ARN gehört zu {service}, nicht zu S3.',
  addressNoService: 'Dieser ARN gehört zu keinem Dienst, auch nicht zu S3.',
  addressOutpostsEndpoint: 'S3 on Outposts hat keinen {kind}-Endpunkt. Schalten Sie ihn hier aus.',
  addressMultiRegionEndpoint: 'Multi-Region Access Points haben keinen {kind}-Endpunkt. Schalten Sie ihn hier aus.',
  addressRegionOfAnotherPartition: 'Die Region {region} gehört zu {named}: Der ARN beginnt mit arn:{partition}.',
  addressAnotherPartition: 'Dieser ARN gehört zu {named}, und die Verbindung führt zu {connection}.',
};
