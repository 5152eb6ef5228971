import { describe, expect, it } from 'vitest';
import { connectionDraftSchema } from '../../../shared/schema/model.ts';
import {
  defaultActiveWindowMs,
  defaultQuietIntervalMs,
  defaultSettings,
} from '../../../shared/values/connection-defaults.ts';
import { emptyFields, fieldsOf, toDraft } from './connection-draft.ts';

const filled = {
  ...emptyFields,
  name: ' Ceph ',
  endpointUrl: 'http://127.0.0.1:9000',
  accessKeyId: 'AK',
  secretAccessKey: 'drafted-secret-key',
};

describe('toDraft', () => {
  it('makes what the contract accepts', () => {
    const result = toDraft(filled, undefined);
    if (!('draft' in result)) throw new Error('There are problems');
    expect(connectionDraftSchema.parse(result.draft)).toMatchObject({
      name: 'Ceph',
      endpointUrl: 'http://127.0.0.1:9000',
      activeWindowMs: defaultActiveWindowMs,
      quietIntervalMs: defaultQuietIntervalMs,
      credentials: { kind: 'static', accessKeyId: 'AK', secretAccessKey: 'drafted-secret-key' },
    });
  });

  it('needs a name to be saved, and none to be tested', () => {
    expect(toDraft({ ...filled, name: ' ' }, undefined)).toMatchObject({ problems: { name: expect.any(String) } });
    const tested = toDraft({ ...filled, name: ' ' }, undefined, 'test');
    if (!('draft' in tested)) throw new Error('There are problems');
    expect(connectionDraftSchema.safeParse(tested.draft).success).toBe(true);
  });

  it('takes an empty endpoint as AWS itself', () => {
    expect(toDraft({ ...filled, endpointUrl: ' ' }, undefined)).toMatchObject({ draft: { endpointUrl: null } });
  });

  it('says which fields are wrong', () => {
    const fields = { ...emptyFields, region: '', endpointUrl: 'ftp://x', quietIntervalSeconds: '' };
    expect(Object.keys('problems' in toDraft(fields, undefined) ? toDraft(fields, undefined) : {})).toEqual([
      'problems',
    ]);
    expect(toDraft(fields, undefined)).toMatchObject({
      problems: {
        name: expect.any(String),
        region: expect.any(String),
        endpointUrl: expect.any(String),
        accessKeyId: expect.any(String),
        secretAccessKey: expect.any(String),
        quietIntervalSeconds: expect.any(String),
      },
    });
  });

  it('keeps a stored secret when editing, and asks for one otherwise', () => {
    const saved = {
      id: 'c',
      name: 'Ceph',
      endpointUrl: null,
      region: 'r',
      pathStyle: true,
      ...defaultSettings,
      bucketSettings: {},
      activeWindowMs: 7_200_000,
      quietIntervalMs: 1000,
      credentials: { kind: 'static' as const, accessKeyId: 'AK', hasSessionToken: false },
      practice: false,
    };
    expect(toDraft(fieldsOf(saved), undefined)).toMatchObject({ problems: { secretAccessKey: expect.any(String) } });
    const result = toDraft(fieldsOf(saved), saved);
    expect(result).toMatchObject({ draft: { id: 'c', activeWindowMs: 7_200_000, quietIntervalMs: 1000 } });
    expect('draft' in result && result.draft.credentials).not.toHaveProperty('secretAccessKey');
  });

  const saved = {
    id: 'c',
    name: 'Ceph',
    endpointUrl: null,
    region: 'r',
    pathStyle: true,
    ...defaultSettings,
    bucketSettings: {},
    activeWindowMs: 7_200_000,
    quietIntervalMs: 1000,
    credentials: { kind: 'anonymous' as const },
    practice: false,
  };
  const draftOf = (...args: Parameters<typeof toDraft>) => {
    const result = toDraft(...args);
    if (!('draft' in result)) throw new Error(JSON.stringify(result.problems));
    return connectionDraftSchema.parse(result.draft);
  };

  it('gives back a saved connection as it was, whatever is set in it', () => {
    const pinned = {
      fingerprint256: 'AA:BB',
      subject: 'CN=a',
      issuer: 'CN=b',
      validFrom: 1,
      validTo: 2,
      hosts: ['a'],
      pem: 'pem',
    };
    const full = {
      ...saved,
      dualStack: true,
      fips: true,
      proxy: { kind: 'manual' as const, url: 'http://proxy:3128', username: 'me' },
      tls: { caFile: '/etc/ca.pem', pinned },
      timeouts: { connectMs: 1500, requestMs: 2000, idleMs: 3000 },
      requesterPays: true,
      expectedBucketOwner: '111122223333',
      readOnly: true,
      colour: 'teal' as const,
      production: true,
      credentials: {
        kind: 'webIdentity' as const,
        roleArn: 'arn:aws:iam::1:role/r',
        tokenFile: '/t',
        sessionName: null,
      },
    };
    const { bucketSettings: _, practice: __, ...expected } = full;
    expect(draftOf(fieldsOf(full), full)).toEqual(expected);
    // The fields of a form that nobody touched mean the defaults.
    expect(draftOf({ ...fieldsOf(saved) }, saved)).toMatchObject(defaultSettings);
  });

  it.each(['environment', 'metadata', 'anonymous'] as const)('needs nothing more for %s credentials', (credentials) => {
    const fields = { ...emptyFields, name: 'x', credentials };
    expect(draftOf(fields, undefined).credentials).toEqual({ kind: credentials });
  });

  it('needs a role and a token file for web identity', () => {
    const fields = { ...emptyFields, name: 'x', credentials: 'webIdentity' as const };
    expect(toDraft(fields, undefined)).toEqual({
      problems: { roleArn: expect.any(String), tokenFile: expect.any(String) },
    });
    expect(
      draftOf({ ...fields, roleArn: ' arn ', tokenFile: '/t ', sessionName: ' s ' }, undefined).credentials,
    ).toEqual({ kind: 'webIdentity', roleArn: 'arn', tokenFile: '/t', sessionName: 's' });
  });

  it('keeps the settings of AWS to AWS', () => {
    expect(draftOf({ ...filled, dualStack: true, fips: true }, undefined)).toMatchObject({
      dualStack: false,
      fips: false,
    });
  });

  it('names what is still to be replaced in a preset’s endpoint', () => {
    expect(toDraft({ ...filled, endpointUrl: 'http://{host}:9000' }, undefined)).toEqual({
      problems: { endpointUrl: 'Put your own host in place of {host}' },
    });
  });

  it('keeps a proxy’s password unless a new one is typed, and drops it with its user', () => {
    const proxied = { ...saved, proxy: { kind: 'manual' as const, url: 'http://p:1', username: 'me' } };
    const fields = fieldsOf(proxied);
    expect(draftOf(fields, proxied)).not.toHaveProperty('proxyPassword');
    expect(draftOf({ ...fields, proxyPassword: 'new-proxy-password' }, proxied)).toMatchObject({
      proxyPassword: 'new-proxy-password',
    });
    expect(draftOf({ ...fields, proxyUsername: '' }, proxied)).toMatchObject({ proxyPassword: '' });
    expect(draftOf({ ...fields, proxy: 'none' }, proxied)).toMatchObject({
      proxyPassword: '',
      proxy: { kind: 'none' },
    });
    expect(draftOf(filled, undefined)).not.toHaveProperty('proxyPassword');
  });

  it.each([
    ['a proxy that is no URL', { proxy: 'manual', proxyUrl: 'proxy:3128' }, 'proxyUrl'],
    ['an account that is none', { expectedBucketOwner: '1234' }, 'expectedBucketOwner'],
    ['a wait that is too short', { connectSeconds: 0.1 }, 'connectSeconds'],
    ['a wait that is too long', { requestSeconds: 3601 }, 'requestSeconds'],
    ['no number', { idleSeconds: '' }, 'idleSeconds'],
    ['a window over 30 days', { activeWindowHours: 30 * 24 + 1 }, 'activeWindowHours'],
    ['less than nothing', { quietIntervalSeconds: -1 }, 'quietIntervalSeconds'],
  ] as const)('says so of %s', (_, changed, field) => {
    const result = toDraft({ ...filled, ...changed }, undefined);
    expect('problems' in result ? Object.keys(result.problems) : []).toEqual([field]);
  });

  it('takes an account ID as it is often written', () => {
    expect(draftOf({ ...filled, expectedBucketOwner: ' 1111-2222-3333 ' }, undefined).expectedBucketOwner).toBe(
      '111122223333',
    );
  });

  it('needs a profile where credentials come from one', () => {
    expect(toDraft({ ...filled, credentials: 'profile' }, undefined)).toHaveProperty('problems.profile');
    expect(toDraft({ ...filled, credentials: 'profile', profile: 'dev' }, undefined)).toMatchObject({
      draft: { credentials: { kind: 'profile', profile: 'dev' } },
    });
  });
});
