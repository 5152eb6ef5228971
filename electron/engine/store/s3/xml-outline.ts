import { nameAt, tagEnd, xmlMarks } from './xml-tokens.ts';

/** Told of each element under the root as it ends. */
export type VisitElement = (
  /** As written: with a prefix, where it has one. */
  name: string,
  /** 1 for the elements right under the root. */
  depth: number,
  /** What is in an element right under the root: CDATA as it is, comments left out, references as they are written. null: elements. */
  text: string | null,
  /** The element right under the root that it is in; of one right under the root, its own name. */
  top: string,
) => void;

/**
 * Walks the elements of a document. Reads markup alone: what a DTD would declare is not looked up.
 *
 * Takes time in proportion to the document, whatever is in it.
 *
 * @returns false where it is no well-formed XML, or has a DTD of its own; some of it was visited then
 */
export function visitElements(xml: string, visit: VisitElement): boolean {
  /** The elements that are open, the root first. */
  const open: string[] = [];
  let text: string | null = null;
  const addText = (from: number, to: number) => {
    if (open.length === 2 && text !== null) text += xml.slice(from, to);
  };
  const begin = (name: string) => {
    open.push(name);
    text = open.length === 2 ? '' : null;
  };
  const end = () => {
    const top = open[1];
    const name = open.pop();
    if (name !== undefined && top !== undefined) visit(name, open.length, open.length === 1 ? text : null, top);
    text = null;
  };

  for (let at = 0; at < xml.length; ) {
    const next = xml.indexOf('<', at);
    addText(at, next < 0 ? xml.length : next);
    if (next < 0) break;
    const special = isMark(xml[next + 1]) ? xmlMarks.find(({ begins }) => xml.startsWith(begins, next)) : undefined;
    if (special) {
      const from = next + special.begins.length;
      const to = xml.indexOf(special.ends, from);
      if (to < 0) return false;
      if (special.begins === '<![CDATA[') addText(from, to);
      // A DTD of the document's own may declare what its references mean.
      if (special.begins === '<!' && xml.slice(from, to).includes('[')) return false;
      at = to + special.ends.length;
      continue;
    }
    const close = tagEnd(xml, next + 1);
    if (close < 0) return false;
    const isEnd = xml[next + 1] === '/';
    const name = nameAt(xml, isEnd ? next + 2 : next + 1);
    if (name === '' || (isEnd && open.at(-1) !== name)) return false;
    if (!isEnd) begin(name);
    if (isEnd || xml[close - 1] === '/') end();
    at = close + 1;
  }
  return open.length === 0;
}

function isMark(character: string | undefined): boolean {
  return character === '!' || character === '?';
}
