import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../shared/connection-defaults.ts';
import { connectionDraftSchema, defaultActiveWindowMs, defaultQuietIntervalMs } from '../../../shared/model.ts';
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

  it('needs a profile where credentials come from one', () => {
    expect(toDraft({ ...filled, credentials: 'profile' }, undefined)).toHaveProperty('problems.profile');
    expect(toDraft({ ...filled, credentials: 'profile', profile: 'dev' }, undefined)).toMatchObject({
      draft: { credentials: { kind: 'profile', profile: 'dev' } },
    });
  });
});
