const tlsMessages: Readonly<Record<string, Said>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: says('certificateSelfSigned'),
  SELF_SIGNED_CERT_IN_CHAIN: says('authorityUntrusted'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: says('authorityUntrusted'),
  UNABLE_TO_GET_ISSUER_CERT: says('authorityUnknown'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: says('authorityUnknown'),
  CERT_HAS_EXPIRED: says('certificateExpired'),
  CERT_NOT_YET_VALID: says('certificateNotYetValid'),
  ERR_TLS_CERT_ALTNAME_INVALID: says('certificateOfOtherHost'),
  EPROTO: says('noTlsThere'),
  ERR_SSL_WRONG_VERSION_NUMBER: says('noTlsThere'),
};

/** Nobody vouches for the certificate: a file of the authority's would. */
const unknownAuthority: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** The name of what is said in Electron where nobody vouches for a certificate: it reads no NODE_EXTRA_CA_CERTS once installed. */
export const authorityNotRead = 'nameAuthorityInstalled';

/**
 * Codes of two sides that cannot agree on a version, cipher, curve or signature: OpenSSL's names (Node) and BoringSSL's
 * (Electron), which differ.
 */
const noCommonGround =
  /^ERR_SSL_.*(HANDSHAKE_FAILURE|PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_SHARED_CIPHER|CIPHER_RETURNED|SIGNATURE_(ALGORITHM|TYPE)|WRONG_CURVE|BAD_ECC_CERT|UNKNOWN_CERTIFICATE_TYPE|DH_KEY_TOO_SMALL|DH_P_(TOO_LONG|LENGTH)|INSUFFICIENT_SECURITY|LEGACY_RENEGOTIATION_DISABLED)/;

/**
 * The error's code. Where TLS failed while something was being written, Node says EPROTO and has OpenSSL's reason in the
 * message only: this makes the code of it that Node has elsewhere.
 */
export function tlsCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return '';
  if (error.code !== 'EPROTO') return error.code;
  const reason = /error:[\da-f]+:SSL routines:[^:]*:([\w/ ]+)/i.exec(error.message)?.[1];
  return reason === undefined ? error.code : `ERR_SSL_${reason.trim().toUpperCase().replaceAll(' ', '_')}`;
}

/**
 * The sentence for an error of TLS; null where it is of something else.
 *
 * @param inElectron whether TLS is Electron's: it refuses more than Node's own, and takes no NODE_EXTRA_CA_CERTS once installed
 */
export function tlsFailure(error: unknown, inElectron = process.versions.electron !== undefined): Said | null {
  const systemCode = tlsCode(error);
  if (noCommonGround.test(systemCode)) {
    const code = systemCode;
    return inElectron ? says('noCommonTlsInDesktop', { code }) : says('noCommonTls', { code });
  }
  const known = tlsMessages[systemCode];
  if (known && unknownAuthority.has(systemCode)) {
    return says(inElectron ? authorityNotRead : 'nameAuthority', { untrusted: known });
  }
  if (known) return known;
  return /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|CRL_)/.test(systemCode)
    ? says('tlsFailed', { code: systemCode })
    : null;
}

import type { Said } from '../../../../shared/schema/saying.ts';
import { says } from '../../../../shared/words/says.ts';
