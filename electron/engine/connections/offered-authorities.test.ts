import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import type { ConnectionTest } from '../../../shared/schema/model.ts';
import { authorityFile } from '../store/transport/testing/certificates/read.ts';
import { tlsFailure } from '../store/transport/tls-failure.ts';
import { offerAuthorities } from './offered-authorities.ts';

const folder = mkdtempSync(join(tmpdir(), 'loose-parts-authorities-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A test that failed over this code of TLS. */
function failedBy(code: string, inElectron = true): ConnectionTest {
  const said = tlsFailure(Object.assign(new Error(code), { code }), inElectron);
  if (said === null) throw new Error('It is no failure of TLS');
  return { outcome: 'failed', error: new AppError('TLS_FAILED', said).toShape() };
}
const offered = async (test: ConnectionTest, file: string | undefined) => {
  const told = await offerAuthorities(test, { NODE_EXTRA_CA_CERTS: file });
  return told.outcome === 'failed' ? told.error.details.offeredCaFile : undefined;
};

it.each(['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'])(
  'offers the file that the environment names where nobody vouches for the certificate: %s',
  async (code) => expect(await offered(failedBy(code), authorityFile)).toBe(authorityFile),
);

it.each(['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID', 'EPROTO'])(
  'offers nothing where no authority would help: %s',
  async (code) => expect(await offered(failedBy(code), authorityFile)).toBeUndefined(),
);

it('offers nothing to a host that has read the file by itself', async () =>
  expect(await offered(failedBy('SELF_SIGNED_CERT_IN_CHAIN', false), authorityFile)).toBeUndefined());

it('offers no file that cannot be used, and none where none is named', async () => {
  const empty = join(folder, 'empty.pem');
  writeFileSync(empty, '');
  for (const file of [empty, folder, join(folder, 'gone.pem'), '', undefined]) {
    expect(await offered(failedBy('SELF_SIGNED_CERT_IN_CHAIN'), file)).toBeUndefined();
  }
});

it('leaves a test that worked as it is', async () => {
  const works = { outcome: 'works', buckets: 1, latencyMs: 3 } as const;
  expect(await offerAuthorities(works, { NODE_EXTRA_CA_CERTS: authorityFile })).toBe(works);
});
