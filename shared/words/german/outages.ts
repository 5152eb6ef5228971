import { formatClock } from '../../format/time.ts';
import type { Outage, StoreWait } from '../../schema/outages.ts';

/** A store that does not answer, in a sentence. */
export function outageWords({ error }: Outage): string {
  const { endpoint } = error.details;
  const where = endpoint ? ` unter ${endpoint}` : '';
  switch (error.code) {
    case 'ENDPOINT_NOT_FOUND':
      return endpoint ? `Der Name ${endpoint} wird nicht gefunden.` : 'Der Name des Servers wird nicht gefunden.';
    case 'CONNECTION_REFUSED':
      return `Nichts antwortet${where}.`;
    case 'TIMEOUT':
      return `Der Server${where} antwortet nicht rechtzeitig.`;
    default:
      return `Der Weg zum Server${where} reißt ab.`;
  }
}

/** A store that is given time, until when and why, in a sentence. */
export function storeWaitWords({ until, asked, error }: StoreWait): string {
  const { storeCode, httpStatus } = error.details;
  const said = [httpStatus, storeCode].filter((word) => word !== undefined && word !== '').join(' ') || error.code;
  return asked
    ? `Der Speicher bittet, bis ${formatClock(until)} zu warten (${said}).`
    : `Der Speicher kommt nicht nach (${said}): Er bekommt Zeit bis ${formatClock(until)}.`;
}
