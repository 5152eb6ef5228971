/** What goes wrong on the way to a store: proxies and TLS. */
export const waySayings = {
  proxyUrlUnreadable: 'The proxy’s URL cannot be read. Edit the connection.',
  proxyIsSocks:
    'The proxy that the system names is a SOCKS proxy, which Loose Parts cannot use. Edit the connection: enter an HTTP proxy by hand, or choose none.',
  systemProxyUnreadable:
    'The proxy that the system names cannot be read. Edit the connection: enter an HTTP proxy by hand, or choose none.',
  proxyFails: 'The proxy {proxy} {why}.',
  proxyForbids: 'The proxy {proxy} does not allow connections to {target} (HTTP {status}).',
  proxyCannotConnect: 'The proxy {proxy} could not connect to {target} (HTTP {status}).',
  proxyLoginRefused: 'The proxy {proxy} does not accept the user name and password.',
  proxyWantsLogin: 'The proxy {proxy} asks for a user name and password.',
  someProxyWantsLogin: 'A proxy on the way asks for a user name and password. Enter it by hand.',

  certificateSelfSigned: 'The server’s certificate is self-signed, and this computer does not trust it.',
  authorityUntrusted: 'The server’s certificate comes from an authority that this computer does not trust.',
  authorityUnknown: 'The server’s certificate comes from an authority that this computer does not know.',
  nameAuthority: '{untrusted} If you have the authority’s certificate in a file, name it as this connection’s CA file.',
  nameAuthorityInstalled:
    '{untrusted} If you have the authority’s certificate in a file, name it as this connection’s CA file. The installed app does not read NODE_EXTRA_CA_CERTS.',
  certificateExpired: 'The server’s certificate has expired, or this computer’s clock is wrong.',
  certificateNotYetValid: 'The server’s certificate is not valid yet, or this computer’s clock is wrong.',
  certificateOfOtherHost:
    'The server’s certificate is for another host name. With this endpoint, path-style addressing may help.',
  certificateChanged:
    'The server’s certificate has changed: it is not the one that was accepted for this connection. If nobody renewed it, somebody may be listening in.',
  certificatesUnreadable: 'The certificates to trust cannot be read.',
  tlsIsThere: 'That port speaks TLS: the endpoint URL has to start with https://.',
  plainHttpIsThere:
    'That port answers without TLS. If this server has none, the endpoint URL starts with http://, and anybody on the way can read along. If it should have TLS, somebody may be in between.',
  noTlsThere: 'The server does not speak TLS on that port. If it has no TLS, the endpoint URL starts with http://.',
  noCommonTls: 'The server and this app have no TLS version, cipher or signature in common ({code}).',
  noCommonTlsInDesktop:
    'The server and this app have no TLS version, cipher or signature in common ({code}). The desktop app’s TLS is Chromium’s (BoringSSL), which has given up some that old gateways still need. The browser host has Node’s (OpenSSL): try npm start -- --browser.',
  tlsFailed: 'The secure connection could not be made ({code}).',
} as const;
