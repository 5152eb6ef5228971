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

/** Nobody vouches for the certificate: a file of the authority's would. */
const unknownAuthority: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

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
function tlsCode(error: unknown): string {
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
export function tlsFailure(error: unknown, inElectron = process.versions.electron !== undefined): string | null {
  const systemCode = tlsCode(error);
  if (noCommonGround.test(systemCode)) {
    const sentence = `The server and this app have no TLS version, cipher or signature in common (${systemCode}).`;
    return inElectron
      ? `${sentence} The desktop app’s TLS is Chromium’s (BoringSSL), which has given up some that old gateways still need. The browser host has Node’s (OpenSSL): try npm start -- --browser.`
      : sentence;
  }
  const known = tlsMessages[systemCode];
  if (known && unknownAuthority.has(systemCode)) {
    const extra = inElectron ? ' The installed app does not read NODE_EXTRA_CA_CERTS.' : '';
    return `${known} If you have the authority’s certificate in a file, name it as this connection’s CA file.${extra}`;
  }
  if (known) return known;
  return /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|CRL_)/.test(systemCode)
    ? `The secure connection could not be made (${systemCode}).`
    : null;
}
