import { randomUUID } from 'node:crypto';
import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { callPrefix } from '../../../electron/browser/request-guard.ts';
import { noteMessage } from './collection.ts';
import { noteIssued, notePresented } from './issued.ts';

/**
 * From now on every message between page and engine that this process carries is noted: over HTTP what comes in and goes
 * out under /rpc, and whatever oRPC (which sends text or bytes) posts to a message port. Secrets that servers of a test
 * give out or are called with are noted too. Done at Node's own classes, so that no host knows of it.
 */
export function tapMessages(): void {
  tapRequests();
  tapResponses();
  tapPorts();
  tapServers();
}

const streams = new WeakMap<object, string>();
const streamOf = (message: object): string => {
  const stream = streams.get(message) ?? randomUUID();
  streams.set(message, stream);
  return stream;
};
const isCall = (url: string | undefined): url is string => url?.startsWith(`${callPrefix}/`) ?? false;

function tapRequests(): void {
  IncomingMessage.prototype.push = function (this: IncomingMessage, chunk: unknown, encoding?: BufferEncoding) {
    if (isCall(this.url) && chunk instanceof Uint8Array) noteMessage('page to engine', this.url, chunk, streamOf(this));
    return Readable.prototype.push.call(this, chunk, encoding);
  };
}

function tapResponses(): void {
  const note = (response: ServerResponse, chunk: unknown) => {
    const { url } = response.req;
    if (!isCall(url)) noteIssued(chunk);
    if (!isCall(url) || !(typeof chunk === 'string' || chunk instanceof Uint8Array)) return;
    noteMessage('engine to page', url, chunk, streamOf(response));
  };
  // The classes' own overloads are kept: the arguments pass through as they came.
  const { prototype } = ServerResponse;
  for (const name of ['write', 'end'] as const) {
    const original: (...args: never[]) => unknown = prototype[name];
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      value(this: ServerResponse, ...args: unknown[]) {
        note(this, args[0]);
        return Reflect.apply(original, this, args);
      },
    });
  }
}

/** Stores, proxies and sign-in services of a test: what callers prove themselves with is a secret of the run. */
function tapServers(): void {
  const { emit } = Server.prototype;
  Server.prototype.emit = function (this: Server, name: string | symbol, ...args: unknown[]) {
    const [request] = args;
    if (request instanceof IncomingMessage && (name === 'request' || name === 'connect'))
      notePresented(request.headers);
    return Reflect.apply(emit, this, [name, ...args]);
  };
}

function tapPorts(): void {
  const { prototype } = MessagePort;
  const original: (...args: never[]) => unknown = prototype.postMessage;
  Object.defineProperty(prototype, 'postMessage', {
    configurable: true,
    writable: true,
    value(this: MessagePort, ...args: unknown[]) {
      const [message] = args;
      if (typeof message === 'string' || message instanceof Uint8Array) notePosted(message);
      return Reflect.apply(original, this, args);
    },
  });
}

/** Notes a message of oRPC's that crosses a port. A request is JSON that names its call; an answer names none. */
export function notePosted(message: string | Uint8Array): void {
  const text = typeof message === 'string' ? message : Buffer.from(message).toString();
  const call = /"u":"(?:[a-z]+:\/)?(\/[\w/]+)"/.exec(text)?.[1];
  if (call === undefined) noteMessage('engine to page', 'over a port', message);
  else noteMessage('page to engine', `${callPrefix}${call}`, message);
}
