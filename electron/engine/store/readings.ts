/**
 * What a text may mean that a store repeats: as it is, URL-encoded, or with `+` for a blank. Blanks around it are the store's
 * layout.
 */
export function readings(told: string): string[] {
  const text = told.trim();
  try {
    return [told, text, decodeURIComponent(text), decodeURIComponent(text.replaceAll('+', ' '))];
  } catch {
    return [told, text];
  }
}
