import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type PeerCertificate, type SecureContext } from 'node:tls';
import type { Certificate } from '../../../../shared/schema/certificate.ts';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { TlsSettings } from '../../../../shared/schema/model.ts';
import type { Said } from '../../../../shared/schema/saying.ts';
import { says } from '../../../../shared/words/says.ts';
import { readNamedFile } from './named-file.ts';

/** What a connection's TLS goes by: part of the options of `tls.connect` and of an agent. */
export interface Trust {
  secureContext?: SecureContext;
  checkServerIdentity?: (hostname: string, certificate: PeerCertificate) => Error | undefined;
  /** 0: no session is resumed, because a resumed one shows no certificate to check. */
  maxCachedSessions?: number;
}

/** The certificates of a file, or the sentence that says why there are none. */
export type Authorities = { ok: true; certificates: string[] } | { ok: false; why: Said };

/** Reads a PEM file of certificates. Never throws. */
export async function readAuthorities(path: string): Promise<Authorities> {
  const read = await readNamedFile(path);
  if (!read.ok) return { ok: false, why: says('caFile', { file: path, why: read.why }) };
  const { text } = read;
  const blocks = certificateBlocks(text);
  if (!blocks) {
    const why = text.includes('-----BEGIN ') ? says('fileWithoutCertificate') : says('fileNotPem');
    return { ok: false, why: says('caFile', { file: path, why }) };
  }
  try {
    return { ok: true, certificates: blocks.map((block) => new X509Certificate(block).toString()) };
  } catch {
    return { ok: false, why: says('caFile', { file: path, why: says('fileWithBadCertificate') }) };
  }
}

/** The certificates of a PEM file, from each first line to its last; one without a last line stands for itself. null: none. */
export function certificateBlocks(text: string): string[] | null {
  // Between the lines is base64: a pattern that looked past a `-` would read the rest of the file for every first line.
  return text.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----(?:[^-]*-----END [A-Z0-9 ]*-----)?/g);
}

/**
 * What a pinned certificate must be: readable, and the one that its fingerprint says.
 *
 * @returns a sentence where it is not; null where it is
 */
export function pinnedTrouble({ pem, fingerprint256 }: Certificate): Said | null {
  try {
    if (new X509Certificate(pem).fingerprint256 === fingerprint256) return null;
  } catch {
    return says('pinnedUnreadable');
  }
  return says('pinnedOther');
}

/** The error code where a server shows another certificate than the pinned one. */
export const otherCertificate = 'ERR_TLS_OTHER_CERTIFICATE';

/**
 * What is trusted under these settings: the pinned certificate and nothing else; or the system's authorities, with those
 * of the connection's own file.
 *
 * @throws AppError TLS_FAILED, with the sentence of {@link readAuthorities}, where the file cannot be used
 */
export async function openTrust({ caFile, pinned }: TlsSettings): Promise<Trust> {
  if (pinned) {
    return {
      // An end of every chain by itself, whoever signed it. Verification stays on: dates and signature are checked.
      secureContext: createSecureContext({ ca: [pinned.pem], allowPartialTrustChain: true }),
      // The host name may differ: the person has looked at this very certificate.
      checkServerIdentity: (_, { fingerprint256 }) =>
        fingerprint256 === pinned.fingerprint256
          ? undefined
          : Object.assign(new Error('Not the pinned certificate'), { code: otherCertificate }),
      maxCachedSessions: 0,
    };
  }
  const system = systemAuthorities();
  if (caFile === null) return system.length === 0 ? {} : { secureContext: systemContext() };
  const own = await readAuthorities(caFile);
  if (!own.ok) throw new AppError('TLS_FAILED', own.why);
  return {
    secureContext: createSecureContext({ ca: [...getCACertificates('default'), ...system, ...own.certificates] }),
  };
}

/** One for all connections: it takes some 20 ms to make of hundreds of certificates. */
let sharedContext: SecureContext | undefined;
function systemContext(): SecureContext {
  sharedContext ??= createSecureContext({ ca: [...getCACertificates('default'), ...systemAuthorities()] });
  return sharedContext;
}

let systemOnly: readonly string[] | undefined;
/** Authorities that this computer trusts besides Node's own (which NODE_EXTRA_CA_CERTS is part of). */
function systemAuthorities(): readonly string[] {
  if (systemOnly) return systemOnly;
  const known = new Set(getCACertificates('default'));
  try {
    systemOnly = getCACertificates('system').filter((certificate) => !known.has(certificate));
  } catch {
    // A system whose store cannot be read still has Node's own list.
    systemOnly = [];
  }
  return systemOnly;
}
