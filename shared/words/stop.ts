/** Somebody else's sentence, to go on from: without the full stops and blanks at its end. */
export function withoutStop(sentence: string): string {
  let end = sentence.length;
  while (end > 0 && '. \n\t'.includes(sentence.charAt(end - 1))) end--;
  return sentence.slice(0, end);
}

/** The same with one full stop at its end; empty where it is, and as it is where it ends in another mark. */
export function asSentence(text: string): string {
  const words = withoutStop(text);
  return words === '' || /[!?…:]$/.test(words) ? words : `${words}.`;
}
