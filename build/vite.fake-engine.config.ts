import { RPCHandler } from '@orpc/server/node';
import { type Connect, mergeConfig, type Plugin } from 'vite';
import { createFakeEngine } from '../renderer/testing/fake-engine.ts';
import { scenes } from '../renderer/testing/scenes.ts';
import { states } from '../renderer/testing/states.ts';
import page from './vite.renderer.config.ts';

/**
 * Answers the page's calls from the double of the engine, of the page from its sources as of one that was built. The token that the
 * page was opened with names the scene (`#token=failing`), so that one server has them all; any other token is the full one.
 */
function fakeEngine(): Plugin {
  return {
    name: 'fake-engine',
    configureServer: ({ middlewares }) => answerFrom(middlewares),
    configurePreviewServer: ({ middlewares }) => answerFrom(middlewares),
    transformIndexHtml: {
      // Before a build takes the page's scripts together.
      order: 'pre',
      handler: () => [
        { tag: 'script', attrs: { type: 'module', src: '/testing/no-answers.ts' }, injectTo: 'head' },
        { tag: 'script', attrs: { type: 'module', src: '/testing/open-state.ts' }, injectTo: 'body' },
      ],
    },
  };
}

function answerFrom(middlewares: Connect.Server): void {
  const now = Date.now();
  const full = new RPCHandler(createFakeEngine({ scene: 'full', now }));
  const byToken = new Map(scenes.map((scene) => [`Bearer ${scene}`, new RPCHandler(createFakeEngine({ scene, now }))]));
  middlewares.use('/states', (_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(listOfStates());
  });
  middlewares.use((request, response, next) => {
    const asked = Object.assign(request, { originalUrl: request.originalUrl ?? request.url ?? '/' });
    const handler = byToken.get(request.headers.authorization ?? '') ?? full;
    handler.handle(asked, response, { prefix: '/rpc' }).then(({ matched }) => {
      if (!matched) next();
    }, next);
  });
}

function listOfStates(): string {
  const links = states.map(
    ({ name, scene }) => `<li><a href="/?state=${name}#token=${scene}">${name}</a> <small>${scene}</small></li>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>States</title><h1>States of every screen</h1><ul>${links.join('\n')}</ul></html>`;
}

/** The page alone, over a double of the engine, to see states that are hard to come by (`npm run states`). */
export default mergeConfig(page, { plugins: [fakeEngine()] });
