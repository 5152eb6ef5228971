import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visitElements } from './xml-outline.ts';

function elementsOf(xml: string): [string, number, string | null, string][] | null {
  const found: [string, number, string | null, string][] = [];
  return visitElements(xml, (...element) => found.push(element)) ? found : null;
}

it('visits what is under the root, with the text of what is right under it', () => {
  const xml = `﻿<?xml version="1.0"?>
    <!-- <Not>this</Not> --><r xmlns="u" note="a > b"><A>1</A><B/><C x='>'> a<![CDATA[<b>]]><!-- c -->&amp;d </C >
    <D><E>deep</E></D></r><!-- after -->`;
  expect(elementsOf(xml)).toEqual([
    ['A', 1, '1', 'A'],
    ['B', 1, '', 'B'],
    ['C', 1, ' a<b>&amp;d ', 'C'],
    ['E', 2, null, 'D'],
    ['D', 1, null, 'D'],
  ]);
});

it.each([
  ['an element that does not end', '<r><A></r>'],
  ['ends that cross', '<r><A><B></A></B></r>'],
  ['no end', '<r><A/>'],
  ['a tag that breaks off', '<r><A'],
  ['an attribute that does not end', '<r><A b="></A></r>'],
  ['a comment that does not end', '<r><!-- </r>'],
  ['a bare angle bracket', '<r><A>1 < 2</A></r>'],
  ['a DTD of its own', '<!DOCTYPE r [<!ENTITY t "true">]><r><A>&t;</A></r>'],
])('reads nothing into %s', (_, xml) => {
  expect(elementsOf(xml)).toBeNull();
});

/** An element and all that is in it. */
interface Tree {
  name: string;
  children: Tree[];
}
const name = fc.constantFrom('A', 'ns:B', 'C-d', '_e', 'é');
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    name.map((leaf) => ({ name: leaf, children: [] })),
    fc.record({ name, children: fc.array(tie('tree'), { maxLength: 3 }) }),
  ),
}));
const written = ({ name, children }: Tree): string =>
  children.length === 0 ? `<${name}/>` : `<${name} q=">">${children.map(written).join('<!-- <x> -->')}</${name}>`;
const expected = ({ name, children }: Tree, depth: number): [string, number][] => [
  ...children.flatMap((child) => expected(child, depth + 1)),
  ...(depth > 0 ? ([[name, depth]] satisfies [string, number][]) : []),
];

it('visits every element of any document, however deep', () => {
  fc.assert(
    fc.property(tree, (root) => {
      expect(elementsOf(written(root))?.map(([name, depth]) => [name, depth])).toEqual(expected(root, 0));
    }),
    { numRuns: 300 },
  );
});
