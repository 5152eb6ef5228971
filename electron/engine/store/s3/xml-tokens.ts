/** What in a document is neither a tag nor text: where it begins and ends. The longest beginning first. */
export const xmlMarks = [
  { begins: '<![CDATA[', ends: ']]>' },
  { begins: '<!--', ends: '-->' },
  { begins: '<?', ends: '?>' },
  { begins: '<!', ends: '>' },
] as const;

/** Where a tag's `>` is; an attribute's value may hold one of its own. -1: nowhere. */
export function tagEnd(xml: string, from: number): number {
  for (let at = from; at < xml.length; at++) {
    const one = xml[at];
    if (one === '>') return at;
    if (one !== '"' && one !== "'") continue;
    at = xml.indexOf(one, at + 1);
    if (at < 0) return -1;
  }
  return -1;
}

/** Sticky, so that nothing is searched for. */
const name = /[\p{L}_:][\p{L}\p{N}_:.-]*/uy;

/** The name that begins at a place; '' where none does. */
export function nameAt(xml: string, at: number): string {
  name.lastIndex = at;
  return name.exec(xml)?.[0] ?? '';
}
