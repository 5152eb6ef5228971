import { randomBytes } from 'node:crypto';

/** Where the page stands for this in its HTML, the host writes the response's own nonce (build/vite.renderer.config.ts). */
export const noncePlaceholder = '%NONCE%';

/** How the page reaches the engine: by a message port, which it asks for, or by HTTP at its own origin. */
export type Transport = 'port' | 'http';

/** Where the page's HTML holds this, the host writes its {@link Transport}. */
export const transportPlaceholder = '%TRANSPORT%';

/** Where the page's HTML holds this, the host writes which language the person chose. */
export const languagePlaceholder = '%LANGUAGE%';

/** A nonce for one response: 16 random bytes, base64url. */
export function createNonce(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * The page's Content-Security-Policy: nothing, and then each need by name. Styles are files of ours plus the `<style>`
 * elements that carry this response's nonce (the component library writes some).
 *
 * @param connect `self` where the page speaks HTTP to its own origin, `none` where it only has a message port
 */
function contentSecurityPolicy(options: { nonce: string; connect: 'self' | 'none' }): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${options.nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src '${options.connect}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // Text becomes no markup and no script, but by the page's one policy (renderer/trusted-types.ts).
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** Headers of every answer that both hosts give to the page, whatever its body. */
export function securityHeaders(options: { nonce: string; connect: 'self' | 'none' }): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(options),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  };
}
