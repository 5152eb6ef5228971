import type { connectionSayings as english } from '../../english/sayings/connections.ts';

/** German for what is wrong with a connection, its settings or its buckets, and with files of connections. */
export const connectionSayings: Readonly<Record<keyof typeof english, string>> = {
  noSuchConnection: 'Diese Verbindung gibt es nicht.',
  connectionRemoved: 'Diese Verbindung wurde entfernt.',
  connectionChanged: 'Die Verbindung wurde unterdessen geändert oder geschlossen.',
  connectionChangedAsked: 'Die Verbindung wurde geändert oder geschlossen, während sie befragt wurde.',
  connectionBusy: 'Ein Aufräumauftrag dieser Verbindung läuft noch. Stoppen Sie ihn zuerst.',
  practiceNotEdited: 'Der Übungsspeicher lässt sich nicht bearbeiten.',
  readOnly:
    'Diese Verbindung ist schreibgeschützt, daher wird über sie nichts abgebrochen oder abgeschlossen. Bearbeiten Sie die Verbindung, um das zu ändern.',
  becameReadOnly: 'Diese Verbindung ist jetzt schreibgeschützt. Der Auftrag geht weiter, sobald das geändert wird.',
  enterSecret: 'Geben Sie den geheimen Zugriffsschlüssel ein.',
  enterSecretOfKey: 'Geben Sie den geheimen Zugriffsschlüssel zu dieser Zugriffsschlüssel-ID ein.',
  enterProxyPassword:
    'Geben Sie das Passwort dieses Proxys ein: Seine Adresse oder der Benutzername hat sich geändert.',

  noBucketToLearnFrom:
    'Diese Verbindung hat keinen Bucket, an dem sich etwas lernen ließe. Fügen Sie einen mit Namen hinzu.',
  noBucketOfConnection: 'Diese Verbindung hat keinen Bucket „{bucket}“.',
  bucketNotShown: 'Der Bucket wurde hinzugefügt, aber der Index zeigt ihn nicht.',
  bucketOutOfReach: 'Dieser Bucket ist mit diesen Einstellungen nicht zu erreichen: {why}.',
  bucketNameWithSlash: 'So kann kein Bucket heißen: Der Name darf kein „/“ enthalten.',

  regionSpelling: 'Eine Region besteht aus Buchstaben, Ziffern und Bindestrichen, zum Beispiel eu-west-1.',
  noEndpointInRegion: 'AWS hat keinen solchen Endpunkt in der Region {region} ({why}).',
  endpointWithLogin: 'Eine Endpunkt-URL enthält weder Benutzername noch Passwort noch Abfrage.',
  portZero: 'Mit Port 0 kann man sich nicht verbinden.',
  dualStackOfAws:
    'Dual-Stack-Endpunkte gibt es nur bei AWS: Lassen Sie die Endpunkt-URL leer, oder schalten Sie das aus.',
  fipsOfAws: 'FIPS-Endpunkte gibt es nur bei AWS: Lassen Sie die Endpunkt-URL leer, oder schalten Sie das aus.',
  proxyWithLogin:
    'Die URL eines Proxys enthält weder Benutzername noch Passwort: Geben Sie beides in den eigenen Feldern ein.',
  noProxyAddress: 'Das ist keine Adresse eines Proxys: Geben Sie eine wie http://proxy.example.com:3128 ein.',
  proxyWithPath: 'Die URL eines Proxys besteht aus Host und Port, und danach folgt nichts.',
  pinnedAtAws:
    'Den eigenen Hosts von AWS wird nie wegen eines einzelnen Zertifikats vertraut. Entfernen Sie das vertraute Zertifikat; hat ein Proxy unterwegs eine eigene Zertifizierungsstelle, geben Sie deren CA-Datei ein.',
  pinnedUnreadable: 'Das Zertifikat, dem vertraut werden soll, ist nicht zu lesen.',
  pinnedOther: 'Das Zertifikat, dem vertraut werden soll, ist nicht das, das sein Fingerabdruck nennt.',
  caFile: 'Die CA-Datei {file} {why}.',

  enterBucketName: 'Geben Sie einen Bucket-Namen ein.',
  enterRoleArn: 'Geben Sie den ARN der Rolle ein.',
  enterTokenFile: 'Geben Sie den Pfad der Token-Datei ein.',
  chooseProfile: 'Wählen Sie ein Profil.',
  proxyUrlBegins: 'Geben Sie eine URL ein, die mit http:// oder https:// beginnt.',
  endpointUrlBegins: 'Geben Sie eine URL ein, die mit https:// oder http:// beginnt.',
  accountIdDigits: 'Eine Konto-ID hat 12 Ziffern.',
  nameConnection: 'Geben Sie der Verbindung einen Namen.',
  enterRegion: 'Geben Sie eine Region ein.',
  enterAccessKeyId: 'Geben Sie die Zugriffsschlüssel-ID ein.',
  currencyLetters: 'Geben Sie die drei Buchstaben einer Währung ein, zum Beispiel EUR.',

  cloudWatchOff: 'CloudWatch ist für diese Verbindung ausgeschaltet.',
  cloudWatchUnsigned: 'CloudWatch beantwortet nur signierte Anfragen, und diese Verbindung signiert keine.',
  cloudWatchElsewhere:
    'Diese Verbindung führt zu einem anderen Speicher als AWS. Geben Sie den Endpunkt seines CloudWatch ein.',
  cloudWatchOtherBucket:
    'CloudWatch kennt Allzweck-Buckets unter ihrem eigenen Namen: Nach diesem wird es nicht gefragt.',
  notCloudWatch: 'Die Antwort stammt nicht von CloudWatch. Prüfen Sie den Endpunkt.',

  ruleNotPut: 'Eine solche Regel lässt sich nicht schreiben ({why}).',
  rulesInOwnWay:
    'Dieser Speicher hat solche Regeln nur auf seine eigene Art. Nehmen Sie das Snippet für sein eigenes Werkzeug.',

  dataFileUnusable: '{path} war nicht zu lesen oder zu schreiben ({code}).',
  importEmpty: 'Die Datei ist leer.',
  importNotJson: 'Die Datei ist kein JSON, oder sie ist nicht vollständig.',
  importForeign: 'Die Datei ist JSON, aber keine mit Verbindungen, die Loose Parts exportiert hat.',
  importNewer:
    'Die Datei wurde von einer neueren Version von Loose Parts exportiert. Aktualisieren Sie die App, um sie zu öffnen.',
  importWithoutList: 'Die Datei ist beschädigt: Die Liste der Verbindungen fehlt.',
  importWithoutAny: 'Die Datei enthält keine Verbindungen.',
  importTooMany: 'Die Datei enthält mehr als {most} Verbindungen.',
  importedUnusable: '{connection} ist nicht zu gebrauchen. {why}',
  importedField: '{connection} ist nicht zu gebrauchen: {field} ist nicht gültig.',
  importedInvalid: '{connection} ist nicht zu gebrauchen: Sie ist nicht gültig.',
};
