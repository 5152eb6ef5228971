import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';

/** As many provisional answers (1xx) are taken for one request. A server that works long sends one now and then. */
const mostProvisional = 100;

let isLimited = false;

/**
 * Ends, from now on, each request of this process whose server sends more provisional answers than that. Node reads them
 * without end, each at the cost of a whole answer, and a piece from the wire holds thousands: they hold the thread that serves
 * the window for half a second at a time.
 */
export function limitProvisionalAnswers(): void {
  if (isLimited) return;
  isLimited = true;
  subscribe('http.client.request.created', (message) => {
    const request = typeof message === 'object' && message !== null && 'request' in message ? message.request : null;
    if (!(request instanceof ClientRequest)) return;
    let provisional = 0;
    request.on('information', () => {
      provisional++;
      // Once: what came in the same piece is told all the same.
      if (provisional !== mostProvisional + 1) return;
      request.destroy(Object.assign(new Error('Provisional answers without end'), { code: 'ECONNABORTED' }));
    });
  });
}
