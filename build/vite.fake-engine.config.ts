import { RPCHandler } from '@orpc/server/node';
import { mergeConfig, type Plugin } from 'vite';
import { createFakeEngine } from '../renderer/testing/fake-engine.ts';
import page from './vite.renderer.config.ts';

/** Answers the page's calls from the double of the engine. */
function fakeEngine(): Plugin {
  return {
    name: 'fake-engine',
    configureServer(server) {
      const { SCENE } = process.env;
      const scene = SCENE === 'first-run' || SCENE === 'calm' ? SCENE : 'full';
      const handler = new RPCHandler(createFakeEngine({ scene, now: Date.now() }));
      server.middlewares.use((request, response, next) => {
        const asked = Object.assign(request, { originalUrl: request.originalUrl ?? request.url ?? '/' });
        handler.handle(asked, response, { prefix: '/rpc' }).then(({ matched }) => {
          if (!matched) next();
        }, next);
      });
    },
  };
}

/**
 * The page alone, over a double of the engine, to see states that are hard to come by:
 * `[SCENE=first-run|calm] vite --config build/vite.fake-engine.config.ts --port 5199`, then open `/#token=any`.
 */
export default mergeConfig(page, { plugins: [fakeEngine()] });
