import type { EndpointFacts } from '../../shared/schema/endpoint.ts';
import type { Connection, ConnectionTest } from '../../shared/schema/model.ts';
import type { BucketRights } from '../../shared/schema/rights.ts';
import type { CredentialState, Prompt } from '../../shared/schema/sign-in.ts';
import { defaultSettings } from '../../shared/values/connection-defaults.ts';

const minute = 60_000;
const day = 86_400_000;

/** A self-signed certificate, as a small store on a shelf has one. */
const certificate = (now: number) => ({
  fingerprint256: Array.from({ length: 32 }, (_, i) =>
    ((i * 37 + 11) % 256).toString(16).padStart(2, '0').toUpperCase(),
  ).join(':'),
  subject: 'CN=nas.office.example, O=Office',
  issuer: 'CN=nas.office.example, O=Office',
  validFrom: now - 800 * day,
  validTo: now - 3 * day,
  hosts: ['nas.office.example', '192.168.7.20'],
  pem: '-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n',
});

/** Connections of the double: one per kind of credentials, with every mark. `aws` has prices, `denied` lists nothing. */
export function connections(now: number): Connection[] {
  const key = { kind: 'static', accessKeyId: 'AKIAEXAMPLE', hasSessionToken: false } as const;
  const partner = connection('denied', 'Partner store', 'https://s3.partner.example', key);
  return [
    {
      ...connection('aws', 'Film archive', null, { kind: 'profile', profile: 'billing' }),
      cloudWatch: { endpointUrl: null },
      colour: 'red',
      production: true,
    },
    {
      ...partner,
      expectedBucketOwner: '111122223333',
      bucketSettings: { footage: { requesterPays: true, expectedBucketOwner: null } },
      tls: { caFile: '/etc/ssl/partner-ca.pem', pinned: certificate(now) },
      proxy: { kind: 'manual', url: 'http://proxy.office.example:3128', username: 'loose' },
    },
    {
      ...connection('readonly', 'Film archive, to look at', null, { kind: 'profile', profile: 'audit' }),
      colour: 'teal',
      readOnly: true,
    },
    connection('expired', 'Batch role', null, {
      kind: 'webIdentity',
      roleArn: 'arn:aws:iam::111122223333:role/batch',
      tokenFile: '/var/run/token',
      sessionName: null,
    }),
  ];
}

/** A connection with nothing out of the ordinary. */
export function connection(
  id: string,
  name: string,
  endpointUrl: string | null,
  credentials: Connection['credentials'],
): Connection {
  return {
    id,
    name,
    endpointUrl,
    region: 'eu-central-1',
    pathStyle: endpointUrl !== null,
    ...defaultSettings,
    bucketSettings: {},
    activeWindowMs: day,
    quietIntervalMs: 30_000,
    credentials,
    practice: false,
  };
}

/** One prompt of each kind, for two connections. */
export function prompts(now: number): Prompt[] {
  return [
    {
      id: 'mfa',
      kind: 'mfa',
      connectionId: 'aws',
      profile: 'billing',
      serial: 'arn:aws:iam::111122223333:mfa/jane.doe',
    },
    {
      id: 'sso',
      kind: 'sso',
      connectionId: 'readonly',
      profile: 'audit',
      verificationUrl: 'https://device.sso.eu-central-1.amazonaws.com/?user_code=QZRT-WPLK',
      userCode: 'QZRT-WPLK',
      expiresAt: now + 9 * minute,
    },
  ];
}

/** Credentials that last, that nobody has signed in for, and that have ended. Two of them are one account. */
export function credentials(now: number): Record<string, CredentialState> {
  const plain = { expiresAt: null, source: null, error: null, ownerId: null };
  return {
    aws: { ...plain, connectionId: 'aws', source: 'AssumeRole', expiresAt: now + 42 * minute, ownerId: 'owner-1' },
    readonly: {
      ...plain,
      connectionId: 'readonly',
      ownerId: 'owner-1',
      error: {
        code: 'SIGN_IN_NEEDED',
        message: 'The single sign-on session “office” has ended. Sign in to go on.',
        details: { profile: 'audit' },
      },
    },
    expired: { ...plain, connectionId: 'expired', source: 'AssumeRoleWithWebIdentity', expiresAt: now - 5 * minute },
  };
}

/** A store that ignores owners and cannot tell everything. */
export function facts(now: number): EndpointFacts {
  return {
    at: now - 20 * minute,
    bucket: 'footage',
    keyEncoding: { known: true, value: 'keys encoded, markers plain' },
    keyMarker: { known: true, value: 'inclusive' },
    order: { known: true, value: 'sorted' },
    prefix: { known: true, value: 'beginning' },
    pageLimit: { known: true, value: 'honoured' },
    ownerCheck: { known: true, value: 'ignored' },
    initiated: { known: true, value: 'told' },
    initiator: { known: true, value: 'not told' },
    storageClass: { known: false, unknown: { why: 'no uploads' } },
    lifecycle: { known: true, value: 'empty' },
    addressing: { known: true, value: 'path' },
  };
}

/** Rights by bucket: one may list nothing, one lacks a key, one is open. */
export function rights(connectionId: string, bucket: string, now: number): BucketRights {
  const allowed = { answer: 'allowed' } as const;
  const denied = (permission: string) => ({ answer: 'denied', permission, code: 'AccessDenied' }) as const;
  const of = { connectionId, bucket, at: now - 1000 };
  if (bucket === 'denied') {
    return {
      ...of,
      list: denied('s3:ListBucketMultipartUploads'),
      look: { answer: 'unknown', unknown: { why: 'no upload to look at' } },
      abort: { answer: 'unknown', unknown: { why: 'not tried, nothing shown' } },
      object: denied('s3:ListBucket'),
    };
  }
  return {
    ...of,
    list: allowed,
    look: bucket === 'footage' ? denied('kms:Decrypt') : allowed,
    abort: allowed,
    object: allowed,
  };
}

/** What a test says, by the name of the connection that is tried: so that each answer can be seen. */
export function testResult(name: string, now: number): ConnectionTest {
  const endpoint = 'nas.office.example:9000';
  switch (name) {
    case 'works':
      return { outcome: 'works', buckets: 12, latencyMs: 42 };
    case 'suggestion':
      return { outcome: 'works', buckets: 3, latencyMs: 81, suggestion: { pathStyle: true } };
    case 'tls':
      return {
        outcome: 'failed',
        error: {
          code: 'TLS_FAILED',
          message: 'No authority vouches for the server’s certificate: it is self-signed.',
          details: { endpoint, certificate: certificate(now) },
        },
      };
    default:
      return {
        outcome: 'failed',
        error: {
          code: 'SIGNATURE_MISMATCH',
          message: '',
          details: { storeCode: 'SignatureDoesNotMatch', httpStatus: 403 },
        },
      };
  }
}
