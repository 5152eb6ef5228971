const tlsMessages: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The server’s certificate is self-signed, and this computer does not trust it.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The server’s certificate comes from an authority that this computer does not trust.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The server’s certificate comes from an authority that this computer does not trust.',
  UNABLE_TO_GET_ISSUER_CERT: 'The server’s certificate comes from an authority that this computer does not know.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'The server’s certificate comes from an authority that this computer does not know.',
  CERT_HAS_EXPIRED: 'The server’s certificate has expired, or this computer’s clock is wrong.',
  CERT_NOT_YET_VALID: 'The server’s certificate is not valid yet, or this computer’s clock is wrong.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'The server’s certificate is for another host name. With this endpoint, path-style addressing may help.',
  EPROTO: 'The server does not speak TLS on that port. If it has no TLS, the endpoint URL starts with http://.',
  ERR_SSL_WRONG_VERSION_NUMBER:
    'The server does not speak TLS on that port. If it has no TLS, the endpoint URL starts with http://.',
};

/** The sentence for an error of TLS; null where it is of something else. */
export function tlsFailure(error: unknown): string | null {
  const systemCode = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = tlsMessages[systemCode];
  if (known) return known;
  return /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|CRL_)/.test(systemCode)
    ? `The secure connection could not be made (${systemCode}).`
    : null;
}
