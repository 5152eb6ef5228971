import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** For tests: the names of the certificates in this folder (`make.sh` says what each is). */
export type TestCertificate = 'good' | 'expired' | 'other-host' | 'self-signed' | 'self-signed-again' | 'sts';

/** The path of the authority that signed `good`, `expired` and `other-host`. */
export const authorityFile = fileURLToPath(new URL('./authority.pem', import.meta.url));

/** For tests: the path of the certificate of a stand-in for STS in us-east-1, to be trusted by itself. */
export const stsCertificateFile = fileURLToPath(new URL('./sts.pem', import.meta.url));

/** For tests: a certificate and its key, in PEM. */
export function testCertificate(name: TestCertificate): { cert: string; key: string } {
  const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
  return { cert: read(`./${name}.pem`), key: read(`./${name}-key.pem`) };
}
