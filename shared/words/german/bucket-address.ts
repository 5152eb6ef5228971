import type { AddressProblem } from '../../values/bucket-address-kinds.ts';

/** What people call a partition of AWS: after “zu”. */
function partitionName(partition: string): string {
  switch (partition) {
    case 'aws':
      return 'den kommerziellen Regionen von AWS';
    case 'aws-cn':
      return 'AWS in China';
    case 'aws-us-gov':
      return 'AWS GovCloud (US)';
    default:
      return `Partition ${partition}`;
  }
}

const zonal = {
  'directory bucket': 'eines Directory Buckets',
  'directory bucket access point': 'eines Access Points zu einem Directory Bucket',
};

/** German for why what was entered is no bucket, and what to enter instead. */
export function bucketAddressWords(problem: AddressProblem): string {
  switch (problem.why) {
    case 'empty':
      return 'Geben Sie den Namen eines Buckets ein.';
    case 'no bucket in the URL':
      return 'Diese URL sagt nicht, welchen Bucket sie meint. Geben Sie nur den Namen des Buckets ein.';
    case 'no bucket after s3://':
      return 'Auf s3:// folgt kein Bucket. Geben Sie den Namen des Buckets ein.';
    case 'spaces or slashes':
      return 'Der Name eines Buckets hat keine Leerzeichen und keine Schrägstriche. Lassen Sie weg, was darauf folgt: Keys und Präfixe sind Filter.';
    case 'table bucket':
      return 'Das ist ein Table Bucket: Er hat keine eigenen Multipart-Uploads, die sich auflisten ließen.';
    case 'no zone':
      return 'Der Name eines Directory Buckets enthält seine Zone: name--usw2-az1--x-s3.';
    case 'no alias of Outposts':
      return 'Das ist kein Alias, wie S3 on Outposts sie vergibt.';
    case 'too short':
      return 'Der Name eines Buckets hat mindestens 3 Zeichen.';
    case 'IP address':
      return 'Der Name eines Buckets ist keine IP-Adresse.';
    case 'part of a name':
      return 'Jeder Teil des Namens zwischen den Punkten beginnt und endet mit einem Buchstaben oder einer Ziffer.';
    case 'Object Lambda':
      return 'Das ist ein Object Lambda Access Point: Er liefert Objekte und listet keine Uploads. Geben Sie den Bucket oder den Access Point dahinter ein.';
    case 'ending of AWS':
      return 'Namen mit dieser Endung gehören zu Directory Buckets und Outposts von AWS: An diesem Endpunkt sind sie nicht zu verwenden.';
    case 'only dots':
      return 'Der Name eines Buckets besteht nicht nur aus Punkten.';
    case 'no name of a host':
      return 'Bei Virtual-Host-Adressierung ist der Name ein Teil des Hosts: höchstens 63 Kleinbuchstaben, Ziffern, Bindestriche und Punkte. Für jeden anderen Namen schalten Sie die Path-Style-Adressierung ein.';
    case 'dots and the certificate':
      return 'Bei Virtual-Host-Adressierung passt ein Name mit Punkten nicht zum Zertifikat des Endpunkts. Schalten Sie die Path-Style-Adressierung ein.';
    case 'ARN cut off':
      return 'Dieser ARN ist abgeschnitten: arn:aws:s3:REGION:ACCOUNT-ID:accesspoint/NAME hat sechs Teile.';
    case 'access point elsewhere':
      return 'Access Points gibt es bei AWS. Geben Sie für diesen Endpunkt den Namen eines Buckets ein.';
    case 'directory bucket by ARN':
      return 'Directory Buckets und ihre Access Points werden mit ihrem Namen eingegeben: name--usw2-az1--x-s3.';
    case 'no access point':
      return 'Der ARN eines Access Points endet auf accesspoint/NAME.';
    case 'object behind it':
      return 'Dieser ARN geht hinter dem Namen des Access Points weiter. Lassen Sie das weg: Keys sind Filter.';
    case 'name of an access point':
      return 'Der Name eines Access Points hat 3 bis 50 Kleinbuchstaben, Ziffern und Bindestriche, ohne Bindestrich am Anfang oder Ende.';
    case 'no multi-region access point':
      return 'Der ARN eines Multi-Region Access Points endet auf accesspoint/ALIAS.mrap.';
    case 'ARN without a region':
      return 'Der ARN eines Access Points nennt dessen Region. Ein Multi-Region Access Point hat keine: Geben Sie seinen Alias ein, der auf .mrap endet.';
    case 'multi-region partition':
      return 'Multi-Region Access Points gibt es nur in den kommerziellen Regionen von AWS.';
    case 'account':
      return 'Das Konto im ARN hat 12 Ziffern.';
    case 'no Outposts access point':
      return 'Der ARN eines Access Points von Outposts endet auf outpost/OUTPOST-ID/accesspoint/NAME.';
    case 'Outposts bucket':
      return 'Ein Bucket auf einem Outpost ist nur über einen Access Point zu erreichen: Geben Sie dessen ARN ein.';
    case 'Outpost ID':
      return 'Die ID eines Outposts ist op- und 17 Ziffern oder Buchstaben von a bis f.';
    case 'alias of a multi-region access point':
      return `Das ist der Alias eines Multi-Region Access Points. Geben Sie seinen ARN ein: ${problem.arn}`;
    case 'uppercase':
      return `Namen von Buckets haben bei AWS nur Kleinbuchstaben: Versuchen Sie ${problem.lowercase}. (Buckets, die vor März 2018 in us-east-1 angelegt wurden, können abweichen: Sie brauchen die Path-Style-Adressierung.)`;
    case 'too long':
      return `Der Name eines Buckets hat höchstens ${problem.most} Zeichen; dieser hat ${problem.length}.`;
    case 'odd character':
      return `Der Name eines Buckets hat nur Kleinbuchstaben, Ziffern, Punkte und Bindestriche, und kein „${problem.character}“.`;
    case 'zonal name':
      return `Der Name ${zonal[problem.of]} hat Kleinbuchstaben, Ziffern und Bindestriche, beginnt und endet mit einem Buchstaben oder einer Ziffer und hat mit seiner Endung höchstens 63 Zeichen.`;
    case 'another service':
      return problem.service === ''
        ? 'Dieser ARN gehört zu keinem Dienst, auch nicht zu S3.'
        : `Dieser ARN gehört zu ${problem.service}, nicht zu S3.`;
    case 'no such endpoint': {
      const endpoint = problem.kind === 'FIPS' ? 'FIPS-Endpunkt' : 'Dual-Stack-Endpunkt';
      return problem.of === 'Outposts'
        ? `S3 on Outposts hat keinen ${endpoint}. Schalten Sie ihn hier aus.`
        : `Multi-Region Access Points haben keinen ${endpoint}. Schalten Sie ihn hier aus.`;
    }
    case 'no region':
      return `„${problem.region}“ ist keine Region.`;
    case 'region of another partition':
      return `Die Region ${problem.region} gehört zu ${partitionName(problem.partition)}: Der ARN beginnt mit arn:${problem.partition}.`;
    case 'another partition':
      return `Dieser ARN gehört zu ${partitionName(problem.partition)}, und die Verbindung führt zu ${partitionName(problem.connection)}.`;
  }
}
