const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  byte: 1,
  bytes: 1,
  k: 1024,
  kib: 1024,
  kb: 1000,
  m: 1024 ** 2,
  mib: 1024 ** 2,
  mb: 1000 ** 2,
  g: 1024 ** 3,
  gib: 1024 ** 3,
  gb: 1000 ** 3,
  t: 1024 ** 4,
  tib: 1024 ** 4,
  tb: 1000 ** 4,
};

/** Bytes out of what a person wrote: `100 MiB`, `1.5gb`, `4096`; null where it is no size. */
export function parseSize(text: string): number | null {
  const match = /^(\d+(?:[.,]\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = units[match?.[2]?.toLowerCase() ?? ''];
  if (!match?.[1] || unit === undefined) return null;
  const bytes = Math.round(Number(match[1].replace(',', '.')) * unit);
  return Number.isSafeInteger(bytes) ? bytes : null;
}

const dayMs = 86_400_000;

/** The start of a day as it is written everywhere (`2026-11-23`), UTC ms; null where it is no day. */
export function parseDay(text: string): number | null {
  const day = text.trim();
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // The 31st of February would be the 3rd of March.
  return !Number.isNaN(time) && dayField(time) === day ? time : null;
}

/** The last millisecond of that day; null where it is no day. */
export function parseDayEnd(text: string): number | null {
  const start = parseDay(text);
  return start === null ? null : start + dayMs - 1;
}

/** A time's day as {@link parseDay} reads it, UTC; empty where there is none. */
export function dayField(time: number | undefined): string {
  return time === undefined ? '' : new Date(time).toISOString().slice(0, 10);
}
