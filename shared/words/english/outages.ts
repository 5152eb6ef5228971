import { formatClock } from '../../format/time.ts';
import type { Outage, StoreWait } from '../../schema/outages.ts';

/** A store that does not answer, in a sentence. */
export function outageWords({ error }: Outage): string {
  const { endpoint } = error.details;
  const where = endpoint ? ` at ${endpoint}` : '';
  switch (error.code) {
    case 'ENDPOINT_NOT_FOUND':
      return endpoint ? `The name ${endpoint} is not found.` : 'The server’s name is not found.';
    case 'CONNECTION_REFUSED':
      return `Nothing answers${where}.`;
    case 'TIMEOUT':
      return `The server${where} does not answer in time.`;
    default:
      return `The way to the server${where} breaks off.`;
  }
}

/** A store that is given time, until when and why, in a sentence. */
export function storeWaitWords({ until, asked, error }: StoreWait): string {
  const { storeCode, httpStatus } = error.details;
  const said = [httpStatus, storeCode].filter((word) => word !== undefined && word !== '').join(' ') || error.code;
  return asked
    ? `The store asks to wait until ${formatClock(until)} (${said}).`
    : `The store does not keep up (${said}): it is given time until ${formatClock(until)}.`;
}
