/**
 * The random value that lets this page's own inline styles pass its Content-Security-Policy. The host puts it into
 * index.html anew for every answer; the `nonce` property, unlike the attribute, stays readable for scripts.
 */
export function readNonce(page: Document): string {
  const meta = page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce || meta?.getAttribute('nonce') || '';
}
