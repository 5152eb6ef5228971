import { byteEscape, holdsBytes, replaceBytes } from '../../../shared/values/byte-escapes.ts';

/**
 * Keys as bytes, where they are no UTF-8 ({@link ../../../shared/values/byte-escapes.ts}): out of URL encoding, and back
 * into a URL's path.
 */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a key's bytes: each that is no UTF-8 by its escape. Other bytes make another text, always. */
export function keyOfBytes(bytes: Uint8Array): string {
  const whole = asText(bytes);
  if (whole !== null && !holdsBytes(whole)) return whole;
  let key = '';
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    const text = length === 0 ? null : asText(bytes.subarray(at, at + length));
    if (text === null || holdsBytes(text)) key += byteEscape(bytes[at++] ?? 0);
    else {
      key += text;
      at += length;
    }
  }
  return key;
}

/** A key that was written as a text: what it holds of the escapes' own characters is written by them. */
export function keyOfText(text: string): string {
  return holdsBytes(text) ? keyOfBytes(Buffer.from(text, 'utf8')) : text;
}

/** The key that percent-encoded text means; null where some `%` begins no byte. `+` is itself. */
export function keyOfPercentEncoded(text: string): string | null {
  try {
    const plain = decodeURIComponent(text);
    if (!holdsBytes(plain)) return plain;
  } catch {
    if (/%(?![0-9A-Fa-f]{2})/.test(text)) return null;
  }
  const pieces = text.split(/%([0-9A-Fa-f]{2})/);
  // Every second one is a byte.
  return keyOfBytes(Buffer.concat(pieces.map((piece, at) => Buffer.from(piece, at % 2 ? 'hex' : 'utf8'))));
}

/** A path that was percent-encoded from keys of ours, with their bytes as they are. Other paths stay as they are. */
export function withBytes(path: string): string {
  // The escapes' own UTF-8 is F4 8F BE 80 to F4 8F BF BF.
  return path.replace(/%F4%8F%B[EF]%[89AB][0-9A-F]/gi, (character) =>
    replaceBytes(decodeURIComponent(character), (byte) => `%${byte.toString(16).toUpperCase()}`),
  );
}

function asText(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** Bytes of the character that begins here, by its first one; 0: none begins with it. */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
}
