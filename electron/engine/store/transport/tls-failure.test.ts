import { describe, expect, it } from 'vitest';
import { tlsFailure } from './tls-failure.ts';

describe('tlsFailure', () => {
  const failing = (code: string, message = 'secret detail') => Object.assign(new Error(message), { code });

  // As OpenSSL names them, and as BoringSSL does.
  it.each([
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'ERR_SSL_HANDSHAKE_FAILURE_ON_CLIENT_HELLO',
    'ERR_SSL_NO_SHARED_CIPHER',
    'ERR_SSL_UNSUPPORTED_PROTOCOL',
    'ERR_SSL_WRONG_CIPHER_RETURNED',
    'ERR_SSL_UNSUPPORTED_SIGNATURE_ALGORITHM',
    'ERR_SSL_NO_COMMON_SIGNATURE_ALGORITHMS',
    'ERR_SSL_WRONG_SIGNATURE_TYPE',
    'ERR_SSL_WRONG_CURVE',
    'ERR_SSL_BAD_ECC_CERT',
    'ERR_SSL_UNKNOWN_CERTIFICATE_TYPE',
    'ERR_SSL_DH_P_TOO_LONG',
    'ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY',
  ])('%s: the desktop app names its own TLS and the browser host, which needs no such advice', (code) => {
    const inElectron = tlsFailure(failing(code), true)?.english;
    expect(inElectron).toContain(`in common (${code})`);
    expect(inElectron).toMatch(/BoringSSL.*npm start -- --browser/);
    expect(tlsFailure(failing(code), false)?.english).toMatch(/in common \(.*\)\.$/);
  });

  it('tells a refusal that came while we wrote from a port without TLS', () => {
    const refused = 'write EPROTO 8017:error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure';
    expect(tlsFailure(failing('EPROTO', refused), true)?.english).toContain('BoringSSL');
    const plain = 'write EPROTO 8017:error:0A00010B:SSL routines:ssl3_get_record:wrong version number';
    expect(tlsFailure(failing('EPROTO', plain), true)?.english).toContain('does not speak TLS');
    expect(tlsFailure(failing('ERR_SSL_WRONG_VERSION_NUMBER'), true)?.english).toContain('does not speak TLS');
  });

  it.each(['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'])(
    '%s: offers the CA file, and says what the installed app does not read',
    (code) => {
      expect(tlsFailure(failing(code), true)?.english).toMatch(
        /this connection’s CA file\. The installed app.*NODE_EXTRA_CA_CERTS/,
      );
      expect(tlsFailure(failing(code), false)?.english).toMatch(/this connection’s CA file\.$/);
    },
  );

  it('a file of an authority does not help against an old or a foreign certificate', () => {
    for (const code of ['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'DEPTH_ZERO_SELF_SIGNED_CERT']) {
      expect(tlsFailure(failing(code), true)?.english).not.toContain('CA file');
    }
  });
});
