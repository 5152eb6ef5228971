import { malformedXml } from './s3-error.ts';

/** One element of a small XML document: attributes, comments and mixed content are not kept. */
export interface XmlElement {
  name: string;
  children: XmlElement[];
  /** Text where there are no children; '' otherwise. */
  text: string;
}

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/**
 * Escapes text for XML. Control characters that XML 1.0 cannot hold become character references all the same, as S3
 * does: such a page breaks strict parsers, which is why clients ask for encoding-type=url.
 */
export function escapeXml(text: string): string {
  return /[&<>"\u0000-\u001f\u007f]/.test(text) ? text.replace(/[&<>"\u0000-\u001f\u007f]/g, escapeCharacter) : text;
}

function escapeCharacter(character: string): string {
  switch (character) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '"':
      return '&quot;';
    default:
      return `&#x${character.charCodeAt(0).toString(16)};`;
  }
}

/** `<name>text</name>`, escaped; '' where the text is null. */
export function element(name: string, text: string | number | boolean | null): string {
  return text === null ? '' : `<${name}>${typeof text === 'string' ? escapeXml(text) : String(text)}</${name}>`;
}

/** A whole document: `content` is XML already. */
export function document(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${content}</${root}>`;
}

/** Writes an element tree back, without a namespace. */
export function writeElement({ name, children, text }: XmlElement): string {
  return children.length === 0 ? element(name, text) : `<${name}>${children.map(writeElement).join('')}</${name}>`;
}

/** First child of that name. */
export function child(parent: XmlElement, name: string): XmlElement | undefined {
  return parent.children.find((candidate) => candidate.name === name);
}

/** Text of the first child of that name; undefined where there is none. */
export function childText(parent: XmlElement, name: string): string | undefined {
  return child(parent, name)?.text;
}

const token = /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z_][\w.:-]*)([^<>]*?)(\/?)>|([^<]+)/y;

/**
 * Reads the small documents that clients send (CompleteMultipartUpload, lifecycle). Namespace prefixes are dropped.
 * @throws S3Error MalformedXML
 */
export function readXml(source: string): XmlElement {
  const top: XmlElement = { name: '', children: [], text: '' };
  const open: XmlElement[] = [top];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const match = token.exec(source);
    const current = open.at(-1);
    if (!match || !current) throw malformedXml();
    const [, closing, qualifiedName, , selfClosing, text] = match;
    if (text !== undefined) {
      if (current !== top) current.text += unescapeXml(text);
      else if (text.trim() !== '' && text.trim() !== '\ufeff') throw malformedXml();
    } else if (qualifiedName !== undefined) {
      const name = qualifiedName.slice(qualifiedName.indexOf(':') + 1);
      if (closing) {
        if (open.length === 1 || current.name !== name) throw malformedXml();
        open.pop();
        current.text = current.children.length > 0 ? '' : current.text.trim();
      } else {
        const opened: XmlElement = { name, children: [], text: '' };
        current.children.push(opened);
        if (!selfClosing) open.push(opened);
      }
    }
  }
  const [root] = top.children;
  if (open.length !== 1 || !root || top.children.length !== 1) throw malformedXml();
  return root;
}

const namedEntities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]+);|#([0-9]+);|(\w+);)?/g, (_, hex, decimal, name) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number.parseInt(decimal, 10) : null;
    if (code !== null) {
      if (code > 0x10ffff) throw malformedXml();
      return String.fromCodePoint(code);
    }
    const character = namedEntities.get(String(name));
    // Another name, which no document type declares, or none at all.
    if (character === undefined) throw malformedXml();
    return character;
  });
}
