/** Words that English sentences are made of, and German ones are not. */
const words =
  /\b(?:the|of|and|not|cannot|could|this|that|these|with|from|has|have|been|which|your|you|are|were|be|to|for|by|at|no|its|it|is|there)\b/gi;

/**
 * The English words of a text that is to be in another language: none, where no sentence of it is English.
 *
 * @param data what of the text is of no language: names, paths, codes
 */
export function englishIn(text: string, data: readonly string[] = []): string[] {
  let rest = text;
  for (const each of data) rest = rest.replaceAll(each, ' ');
  return rest.match(words) ?? [];
}
