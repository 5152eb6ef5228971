/** Somebody else's sentence, to go on from: without the full stops and blanks at its end. */
export function withoutStop(sentence: string): string {
  let end = sentence.length;
  while (end > 0 && '. \n\t'.includes(sentence.charAt(end - 1))) end--;
  return sentence.slice(0, end);
}
