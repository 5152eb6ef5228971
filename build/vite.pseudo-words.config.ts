import { mergeConfig, type Plugin } from 'vite';
import states from './vite.fake-engine.config.ts';

/**
 * The page of states with a language that nobody speaks in the place of German, for tests of what it says:
 * shared/words/testing/pseudo.ts.
 */
function pseudoWords(): Plugin {
  return {
    name: 'pseudo-words',
    enforce: 'pre',
    transform(_, id) {
      if (!id.endsWith('/shared/words/german.ts')) return null;
      return `import { english } from './english.ts';
import { pseudoLanguage } from './testing/pseudo.ts';
export const german = pseudoLanguage(english);`;
    },
  };
}

export default mergeConfig(states, { plugins: [pseudoWords()] });
