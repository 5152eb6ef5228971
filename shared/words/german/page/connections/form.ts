import { counted } from '../../../counted.ts';
import type { PageWords } from '../../../english/page.ts';

/** German for the form of a connection. */
export const connectionForm: PageWords['connections']['form'] = {
  addTitle: 'Neue Verbindung',
  editTitle: 'Verbindung bearbeiten',
  test: 'Verbindung testen',
  save: 'Verbindung speichern',
  name: 'Name',
  notNamed: 'Noch ohne Namen',
  preset: 'Vorlage',
  noPreset: 'Keine',
  endpointUrl: 'Endpunkt-URL',
  forAws: 'Für AWS leer lassen.',
  storeAddress: 'Die Adresse des Speichers, ohne Bucket.',
  heldBucket: (bucket) =>
    `${bucket} ist ein Bucket und kein Teil der Adresse: Öffnen Sie ihn in der Liste der Buckets.`,
  region: 'Region',
  presetHints: {
    aws: 'Der Endpunkt bleibt leer: Er folgt aus der Region, auch in GovCloud (us-gov-west-1) und China (cn-north-1).',
    ceph: 'Die Adresse des Gateways; sein üblicher Port ist 7480. Die Region ist der Name der Zone Group, meist „default“.',
    minio: 'Der Port der API, 9000, nicht der der Konsole. MinIO bricht Überreste nach 24 Stunden von selbst ab.',
    r2: 'Die Konto-ID steht auf der Übersichtsseite von R2, dort, wo API-Tokens gemacht werden. R2 bricht Überreste nach 7 Tagen ab.',
    b2: 'Die Region steht im Endpunkt des Buckets. Die keyID des Application Key ist die Zugriffsschlüssel-ID.',
    wasabi: 'Jede Region hat ihren eigenen Host. Wasabi bricht Überreste nach 31 Tagen von selbst ab.',
    gcs: 'Braucht einen HMAC-Schlüssel: Cloud Storage → Einstellungen → Interoperabilität.',
    swift:
      'Die Schlüssel kommen von „openstack ec2 credentials create“. Die Region ist die location, auf die s3api eingestellt ist.',
    digitalocean: 'Die Region ist das Rechenzentrum des Space. Schlüssel gibt es unter API → Spaces keys.',
  },
  credentials: {
    label: 'Zugangsdaten',
    kinds: {
      static: { label: 'Zugriffsschlüssel', sentence: 'Ein Schlüsselpaar, das Sie hier eingeben.' },
      profile: {
        label: 'AWS-Profil',
        sentence:
          'Ein Profil aus den AWS-Dateien dieses Computers, mit seinen Rollen, Single Sign-on, MFA oder Programm. Seine Schlüssel bleiben, wo sie sind.',
      },
      environment: {
        label: 'Umgebungsvariablen',
        sentence:
          'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY und AWS_SESSION_TOKEN der Umgebung, in der Loose Parts gestartet wurde.',
      },
      metadata: {
        label: 'Rolle der Instanz oder des Containers',
        sentence: 'Die Rolle des Containers oder der EC2-Instanz, auf der Loose Parts läuft.',
      },
      webIdentity: {
        label: 'Web-Identität',
        sentence:
          'Eine Rolle, mit einem Token, das ein anderes System in eine Datei schreibt, wie Kubernetes es für seine Service Accounts tut.',
      },
      anonymous: {
        label: 'Anonym',
        sentence:
          'Anfragen werden nicht signiert. Das geht nur bei öffentlichen Buckets, und nur wenige davon lassen jeden ihre Uploads auflisten.',
      },
    },
    accessKeyId: 'Zugriffsschlüssel-ID',
    secretAccessKey: 'Geheimer Zugriffsschlüssel',
    keepSecret: 'Leer lassen, um den gespeicherten zu behalten',
    sessionToken: 'Sitzungs-Token',
    onlyTemporary: 'Nur bei temporären Zugangsdaten.',
    showTyped: 'Eingabe zeigen',
    roleArn: 'ARN der Rolle',
    tokenFile: 'Token-Datei',
    tokenFileHint: 'Ein Pfad auf diesem Computer. Die Datei wird jedes Mal neu gelesen, weil Tokens ersetzt werden.',
    sessionName: 'Sitzungsname',
    sessionNameHint: 'Erscheint in den Protokollen von AWS. Nicht nötig.',
    profile: 'Profil',
    chooseProfile: 'Profil wählen',
    lostProfile: (name) => `${name} (nicht gefunden)`,
    noProfiles: 'Auf diesem Computer wurden keine AWS-Profile gefunden.',
    profileBy: ({ name, way }) => `${name} (${way})`,
    ways: {
      keys: 'Zugriffsschlüssel',
      role: 'Rolle',
      sso: 'Single Sign-on',
      process: 'externes Programm',
      'web identity': 'Web-Identität',
      login: 'Anmeldung an der Konsole',
    },
    vault: {
      system: (backend) =>
        `Das Geheimnis wird verschlüsselt im Schlüsselspeicher dieses Systems abgelegt (${backend}) oder, wenn der nicht antwortet, gar nicht.`,
      memory: 'Das Geheimnis bleibt nur im Arbeitsspeicher. Es ist weg, sobald Loose Parts endet.',
      unavailable: (reason) => `Das Geheimnis lässt sich hier nicht sicher speichern: ${reason}`,
    },
  },
  result: {
    works: ({ buckets, more, ms }) =>
      `Es funktioniert: ${more ? 'mehr als ' : ''}${counted(buckets, 'Bucket', 'Buckets')}, Antwort nach ${ms} ms.`,
    worksWithoutListing: (ms) =>
      `Es funktioniert, Antwort nach ${ms} ms. Buckets auflisten ist nicht erlaubt; fügen Sie sie mit ihrem Namen hinzu.`,
    suggestion: ({ pathStyle, region }) => {
      const style = pathStyle === null ? [] : [`mit ${pathStyle ? 'Path-Style' : 'Virtual-Host'}-Adressierung`];
      return `Er antwortet ${[...style, ...(region === null ? [] : [`in der Region ${region}`])].join(' ')}.`;
    },
    takeThat: 'Das verwenden',
    takeEndpoint: (url) => `${url} verwenden`,
    takeCaFile: (file) => `${file} als CA-Datei verwenden`,
    changeEndpoint: (url) => `Endpunkt in ${url} ändern …`,
  },
  certificate: {
    label: 'Das Zertifikat des Servers',
    subject: 'Für',
    issuer: 'Ausgestellt von',
    valid: 'Gültig',
    fromTo: ({ from, to }) => `${from} bis ${to}`,
    hosts: 'Hosts',
    noHosts: 'keine genannt',
    fingerprint: 'Fingerabdruck',
    selfSigned: 'Es bürgt für sich selbst: Keine Zertifizierungsstelle steht dahinter.',
    expired: 'Es ist abgelaufen.',
    notYet: 'Es ist noch nicht gültig.',
    otherHost: (host) => `Es gilt nicht für ${host}.`,
    compare:
      'Vergleichen Sie den Fingerabdruck mit dem, den Ihnen der Betreiber des Servers nennt. Sobald Sie ihm vertrauen, wird dieses Zertifikat angenommen, und kein anderes ohne Zertifizierungsstelle.',
    trust: 'Genau diesem Zertifikat vertrauen',
  },
  problems: {
    name: 'Geben Sie der Verbindung einen Namen',
    region: 'Geben Sie eine Region ein',
    endpointUrl: 'Geben Sie eine URL ein, die mit https:// oder http:// beginnt',
    ownValue: (place) => `Setzen Sie für {${place}} Ihren eigenen Wert ein`,
    accessKeyId: 'Geben Sie die Zugriffsschlüssel-ID ein',
    secretAccessKey: 'Geben Sie den geheimen Zugriffsschlüssel ein',
    profile: 'Wählen Sie ein Profil',
    roleArn: 'Geben Sie den ARN der Rolle ein',
    tokenFile: 'Geben Sie den Pfad der Token-Datei ein',
    proxyUrl: 'Geben Sie eine URL ein, die mit http:// oder https:// beginnt',
    account: 'Eine Konto-ID hat 12 Ziffern',
    hours: 'Geben Sie eine Anzahl Stunden ein',
    seconds: 'Geben Sie eine Anzahl Sekunden ein',
    hoursBetween: ({ least, most }) => `Geben Sie ${least} bis ${most} Stunden ein`,
    secondsBetween: ({ least, most }) => `Geben Sie ${least} bis ${most} Sekunden ein`,
  },
};
