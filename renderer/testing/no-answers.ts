import { states } from './states.ts';

/**
 * In the scene `loading` no call is answered. They are held back here and not by the double: a browser opens six connections
 * to a server, and with all of them waiting no other state could be opened.
 */
const asked = new URLSearchParams(location.search).get('state');
if (states.find(({ name }) => name === asked)?.scene === 'loading') {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    const isHeldBack = pathname.startsWith('/rpc/') && !/^\/rpc\/(live|app)\//.test(pathname);
    return isHeldBack ? new Promise(() => {}) : fetch(input, init);
  };
}
