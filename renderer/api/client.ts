import { createORPCClient } from '@orpc/client';
import { RPCLink as HttpLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../shared/contract.ts';
import { takeToken } from './token.ts';

/** Every call of the contract, typed. The page does not know which transport carries it. */
export type Client = ContractRouterClient<Contract>;

/** A client, or null where the browser host's key is missing. */
export async function connect(page: Window): Promise<Client | null> {
  // The host says how it is spoken to (electron/host/page-files.ts); Vite's own server, which is no host, says nothing.
  const transport = page.document.querySelector('meta[name="transport"]')?.getAttribute('content');
  if (transport === 'port') return overPort(await askForPort(page));
  const token = takeToken({ location: page.location, history: page.history, storage: page.sessionStorage });
  return token === null ? null : overHttp(page.location.origin, token);
}

function overHttp(origin: string, token: string): Client {
  return createORPCClient(new HttpLink({ url: `${origin}/rpc`, headers: { authorization: `Bearer ${token}` } }));
}

function overPort(port: MessagePort): Client {
  port.start();
  return createORPCClient(new PortLink({ port }));
}

/** The desktop's preload answers the question with one MessagePort. Anything else that posts messages is ignored. */
function askForPort(page: Window): Promise<MessagePort> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      if (event.source !== page || event.origin !== page.location.origin) return;
      if (event.data !== 'loose-parts:port' || !port) return;
      page.removeEventListener('message', listen);
      resolve(port);
    };
    page.addEventListener('message', listen);
    page.postMessage('loose-parts:connect', page.location.origin);
  });
}
