import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** Names of an upload that does not exist, to ask a store about rights with. Random by the system's own generator. */

/** Fewer random characters could be another upload's ID by chance. */
const fewestRandom = 16;

/** A key that nobody has: 122 random bits, under a prefix that says whose it is. */
export function inventKey(): string {
  return `loose-parts/rights-check/${randomUUID()}`;
}

/** An upload ID that no store gave: 128 random bits. */
export function inventUploadId(): string {
  return randomBytes(16).toString('hex');
}

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const hexDigits = /^[0-9a-f]$/;

/**
 * An upload ID that looks like the store's own: as long, with the same punctuation, and a random digit or letter for each
 * one. null where that would leave too little to chance.
 */
export function inventUploadIdLike(uploadId: string): string | null {
  const characters = [...uploadId];
  const random = characters.filter((one) => /[0-9A-Za-z]/.test(one)).length;
  if (random < fewestRandom) return null;
  // Some IDs are hexadecimal, with or without dashes: letters beyond f would give them away.
  const isHex = characters.every((one) => hexDigits.test(one) || !/[0-9A-Za-z]/.test(one));
  for (;;) {
    const invented = characters.map((one) => replacement(one, isHex)).join('');
    if (invented !== uploadId) return invented;
  }
}

function replacement(one: string, isHex: boolean): string {
  if (isHex && hexDigits.test(one)) return pick(`${digits}abcdef`);
  if (/[0-9]/.test(one)) return pick(digits);
  if (/[a-z]/.test(one)) return pick(lower);
  return /[A-Z]/.test(one) ? pick(lower.toUpperCase()) : one;
}

function pick(from: string): string {
  return from.charAt(randomInt(from.length));
}
