import type { ConnectionTest } from '../../../shared/schema/model.ts';
import { authorityNotRead } from '../store/transport/tls-failure.ts';
import { readAuthorities } from '../store/transport/trust.ts';

/**
 * A test's outcome, with the file of NODE_EXTRA_CA_CERTS where that would help: a company's machines name their authority so,
 * and the installed app does not read the variable (a fuse has switched it off). It is offered as the connection's own CA
 * file, which a person takes or leaves; a file that cannot be used is not offered.
 */
export async function offerAuthorities(
  test: ConnectionTest,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ConnectionTest> {
  const file = environment.NODE_EXTRA_CA_CERTS;
  if (!file || test.outcome !== 'failed') return test;
  const { error } = test;
  if (error.code !== 'TLS_FAILED' || error.details.saying?.says !== authorityNotRead) return test;
  if (!(await readAuthorities(file)).ok) return test;
  return { ...test, error: { ...error, details: { ...error.details, offeredCaFile: file } } };
}
