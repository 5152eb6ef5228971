const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of a header. HTTP's headers are bytes, of which Node makes a character each; what stores write beyond ASCII is UTF-8
 * (RFC 9110, "Field Values"). null where there is none; as it came where it is no UTF-8.
 */
export function headerText(value: string | undefined): string | null {
  if (!value) return null;
  if (!/[\u0080-\u00ff]/.test(value) || /[^\u0000-\u00ff]/.test(value)) return value;
  try {
    return utf8.decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}
