import { expect, it } from 'vitest';
import { certificateBlocks } from './trust.ts';

const begin = '-----BEGIN CERTIFICATE-----';
const end = '-----END CERTIFICATE-----';

it('cuts certificates out of a file, and passes over none that has no end', () => {
  const whole = `${begin}\nMIIB\n${end}`;
  const trusted = '-----BEGIN TRUSTED CERTIFICATE-----\nMIIC\n-----END TRUSTED CERTIFICATE-----';
  expect(certificateBlocks(`# one - two\n${whole}\n\n${trusted}\n`)).toEqual([whole, trusted]);
  // What stands for itself cannot be read as a certificate, so the file is refused.
  expect(certificateBlocks(`${begin}\nMIIB\n${whole}`)).toEqual([begin, whole]);
  expect(certificateBlocks('-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----')).toBeNull();
});
