import { counted } from '../../../counted.ts';

/** The form of a connection: access, test and what is wrong with a field. Its other settings stand in `settings.ts`. */
export const connectionForm = {
  addTitle: 'Add connection',
  editTitle: 'Edit connection',
  test: 'Test connection',
  save: 'Save connection',
  name: 'Name',
  /** What the engine calls a connection that is tested before it has a name. */
  notNamed: 'Not named yet',
  preset: 'Preset',
  noPreset: 'None',
  endpointUrl: 'Endpoint URL',
  forAws: 'Leave empty for AWS.',
  storeAddress: 'The address of the store, without a bucket.',
  /** The bucket that was in the address that was entered. */
  heldBucket: (bucket: string) => `${bucket} is a bucket, and no part of the address: open it in the list of buckets.`,
  region: 'Region',
  /** What to know of each preset: where the keys come from, and what becomes of leftovers there. */
  presetHints: {
    aws: 'The endpoint stays empty: it follows from the region, in GovCloud (us-gov-west-1) and China (cn-north-1) too.',
    ceph: 'The gateway’s address; its own port is 7480. The region is the name of the zone group, mostly “default”.',
    minio: 'The API’s port, 9000, and not the console’s. MinIO aborts leftovers by itself after 24 hours.',
    r2: 'The account ID is on R2’s overview page, where API tokens are made. R2 aborts leftovers after 7 days.',
    b2: 'The region is in the bucket’s endpoint. The application key’s keyID is the access key ID.',
    wasabi: 'Each region has its own host. Wasabi aborts leftovers by itself after 31 days.',
    gcs: 'Needs an HMAC key: Cloud Storage → Settings → Interoperability.',
    swift: 'Keys come from “openstack ec2 credentials create”. The region is the location that s3api is set to.',
    digitalocean: 'The region is the data centre of the Space. Keys are under API → Spaces keys.',
  },
  credentials: {
    label: 'Credentials',
    /** Each kind as a choice, and what it means. */
    kinds: {
      static: { label: 'Access key', sentence: 'A pair of keys that you enter here.' },
      profile: {
        label: 'AWS profile',
        sentence:
          'A profile of this computer’s AWS files, with its roles, single sign-on, MFA or program. Its keys stay where they are.',
      },
      environment: {
        label: 'Environment variables',
        sentence:
          'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of the environment that Loose Parts was started in.',
      },
      metadata: {
        label: 'Instance or container role',
        sentence: 'The role of the container or of the EC2 instance that Loose Parts runs on.',
      },
      webIdentity: {
        label: 'Web identity',
        sentence:
          'A role, by a token that another system writes to a file, as Kubernetes does for its service accounts.',
      },
      anonymous: {
        label: 'Anonymous',
        sentence:
          'Requests are not signed. That works for public buckets only, and few of those let everybody list their uploads.',
      },
    },
    accessKeyId: 'Access key ID',
    secretAccessKey: 'Secret access key',
    keepSecret: 'Leave empty to keep the stored one',
    sessionToken: 'Session token',
    onlyTemporary: 'Only for temporary credentials.',
    /** The button in a secret's field. */
    showTyped: 'Show what is typed',
    roleArn: 'Role ARN',
    tokenFile: 'Token file',
    tokenFileHint: 'A path on this computer. It is read anew each time, as tokens are replaced.',
    sessionName: 'Session name',
    sessionNameHint: 'Shown in AWS’s records of who did what. Optional.',
    profile: 'Profile',
    chooseProfile: 'Choose a profile',
    lostProfile: (name: string) => `${name} (not found)`,
    noProfiles: 'No AWS profiles were found on this computer.',
    /** A profile with the way in which it gets its credentials. */
    profileBy: ({ name, way }: { name: string; way: string }) => `${name} (${way})`,
    ways: {
      keys: 'access key',
      role: 'role',
      sso: 'single sign-on',
      process: 'external program',
      'web identity': 'web identity',
      login: 'console sign-in',
    },
    /** How an entered secret is kept. */
    vault: {
      system: (backend: string) =>
        `The secret is stored encrypted with this system’s own key store (${backend}), or, where that does not answer, not at all.`,
      memory: 'The secret is kept in memory only. It is gone when Loose Parts stops.',
      unavailable: (reason: string) => `The secret cannot be stored safely here: ${reason}`,
    },
  },
  /** What a test has found. */
  result: {
    works: ({ buckets, more, ms }: { buckets: number; more: boolean; ms: number }) =>
      `It works: ${more ? 'more than ' : ''}${counted(buckets, 'bucket', 'buckets')}, answered in ${ms} ms.`,
    worksWithoutListing: (ms: number) =>
      `It works, answered in ${ms} ms. Listing buckets is not allowed, so add buckets by name.`,
    /** With which of the two it answers better; one of them at least is not null. */
    suggestion: ({ pathStyle, region }: { pathStyle: boolean | null; region: string | null }) => {
      const style = pathStyle === null ? [] : [`with ${pathStyle ? 'path-style' : 'virtual-host'} addressing`];
      return `It answers ${[...style, ...(region === null ? [] : [`in region ${region}`])].join(' ')}.`;
    },
    takeThat: 'Use that',
    takeEndpoint: (url: string) => `Use ${url}`,
    /** The file of authorities that the environment names, and that the app does not read by itself. */
    takeCaFile: (file: string) => `Use ${file} as the CA file`,
    /** Outside the form, of a connection whose store has moved. */
    changeEndpoint: (url: string) => `Change the endpoint to ${url}…`,
  },
  certificate: {
    label: 'The server’s certificate',
    subject: 'For',
    issuer: 'Issued by',
    valid: 'Valid',
    fromTo: ({ from, to }: { from: string; to: string }) => `${from} to ${to}`,
    hosts: 'Hosts',
    noHosts: 'none named',
    /** What the button beside it copies. */
    fingerprint: 'fingerprint',
    selfSigned: 'It vouches for itself: no authority stands behind it.',
    expired: 'It has expired.',
    notYet: 'It is not valid yet.',
    otherHost: (host: string) => `It is not for ${host}.`,
    compare:
      'Compare the fingerprint with the one that the server’s keeper tells you. Once trusted, this certificate is accepted, and no other one without an authority.',
    trust: 'Trust exactly this certificate',
  },
  /** What is wrong with a field. */
  problems: {
    name: 'Give the connection a name',
    region: 'Enter a region',
    endpointUrl: 'Enter a URL that starts with https:// or http://',
    /** `place` is what a preset has in braces. */
    ownValue: (place: string) => `Put your own ${place || 'value'} in place of {${place}}`,
    accessKeyId: 'Enter the access key ID',
    secretAccessKey: 'Enter the secret access key',
    profile: 'Choose a profile',
    roleArn: 'Enter the role’s ARN',
    tokenFile: 'Enter the path of the token file',
    proxyUrl: 'Enter a URL that starts with http:// or https://',
    account: 'An account ID has 12 digits',
    hours: 'Enter a number of hours',
    seconds: 'Enter a number of seconds',
    hoursBetween: ({ least, most }: { least: number; most: number }) => `Enter ${least} to ${most} hours`,
    secondsBetween: ({ least, most }: { least: number; most: number }) => `Enter ${least} to ${most} seconds`,
  },
};
