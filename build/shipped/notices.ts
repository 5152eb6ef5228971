import parse from 'spdx-expression-parse';
import type { BundledPackage } from './bundled-packages.ts';

/** THIRD-PARTY-NOTICES: whose work is in the bundles, and on what terms. */

/** Licences that let us ship the work in an app of ours under MIT, for naming it and passing on its text. */
const allowedLicences: ReadonlySet<string> = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
]);

/** These ask for nothing to be passed on. */
const withoutText: ReadonlySet<string> = new Set(['0BSD']);

/**
 * Texts of licences that name nobody, the same whoever's work is under them: a package that carries none is passed on with
 * that of another.
 */
const namesNobody: ReadonlySet<string> = new Set(['Apache-2.0']);

/**
 * Why a package must not be shipped, in words; null where it may. A person who meets this reads the licence, and either adds
 * it above or takes another package. Pure.
 */
function licenceProblem({ name, version, licence, texts }: BundledPackage, common: CommonTexts): string | null {
  const of = `${name}@${version}`;
  if (licence === null) return `${of} says no licence.`;
  const chosen = chooseLicence(licence);
  if (chosen === null) return `${of} is under ${licence}, which nobody has said may be shipped.`;
  if (texts.length === 0 && !withoutText.has(chosen) && standardText(chosen, '', common) === null) {
    return `${of} is under ${licence}, whose text has to be passed on, and the package carries none.`;
  }
  return null;
}

/** The licence of an SPDX expression under which we take the work: one that is allowed; null where none is. Pure. */
export function chooseLicence(expression: string): string | null {
  let tree: ReturnType<typeof parse>;
  try {
    tree = parse(expression);
  } catch {
    return null;
  }
  return choose(tree);
}

function choose(tree: ReturnType<typeof parse>): string | null {
  if ('license' in tree) {
    // "GPL-2.0+" and "WITH an exception" are other terms than the name alone.
    const isPlain = !('plus' in tree && tree.plus) && !('exception' in tree && tree.exception);
    return isPlain && allowedLicences.has(tree.license) ? tree.license : null;
  }
  const left = choose(tree.left);
  const right = choose(tree.right);
  if (tree.conjunction === 'or') return left ?? right;
  return left === null || right === null ? null : left === right ? left : `${left} AND ${right}`;
}

/**
 * The whole file. Packages whose texts are the same stand together above it.
 * @throws Error that names every package that must not be shipped
 */
export function noticesText(packages: readonly BundledPackage[]): string {
  const common = commonTexts(packages);
  const problems = packages.flatMap((one) => licenceProblem(one, common) ?? []);
  if (problems.length > 0) throw new Error(`What is bundled cannot be shipped:\n${problems.join('\n')}`);
  const groups = Map.groupBy(packages, (one) => textOf(one, common));
  const sections = [...groups].map(([text, members]) => [...members.map(headline), '', text].join('\n'));
  return [
    'Loose Parts contains work of other people, with thanks. Whose it is, and on what terms:',
    ...sections,
    'The desktop app contains Electron and Chromium besides; their licences lie beside the program.',
    '',
  ].join(`\n\n${'-'.repeat(80)}\n\n`);
}

function headline({ name, version, licence, homepage }: BundledPackage): string {
  return `${name} ${version} (${licence})${homepage === null ? '' : ` ${homepage}`}`;
}

/** The text of each licence of {@link namesNobody}, where some package brings it along. */
type CommonTexts = ReadonlyMap<string, string>;

function commonTexts(packages: readonly BundledPackage[]): CommonTexts {
  return new Map(
    packages.flatMap(({ licence, texts }) => {
      const [text] = texts;
      return licence !== null && namesNobody.has(licence) && texts.length === 1 && text !== undefined
        ? [[licence, text] as const]
        : [];
    }),
  );
}

function textOf({ name, licence, texts, author }: BundledPackage, common: CommonTexts): string {
  if (texts.length > 0) return texts.map((text) => text.replaceAll('\r\n', '\n')).join('\n\n');
  const chosen = licence === null ? null : chooseLicence(licence);
  return (chosen === null ? null : standardText(chosen, author ?? `the authors of ${name}`, common)) ?? '';
}

/** The text of a licence for a package that names it and carries none; null where we have none. */
function standardText(licence: string, holder: string, common: CommonTexts): string | null {
  if (licence !== 'MIT') return common.get(licence) ?? null;
  return `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
