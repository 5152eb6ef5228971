/** From so many entries on, a list takes milliseconds to check. */
const longList = 1_000;

/** Whether what a call was given holds a long list, at its top or within an object of it. Looks at no entry. */
export function isLongInput(input: unknown, depth = 3): boolean {
  if (Array.isArray(input)) return input.length >= longList;
  if (depth === 0 || typeof input !== 'object' || input === null) return false;
  return Object.values(input).some((value) => isLongInput(value, depth - 1));
}
