import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import tokenizer, { type Tokens as Token, types } from 'ret';
import { describe, expect, test } from 'vitest';
import { isNode, parsedSource } from './testing/parsed-source.ts';

/**
 * No regular expression of what ships repeats a group of what repeats: such a pattern took twice as long with every comment that a store's
 * page began with, and 45 of them for ever. How long the others take is measured where text from outside is read
 * (linear-reading.test.ts).
 */

const root = fileURLToPath(new URL('..', import.meta.url));

interface Pattern {
  /** File and line. */
  place: string;
  source: string;
  flags: string;
}

/** Every pattern that a text of TypeScript holds: literals, and what `RegExp` is made of. */
function patternsIn(path: string, text: string): Pattern[] {
  const found: Pattern[] = [];
  const constants = new Map<string, string>();
  const { tree, lineOf } = parsedSource(path, text);

  /** A text of which all is known; what is not is one character that stands for it. */
  const textOf = (node: unknown): string => {
    if (!isNode(node)) return '';
    if (node.type === 'StringLiteral' && 'value' in node) return String(node.value);
    if (node.type === 'RegExpLiteral' && 'pattern' in node) return String(node.pattern);
    if (node.type === 'Identifier' && 'value' in node) return constants.get(String(node.value)) ?? 'x';
    if (node.type === 'TemplateLiteral' && 'quasis' in node && Array.isArray(node.quasis) && 'expressions' in node) {
      const expressions: unknown[] = Array.isArray(node.expressions) ? node.expressions : [];
      return node.quasis
        .map(({ cooked }, at) => `${cooked}${at < expressions.length ? textOf(expressions[at]) : ''}`)
        .join('');
    }
    return 'x';
  };
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isNode(value)) {
      if (
        value.type === 'VariableDeclarator' &&
        'id' in value &&
        isNode(value.id) &&
        'value' in value.id &&
        'init' in value
      ) {
        if (isNode(value.init) && /^(StringLiteral|TemplateLiteral)$/.test(value.init.type)) {
          constants.set(String(value.id.value), textOf(value.init));
        }
      }
      if (value.type === 'RegExpLiteral' && 'flags' in value) {
        found.push({ place: `${path}:${lineOf(value)}`, source: textOf(value), flags: String(value.flags) });
      }
      const callee = 'callee' in value && isNode(value.callee) && 'value' in value.callee ? value.callee.value : null;
      if (callee === 'RegExp' && 'arguments' in value && Array.isArray(value.arguments)) {
        const [source, flags] = value.arguments.map((one) => textOf(one?.expression));
        found.push({ place: `${path}:${lineOf(value)}`, source: source ?? '', flags: flags ?? '' });
      }
    }
    Object.values(value).forEach(visit);
  };
  visit(tree);
  return found;
}

const sources = globSync('{electron,shared,renderer}/**/*.{ts,tsx}', { cwd: root }).filter(
  (path) => !/\.test\.tsx?$|[\\/]testing[\\/]/.test(path),
);
const patterns = sources.flatMap((path) => patternsIn(path, readFileSync(`${root}${path}`, 'utf8')));

/** What is inside a part of a pattern. */
function insideOf(token: Token): Token[] {
  switch (token.type) {
    case types.ROOT:
    case types.GROUP:
      return token.stack ?? token.options?.flat() ?? [];
    case types.REPETITION:
      return [token.value];
    default:
      return [];
  }
}
const isChoice = (token: Token) =>
  (token.type === types.GROUP || token.type === types.ROOT) && (token.options?.length ?? 1) > 1;
const repeats = (token: Token) => token.type === types.REPETITION && token.max > 1;
const holds = (token: Token, is: (inner: Token) => boolean): boolean =>
  insideOf(token).some((inner) => is(inner) || holds(inner, is));

/** Whether a group repeats without end in which something repeats, or may be one thing or another. */
function repeatsAGroup(source: string): boolean {
  const isSo = (token: Token) =>
    token.type === types.REPETITION &&
    token.max === Number.POSITIVE_INFINITY &&
    holds(token, (inner) => repeats(inner) || isChoice(inner));
  return holds(tokenizer(source.replaceAll(/\(\?<[!=]/g, '(?:')), isSo);
}

test('the judge is awake', () => {
  // What stood in store-answer.ts, and others of its kind.
  for (const source of [
    '^(?:<\\?[^>]*\\?>|<!--[\\s\\S]*?-->|\\s)*<',
    '^(a+)+$',
    '(?:a*){2,}',
    '(a|a)*c',
    'x|((ab)*)*',
    '(?=(a|ab)+)',
  ]) {
    expect([source, repeatsAGroup(source)]).toEqual([source, true]);
  }
  for (const source of ['^<[a-z]+>(?:ab)*$', '(?:a+)?', '(?:a|b)?c+', '(?:a+){1}']) {
    expect([source, repeatsAGroup(source)]).toEqual([source, false]);
  }
});

test('every pattern of a file is found', () => {
  const text = `const part = '[a-z]+'; const é = /a\\/b/gi;\nconst b = new RegExp(\`^\${part}(\${other})$\`, 'i');\nRegExp('c');`;
  expect(patternsIn('x.ts', text)).toEqual([
    { place: 'x.ts:1', source: 'a\\/b', flags: 'gi' },
    { place: 'x.ts:2', source: '^[a-z]+(x)$', flags: 'i' },
    { place: 'x.ts:3', source: 'c', flags: '' },
  ]);
  expect(patternsIn('x.tsx', 'const a = <p>{/b/.test(c)}</p>;')).toHaveLength(1);
});

describe('a pattern of what ships', () => {
  test.each(patterns)('$place repeats no group: $source', ({ source }) => {
    expect(repeatsAGroup(source)).toBe(false);
  });

  test('is one of many', () => expect(patterns.length).toBeGreaterThan(200));
});
