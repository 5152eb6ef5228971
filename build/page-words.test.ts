import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isNode, type Node, parsedSource } from './testing/parsed-source.ts';

/**
 * What the page says stands in shared/words/, in every language: no source of the page holds a sentence, a label or a word to be
 * read. What a type or a call takes as a value is no such thing, and what is thrown at programmers is not either.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

/** Attributes that people read or hear, of elements and of components. */
const read =
  /^(?:aria-(?:label|description|roledescription|placeholder|valuetext)|alt|title|placeholder|label|description|error|name|what|away|summary|heading|note|hint|of|text|off|reason|closeLabel|header|caption)$/;
/** Names that no language changes. */
const names = ['Loose Parts', 'CSV', 'JSON', 'PNG', 'SVG', 'SHA', 'AWS', 'S3', 'UTC', 'HTTP', 'MiB'];
/** Keys by the names that events have (UI Events KeyboardEvent key Values). */
const keys =
  /^(?:Arrow\w+|Page(?:Up|Down)|F\d+|Enter|Escape|Home|End|Delete|Tab|Shift|AltGraph|ContextMenu|Control|Digit|Mac)$/;

/** Two letters in a row that are of no name. */
const isWord = (text: string) => /\p{L}{2}/u.test(names.reduce((rest, name) => rest.replaceAll(name, ''), text));
/** What begins or ends as a sentence does, or has several words; values of types have few. */
const isSentence = (text: string) =>
  isWord(text) &&
  !keys.test(text) &&
  /^[“‘(]?\p{Lu}[\p{Ll}’'-]+(?:[ …,:{]|$)|(?:\p{Ll}{2,}[ {}]+){2}|\p{L} ?…$|\p{Ll}{2}[.!?]$/u.test(text);

/** Values that read like words: by the end of the path of their source. */
const values: readonly (readonly [source: string, text: string])[] = [
  ['api/client.ts', 'Bearer {}'],
  // A failure as it crosses the contract; the person reads the words of its code.
  ['api/errors.ts', 'Loose Parts itself does not answer.'],
  ['shell/keys-sheet.tsx', 'Ctrl'],
  ['shell/keys-sheet.tsx', 'Mod'],
  ['shell/theme-colour.tsx', 'theme-color'],
  // What a drag holds (HTML, DataTransfer.types), and why a file is refused.
  ['openings/drop.ts', 'Files'],
  ['openings/drop.ts', 'no plan file'],
  ['bucket-settings/bucket-draft.ts', 'as the connection'],
  ['bucket-settings/bucket-settings-dialog.tsx', 'as the connection'],
  // What is asked to be copied, and how a group is ticked: values of types.
  ['uploads/copied-text.ts', 'keys and upload IDs'],
  ['uploads/bucket-screen.tsx', 'keys and upload IDs'],
  ['uploads/group-ticks.ts', 'with its folder'],
  // Names of products, and examples of addresses.
  ['connections/presets.ts', 'Ceph'],
  ['connections/presets.ts', 'Cloudflare R2'],
  ['connections/presets.ts', 'Backblaze B2'],
  ['connections/presets.ts', 'Wasabi'],
  ['connections/presets.ts', 'Google Cloud Storage'],
  ['cloudwatch/cloudwatch-dialog.tsx', 'https://monitoring.example.com'],
  ['connections/connection-form.tsx', 'https://s3.example.com'],
  ['connections/credential-fields.tsx', 'arn:aws:iam::111122223333:role/name'],
  ['connections/setting-sections.tsx', 'http://proxy.example.com:3128'],
  // Rows of files that machines read.
  ['access-logs/log-exports.ts', 'aborted by lifecycle'],
];

/** Each text that a source holds for people, with its line. */
function textsIn(path: string, source: string): string[] {
  const found: string[] = [];
  /** The element whose attributes are read. */
  let of = '';
  const { tree, lineOf } = parsedSource(path, source);
  const add = (node: Node, text: string) => found.push(`${path}:${lineOf(node)} ${text.trim().replace(/\s+/g, ' ')}`);
  /** @param strict every word counts: a person reads what stands here */
  const visit = (value: unknown, strict: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const each of value) visit(each, strict);
      return;
    }
    if (!isNode(value)) {
      for (const each of Object.values(value)) visit(each, strict);
      return;
    }
    switch (value.type) {
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
      case 'ThrowStatement':
      case 'TsTypeAliasDeclaration':
      case 'TsInterfaceDeclaration':
      case 'TsTypeAnnotation':
      case 'TsLiteralType':
      case 'TsUnionType':
      case 'TsTypeParameterInstantiation':
        return;
      case 'JSXText':
        if (isWord(String(value.value))) add(value, String(value.value));
        return;
      case 'JSXAttribute': {
        const name = isNode(value.name) ? String(value.name.value) : '';
        visit(value.value, read.test(name) && !of.startsWith('Icon'));
        return;
      }
      case 'JSXOpeningElement':
        of = isNode(value.name) ? String(value.name.value) : '';
        visit(value.attributes, false);
        return;
      case 'JSXElement':
        visit(value.opening, false);
        for (const child of Array.isArray(value.children) ? value.children : []) {
          visit(child, isNode(child) && child.type === 'JSXExpressionContainer');
        }
        return;
      // What is called, indexed or compared is a value; only what comes out of it is read.
      case 'CallExpression':
      case 'MemberExpression':
      case 'OptionalChainingExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'ObjectExpression':
        for (const [field, each] of Object.entries(value)) if (field !== 'type') visit(each, false);
        return;
      case 'ConditionalExpression':
        visit(value.test, false);
        visit(value.consequent, strict);
        visit(value.alternate, strict);
        return;
      case 'BinaryExpression':
        // What is compared is a value.
        if (!['&&', '||', '??', '+'].includes(String(value.operator))) return;
        visit(value.left, strict);
        visit(value.right, strict);
        return;
      case 'SwitchCase':
        visit(value.consequent, false);
        return;
      case 'StringLiteral':
        if (strict ? isWord(String(value.value)) : isSentence(String(value.value))) add(value, String(value.value));
        return;
      case 'TemplateLiteral': {
        const quasis = Array.isArray(value.quasis) ? value.quasis : [];
        const text = quasis.map((quasi: unknown) => (isNode(quasi) ? String(quasi.cooked) : '')).join('{}');
        if (strict ? isWord(text) : isSentence(text)) add(value, text);
        visit(value.expressions, strict);
        return;
      }
      default:
        for (const [field, each] of Object.entries(value))
          if (field !== 'type' && field !== 'span') visit(each, strict);
    }
  };
  visit(tree.body, false);
  return found;
}

test('texts are found where people would read them, and values are not', () => {
  const source = [
    "import { a } from 'Some module.ts';",
    "const columns = [{ id: 'key', header: 'Key', width: '96px' }];",
    "const why = ok ? 'Nothing is ticked.' : null;",
    'const many = `$' + '{count} uploads of $' + '{bucket}`;',
    "if (!ok) throw new Error('The page has no #root');",
    "export const a = <p title={on ? 'x' : `Copied $" + "{what}`} className={on ? 'is on' : 'off'} data-x=\"y z\">",
    "  Save it <b>{state === 'busy' ? 'busy' : words.a('busy')}</b> {' '} · Loose Parts",
    '</p>;',
  ].join('\n');
  expect(textsIn('a.tsx', source)).toEqual([
    'a.tsx:2 Key',
    'a.tsx:3 Nothing is ticked.',
    'a.tsx:4 {} uploads of {}',
    'a.tsx:6 Copied {}',
    'a.tsx:6 Save it',
    'a.tsx:7 busy',
  ]);
});

test('the page has no sentence of its own', () => {
  const sources = globSync('renderer/**/*.{ts,tsx}', { cwd: root }).filter((path) => !/\.test\.|testing\//.test(path));
  expect(sources.length).toBeGreaterThan(150);
  const found = sources.flatMap((path) => textsIn(path, readFileSync(`${root}/${path}`, 'utf8')));
  const isValue = (text: string) =>
    values.some(([source, value]) => text.replace(/:\d+ /, ' ').endsWith(`${source} ${value}`));
  expect(found.filter((text) => !isValue(text))).toEqual([]);
});
