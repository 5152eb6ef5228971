import type { IncomingHttpHeaders } from 'node:http';

/** A header's value; null where it is not there. Node has joined repeated ones with commas already. */
export function headerText(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(',') : value) ?? null;
}
