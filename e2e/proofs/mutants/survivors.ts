import type { NamedSurvivor } from './score.ts';

/** Mutants that live, each with the reason why that is no fault. A run over a whole file fails on what no longer lives. */
export const namedSurvivors: readonly NamedSurvivor[] = [
  {
    file: 'electron/engine/cleanup/judging/verdict-machine.ts',
    line: 'default:',
    becomes: 'default:',
    because: 'TypeScript allows no other case: it is there so that a new one is a fault.',
  },
  {
    file: 'electron/engine/cleanup/judging/verdict-machine.ts',
    line: "const interrupted = state.wish.kind === 'wait' && state.wish.action === 'look' && state.aborts > 0;",
    becomes: 'true',
    because: 'Nothing but a wait has an action: where that is asked, the kind has been told.',
  },
  {
    file: 'electron/engine/cleanup/judging/machine-state.ts',
    line: 'hadParts: planned.parts !== null && planned.parts > 0,',
    becomes: 'true',
    because: 'What is unknown is not above zero: it is asked for TypeScript.',
  },
  {
    file: 'electron/engine/cleanup/judging/plans.ts',
    line: "const planned = new Set(selection.kind === 'filter' ? selection.except?.map(refKey) : []);",
    becomes: '["Stryker was here"]',
    because: 'No upload has that name.',
  },
  {
    file: 'electron/engine/cleanup/judging/plans.ts',
    line: "const planned = new Set(selection.kind === 'filter' ? selection.except?.map(refKey) : []);",
    becomes: 'true',
    because: 'Uploads that were named have none that is taken out of them.',
  },
  {
    file: 'electron/engine/cleanup/judging/plans.ts',
    line: "const sized = sizing.status === 'sized' ? sizing : null;",
    becomes: 'true',
    because: 'A sizing that has no sum has neither parts nor bytes, and both are unknown then.',
  },
  {
    file: 'electron/engine/cleanup/judging/verification.ts',
    line: 'if (!newest) return null;',
    becomes: 'false',
    because: 'Whoever asks has a newest look: it is asked for TypeScript.',
  },
  {
    file: 'electron/engine/cleanup/judging/verification.ts',
    line: "if (isProduct(newest, policy) && object.outcome === 'present' && !hasPlainEtag(object)) return completed(object);",
    becomes: 'true',
    because: 'What may be a product is there: it is asked for TypeScript.',
  },
  {
    file: 'electron/engine/cleanup/judging/verification.ts',
    line: "if (isProduct(newest, policy) && object.outcome === 'present') return completed(object);",
    becomes: 'true',
    because: 'What may be a product is there: it is asked for TypeScript.',
  },
  {
    file: 'electron/engine/store/odd-keys.ts',
    line: 'export const plainOnly: MarkerHabit = { inclusive: true, kinds: [] };',
    becomes: 'false',
    because: 'Whether a marker is inclusive is no matter for what may be sent.',
  },
  {
    file: 'electron/engine/store/odd-keys.ts',
    line: 'export const plainOnly: MarkerHabit = { inclusive: true, kinds: [] };',
    becomes: '["Stryker was here"]',
    because: 'No character is called that.',
  },
  {
    file: 'electron/engine/store/odd-keys.ts',
    line: "return [...key].filter((one) => !plainCharacter.test(one)).map((one) => (one > '~' ? 'beyond ASCII' : one));",
    becomes: "one >= '~'",
    because: 'The tilde is plain, and left out before.',
  },
  {
    file: 'electron/engine/store/key-order.ts',
    line: 'const length = Math.min(a.length, b.length);',
    becomes: 'Math.max(a.length, b.length)',
    because: 'Behind its end a text has no unit, which equals none of the other.',
  },
  {
    file: 'electron/engine/store/key-order.ts',
    line: 'while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++;',
    becomes: 'true',
    because: 'Behind its end a text has no unit, which equals none of the other.',
  },
  {
    file: 'electron/engine/store/key-order.ts',
    line: 'while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++;',
    becomes: 'i <= length',
    because: 'Behind its end a text has no unit, which equals none of the other.',
  },
  {
    file: 'electron/engine/store/key-order.ts',
    line: "const before = uploads[i - 1]?.key ?? '';",
    becomes: 'uploads[i - 1].key',
    because: 'It is there: it is asked for TypeScript.',
  },
  {
    file: 'electron/engine/store/key-order.ts',
    line: "const key = uploads[i]?.key ?? '';",
    becomes: 'uploads[i].key',
    because: 'It is there: it is asked for TypeScript.',
  },
  {
    file: 'electron/engine/store/key-order.ts',
    line: 'this.#byBytes &&= compareKeys(before, key) < 0;',
    becomes: 'compareKeys(before, key) <= 0',
    because: 'Two keys that are alike are passed over before.',
  },
  {
    file: 'electron/engine/store/key-order.ts',
    line: 'this.#byUnits &&= before < key;',
    becomes: 'before <= key',
    because: 'Two keys that are alike are passed over before.',
  },
  {
    file: 'electron/engine/cleanup/judging/completion-machine.ts',
    line: 'default:',
    becomes: 'default:',
    because: 'TypeScript allows no other case: it is there so that a new one is a fault.',
  },
  {
    file: 'electron/engine/cleanup/judging/completion-machine.ts',
    line: "case 'failed':",
    becomes: "case 'failed':",
    because: 'A look that failed has been taken again before: it is asked for TypeScript.',
  },
  {
    file: 'electron/engine/cleanup/judging/completion-machine.ts',
    line: "if (state.wish.kind !== 'done' || state.verdict !== 'unverified') return state;",
    becomes: 'false',
    because: 'Nothing is not verified before it is over.',
  },
  {
    file: 'electron/engine/cleanup/judging/completion-machine.ts',
    line: "if (seen.outcome !== 'present' || seen.bytes !== bytes) return false;",
    becomes: 'false',
    because: 'What is not there has no size: it is asked for TypeScript.',
  },
  {
    file: 'electron/engine/cleanup/judging/completion-machine.ts',
    line: 'return !(etag !== null && /^[0-9a-f]{32}$/i.test(etag));',
    becomes: 'true',
    because: 'No ETag is no MD5: it is asked for TypeScript.',
  },
];
