/** CRCs whose parts' values make the value of the whole (AWS: full-object checksums of multipart uploads). */
export type CombinableCrc = 'CRC32' | 'CRC32C' | 'CRC64NVME';

/** Width in bits, and the polynomial with its lowest power in the highest bit, as all three are computed. */
const polynomials: Readonly<Record<CombinableCrc, { width: bigint; reversed: bigint }>> = {
  CRC32: { width: 32n, reversed: 0xedb88320n },
  CRC32C: { width: 32n, reversed: 0x82f63b78n },
  CRC64NVME: { width: 64n, reversed: 0x9a6c9329ac4bc9b5n },
};

/** A part's value, and how many bytes it is of. */
export interface CrcOfPart {
  value: bigint;
  /** Bytes. */
  size: number;
}

/**
 * The CRC of parts that follow one another, without their bytes: crc(A B) = crc(A) · x^(8·|B|) + crc(B), modulo the
 * polynomial. The inversions before and after, which all three have, cancel out.
 */
export function combineCrcs(name: CombinableCrc, parts: Iterable<CrcOfPart>): bigint {
  // Most parts of an upload are of one size: its power is found once.
  const shifts = new Map<number, bigint>();
  let combined = 0n;
  for (const { value, size } of parts) {
    const shift = shifts.get(size) ?? powerOfX(name, 8 * size);
    shifts.set(size, shift);
    combined = multiply(name, combined, shift) ^ value;
  }
  return combined;
}

/** The CRC of something short: a few thousand bytes take milliseconds. */
export function crcOf(name: CombinableCrc, bytes: Uint8Array): bigint {
  const { width } = polynomials[name];
  const ones = (1n << width) - 1n;
  const byteShift = 1n << (width - 9n);
  let register = ones;
  for (const byte of bytes) register = multiply(name, register ^ BigInt(byte), byteShift);
  return register ^ ones;
}

/** x to that power, modulo the polynomial, by repeated squaring. */
function powerOfX(name: CombinableCrc, power: number): bigint {
  const { width } = polynomials[name];
  let result = 1n << (width - 1n);
  let square = 1n << (width - 2n);
  for (let left = power; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = multiply(name, result, square);
    square = multiply(name, square, square);
  }
  return result;
}

/** The product of two polynomials, modulo the CRC's. */
function multiply(name: CombinableCrc, a: bigint, b: bigint): bigint {
  const { width, reversed } = polynomials[name];
  let product = 0n;
  let shifted = b;
  for (let bit = 1n << (width - 1n); bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ reversed : shifted >> 1n;
  }
  return product;
}
