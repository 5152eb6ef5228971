import { mergeConfig, type Plugin } from 'vite';
import states from './vite.fake-engine.config.ts';

/** The page of states in a language that nobody speaks, for tests of what it says: shared/words/testing/pseudo.ts. */
function pseudoWords(): Plugin {
  const spoken = 'words: Language = english;';
  return {
    name: 'pseudo-words',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/shared/words/words.ts')) return null;
      if (!code.includes(spoken)) throw new Error('shared/words/words.ts has no catalogue of English to change');
      return `import { pseudoLanguage } from './testing/pseudo.ts';\n${code.replace(spoken, 'words: Language = pseudoLanguage(english);')}`;
    },
  };
}

export default mergeConfig(states, { plugins: [pseudoWords()] });
