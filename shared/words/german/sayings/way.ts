import type { waySayings as english } from '../../english/sayings/way.ts';

/** German for what goes wrong on the way to a store. */
export const waySayings: Readonly<Record<keyof typeof english, string>> = {
  proxyUrlUnreadable: 'Die URL des Proxys ist nicht zu lesen. Bearbeiten Sie die Verbindung.',
  proxyIsSocks:
    'Der Proxy, den das System nennt, ist ein SOCKS-Proxy, und den kann Loose Parts nicht benutzen. Bearbeiten Sie die Verbindung: Geben Sie einen HTTP-Proxy von Hand ein, oder wählen Sie keinen.',
  systemProxyUnreadable:
    'Der Proxy, den das System nennt, ist nicht zu lesen. Bearbeiten Sie die Verbindung: Geben Sie einen HTTP-Proxy von Hand ein, oder wählen Sie keinen.',
  proxyFails: 'Der Proxy {proxy} {why}.',
  proxyForbids: 'Der Proxy {proxy} erlaubt keine Verbindungen zu {target} (HTTP {status}).',
  proxyCannotConnect: 'Der Proxy {proxy} konnte sich nicht mit {target} verbinden (HTTP {status}).',
  proxyLoginRefused: 'Der Proxy {proxy} nimmt Benutzername und Passwort nicht an.',
  proxyWantsLogin: 'Der Proxy {proxy} verlangt Benutzername und Passwort.',
  someProxyWantsLogin: 'Ein Proxy unterwegs verlangt Benutzername und Passwort. Geben Sie ihn von Hand ein.',

  certificateSelfSigned: 'Das Zertifikat des Servers ist selbst signiert, und dieser Computer vertraut ihm nicht.',
  authorityUntrusted:
    'Das Zertifikat des Servers stammt von einer Zertifizierungsstelle, der dieser Computer nicht vertraut.',
  authorityUnknown:
    'Das Zertifikat des Servers stammt von einer Zertifizierungsstelle, die dieser Computer nicht kennt.',
  nameAuthority:
    '{untrusted} Haben Sie das Zertifikat der Zertifizierungsstelle in einer Datei, nennen Sie sie als CA-Datei dieser Verbindung.',
  nameAuthorityInstalled:
    '{untrusted} Haben Sie das Zertifikat der Zertifizierungsstelle in einer Datei, nennen Sie sie als CA-Datei dieser Verbindung. Die installierte App liest NODE_EXTRA_CA_CERTS nicht.',
  certificateExpired: 'Das Zertifikat des Servers ist abgelaufen, oder die Uhr dieses Computers geht falsch.',
  certificateNotYetValid:
    'Das Zertifikat des Servers ist noch nicht gültig, oder die Uhr dieses Computers geht falsch.',
  certificateOfOtherHost:
    'Das Zertifikat des Servers gilt für einen anderen Hostnamen. Bei diesem Endpunkt hilft vielleicht die Path-Style-Adressierung.',
  certificateChanged:
    'Das Zertifikat des Servers hat sich geändert: Es ist nicht das, das für diese Verbindung angenommen wurde. Hat es niemand erneuert, hört vielleicht jemand mit.',
  certificatesUnreadable: 'Die Zertifikate, denen vertraut werden soll, sind nicht zu lesen.',
  tlsIsThere: 'Dieser Port spricht TLS: Die Endpunkt-URL muss mit https:// beginnen.',
  plainHttpIsThere:
    'Dieser Port antwortet ohne TLS. Hat dieser Server keines, beginnt die Endpunkt-URL mit http://, und jeder auf dem Weg kann mitlesen. Sollte er TLS haben, ist vielleicht jemand dazwischen.',
  noTlsThere: 'Der Server spricht auf diesem Port kein TLS. Hat er keines, beginnt die Endpunkt-URL mit http://.',
  noCommonTls: 'Der Server und diese App haben keine TLS-Version, Chiffre oder Signatur gemeinsam ({code}).',
  noCommonTlsInDesktop:
    'Der Server und diese App haben keine TLS-Version, Chiffre oder Signatur gemeinsam ({code}). Das TLS der Desktop-App ist das von Chromium (BoringSSL), das einige aufgegeben hat, die alte Gateways noch brauchen. Der Browser-Host hat das von Node (OpenSSL): Versuchen Sie npm start -- --browser.',
  tlsFailed: 'Die sichere Verbindung kam nicht zustande ({code}).',
};
