import { DOMParser, type Element, type Node, onErrorStopParsing } from '@xmldom/xmldom';

/**
 * An element as it stands in a document, to be written back: its name with prefix, attributes in their order, and either
 * elements or text. Comments and white space between elements mean nothing and are not kept.
 */
export interface XmlTree {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly XmlTree[];
  /** '' where there are children. */
  readonly text: string;
}

/** A document that is no well-formed XML; the message says where it ends to be. */
export class XmlUnreadable extends Error {
  override readonly name = 'XmlUnreadable';
}

/** @throws XmlUnreadable */
export function parseXml(source: string): XmlTree {
  let root: Element | null;
  try {
    const parser = new DOMParser({ onError: onErrorStopParsing, locator: false, normalizeLineEndings });
    root = parser.parseFromString(source.replace(/^\ufeff/, ''), 'text/xml').documentElement;
  } catch (error) {
    throw new XmlUnreadable(error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (root === null) throw new XmlUnreadable('missing root element');
  return treeOf(root);
}

/** As XML 1.0 says (2.11). The library's own way is that of XML 1.1, and takes U+0085 and U+2028 in a prefix for a new line. */
function normalizeLineEndings(source: string): string {
  return source.replace(/\r\n?/g, '\n');
}

function treeOf(element: Element): XmlTree {
  const children: XmlTree[] = [];
  let text = '';
  for (let node: Node | null = element.firstChild; node; node = node.nextSibling) {
    if (isElement(node)) children.push(treeOf(node));
    else if (node.nodeType === node.TEXT_NODE || node.nodeType === node.CDATA_SECTION_NODE)
      text += node.nodeValue ?? '';
  }
  const attributes: [string, string][] = [];
  for (let index = 0; index < element.attributes.length; index++) {
    const attribute = element.attributes.item(index);
    if (attribute) attributes.push([attribute.name, attribute.value]);
  }
  return { name: element.nodeName, attributes, children, text: children.length > 0 ? '' : text };
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

/** The element with all that is in it, on one line. */
export function writeXml({ name, attributes, children, text }: XmlTree): string {
  const start = attributes.map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`).join('');
  const content = children.length > 0 ? children.map(writeXml).join('') : escaped(text);
  return content === '' ? `<${name}${start}/>` : `<${name}${start}>${content}</${name}>`;
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters and separators of lines as references: as they are, a parser may change or refuse them. */
function escaped(text: string): string {
  return text.replace(
    /[&<>"\u0000-\u001f\u007f-\u009f\u2028]/g,
    (one) => references[one] ?? `&#x${one.charCodeAt(0).toString(16)};`,
  );
}

/** A new element. */
export function element(name: string, content: string | readonly XmlTree[]): XmlTree {
  return typeof content === 'string'
    ? { name, attributes: [], children: [], text: content }
    : { name, attributes: [], children: content, text: '' };
}

/** An element's name without its prefix. */
export function localName({ name }: XmlTree): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The first child of that name, whatever its prefix. */
export function childOf(tree: XmlTree, name: string): XmlTree | undefined {
  return tree.children.find((child) => localName(child) === name);
}

/** The text of the first child of that name, without white space around it. */
export function textOf(tree: XmlTree, name: string): string | undefined {
  return childOf(tree, name)?.text.trim();
}
