import { expect, test } from 'vitest';
import { signingOf } from './signing.ts';

const appleId = { APPLE_ID: 'jo@example.com', APPLE_APP_SPECIFIC_PASSWORD: 'p', APPLE_TEAM_ID: 't' };
const apiKey = { APPLE_API_KEY: '/key.p8', APPLE_API_KEY_ID: 'k', APPLE_API_ISSUER: 'i' };

test.each(['darwin', 'win32', 'linux'] as const)('secrets that are empty or blank are none on %s', (platform) => {
  const empty = { CSC_LINK: '', WIN_CSC_LINK: ' ', CSC_KEY_PASSWORD: '', APPLE_ID: '', PATH: '/bin', LC_ALL: '' };
  const signing = signingOf(platform, empty);
  expect(signing).toMatchObject({ kind: 'goes', env: { PATH: '/bin', LC_ALL: '' } });
  if (signing.kind === 'goes') expect(Object.keys(signing.env)).toEqual(['PATH', 'LC_ALL']);
});

test('without a certificate a Mac’s app is signed by nobody, which Apple silicon needs, and that is said', () => {
  const signing = signingOf('darwin', {});
  expect(signing).toMatchObject({
    kind: 'goes',
    args: expect.arrayContaining(['-c.mac.identity=-', '-c.mac.notarize=false']),
  });
  expect(signing.sentence).toBe('Not signed: CSC_LINK holds no certificate.');
});

test.each([appleId, apiKey])('what is signed on a Mac is notarised', (notary) => {
  expect(signingOf('darwin', { CSC_LINK: 'c', ...notary })).toMatchObject({
    kind: 'goes',
    args: ['-c.mac.notarize=true'],
  });
});

test.each([{}, { APPLE_ID: 'jo@example.com' }, { ...apiKey, APPLE_API_ISSUER: '' }])(
  'a certificate with nothing to notarise with stops it, in words: %o',
  (notary) => {
    const signing = signingOf('darwin', { CSC_LINK: 'c', ...notary });
    expect(signing.kind).toBe('stops');
    expect(signing.sentence).toContain('APPLE_TEAM_ID');
  },
);

test('Windows has its own certificate, and takes no other system’s', () => {
  const signing = signingOf('win32', { CSC_LINK: 'mac', WIN_CSC_LINK: 'win', WIN_CSC_KEY_PASSWORD: 'p' });
  expect(signing).toEqual({
    kind: 'goes',
    args: [],
    env: { WIN_CSC_LINK: 'win', WIN_CSC_KEY_PASSWORD: 'p' },
    sentence: 'Signed with WIN_CSC_LINK.',
    isSigned: true,
  });
  expect(signingOf('win32', { CSC_LINK: 'mac' }).sentence).toBe('Not signed: WIN_CSC_LINK holds no certificate.');
});
