import { describe, expect, it } from 'vitest';
import { credentialSource, credentialStanding } from './credential-standing.ts';

const now = 1_000_000;
const state = { connectionId: 'c', expiresAt: null, source: null, error: null, ownerId: null };
const error = (code: 'SIGN_IN_NEEDED' | 'TOKEN_EXPIRED' | 'PROFILE_INVALID') => ({ code, message: '', details: {} });

describe('credentialStanding', () => {
  it('is plain while nothing is known, and for keys that do not end', () => {
    expect(credentialStanding(undefined, now)).toEqual({ kind: 'plain' });
    expect(credentialStanding(state, now)).toEqual({ kind: 'plain' });
  });
  it('tells lasting from expired ones', () => {
    expect(credentialStanding({ ...state, expiresAt: now + 1 }, now).kind).toBe('lasting');
    expect(credentialStanding({ ...state, expiresAt: now }, now).kind).toBe('expired');
  });
  it('says whether a person is needed, and why there are none', () => {
    const missing = (code: Parameters<typeof error>[0]) =>
      credentialStanding({ ...state, expiresAt: now + 1, error: error(code) }, now);
    expect(missing('SIGN_IN_NEEDED')).toMatchObject({ kind: 'missing', needsPerson: true });
    expect(missing('TOKEN_EXPIRED')).toMatchObject({ kind: 'missing', needsPerson: true });
    expect(missing('PROFILE_INVALID')).toMatchObject({ kind: 'missing', needsPerson: false });
  });
});

describe('credentialSource', () => {
  it('adds what a profile turned out to be', () => {
    expect(credentialSource({ kind: 'profile', profile: 'billing' }, { ...state, source: 'SSO' })).toBe(
      'profile billing (SSO)',
    );
  });
  it('does not say the same twice', () => {
    expect(credentialSource({ kind: 'environment' }, { ...state, source: 'environment' })).toBe(
      'environment variables',
    );
    expect(credentialSource({ kind: 'anonymous' }, undefined)).toBe('anonymous');
  });
});
