import type { LifecycleConfiguration, LifecycleRule } from './configuration.ts';
import { childOf, element, localName, type XmlTree } from './xml-tree.ts';

export interface JsonObject {
  [name: string]: string | number | boolean | JsonObject | JsonObject[];
}

/** A configuration in the JSON of `aws s3api put-bucket-lifecycle-configuration`. */
export type CliConfiguration =
  | { possible: true; json: { Rules: JsonObject[] } }
  /** The CLI knows no such elements, or not such content: it would drop them, and with them what they say. */
  | { possible: false; unknown: readonly string[] };

type Fields = Readonly<Record<string, Shape>>;
/** How the CLI's model (botocore, service model of s3) has an element. A list stands under a name of its own. */
type Shape =
  | { type: 'text' | 'number' | 'boolean' }
  | { type: 'object'; fields: Fields }
  | { type: 'list'; name: string; fields: Fields };

const text: Shape = { type: 'text' };
const number: Shape = { type: 'number' };
const object = (fields: Fields): Shape => ({ type: 'object', fields });
const list = (name: string, fields: Fields): Shape => ({ type: 'list', name, fields });

const tag: Fields = { Key: text, Value: text };
const sizes: Fields = { ObjectSizeGreaterThan: number, ObjectSizeLessThan: number };
const ruleFields: Fields = {
  ID: text,
  Prefix: text,
  Status: text,
  Filter: object({
    Prefix: text,
    Tag: object(tag),
    ...sizes,
    And: object({ Prefix: text, Tag: list('Tags', tag), ...sizes }),
  }),
  Expiration: object({ Date: text, Days: number, ExpiredObjectDeleteMarker: { type: 'boolean' } }),
  Transition: list('Transitions', { Date: text, Days: number, StorageClass: text }),
  NoncurrentVersionTransition: list('NoncurrentVersionTransitions', {
    NoncurrentDays: number,
    StorageClass: text,
    NewerNoncurrentVersions: number,
  }),
  NoncurrentVersionExpiration: object({ NoncurrentDays: number, NewerNoncurrentVersions: number }),
  AbortIncompleteMultipartUpload: object({ DaysAfterInitiation: number }),
};

/** The whole configuration, or why the CLI cannot be given it. */
export function cliConfiguration({ rules, others }: LifecycleConfiguration): CliConfiguration {
  const unknown = new Set(others.map(localName));
  const converted = rules.map((rule) => objectOf(withScope(rule), ruleFields, unknown));
  if (unknown.size > 0) return { possible: false, unknown: [...unknown].sort() };
  return { possible: true, json: { Rules: converted } };
}

/** A rule needs a filter or a prefix, and some stores give rules back without either. */
function withScope({ source }: LifecycleRule): XmlTree {
  if (childOf(source, 'Filter') || childOf(source, 'Prefix')) return source;
  return { ...source, children: [...source.children, element('Filter', '')] };
}

function objectOf(tree: XmlTree, fields: Fields, unknown: Set<string>): JsonObject {
  const result: JsonObject = {};
  for (const child of tree.children) {
    const name = localName(child);
    const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const value = shape ? convert(child, shape, unknown) : null;
    if (!shape || value === null) unknown.add(name);
    else if (shape.type !== 'list') result[name] = value;
    else {
      const before = result[shape.name];
      result[shape.name] = [...(Array.isArray(before) ? before : []), objectOf(child, shape.fields, unknown)];
    }
  }
  return result;
}

/** null: not of this shape. */
function convert(child: XmlTree, shape: Shape, unknown: Set<string>): string | number | boolean | JsonObject | null {
  const content = child.text.trim();
  switch (shape.type) {
    case 'object':
    case 'list':
      return content === '' ? objectOf(child, shape.fields, unknown) : null;
    case 'text':
      return child.children.length === 0 ? child.text : null;
    case 'number':
      return /^\d{1,15}$/.test(content) ? Number(content) : null;
    case 'boolean':
      return /^(true|false)$/i.test(content) ? content.toLowerCase() === 'true' : null;
  }
}
