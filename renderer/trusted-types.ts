/**
 * The page's policy asks for Trusted Types: no text becomes markup, a script or a script's address, but through the one policy
 * that is made here, before the page draws anything. That one lets styles of the component library pass, which it sets
 * as the inner HTML of `<style>` elements, and nothing that could be an element.
 */

interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML: (text: string) => string | null }): unknown;
}

/** @returns the text, or null (the browser then refuses it) where it could be more than text */
export function textOnly(text: string): string | null {
  return text.includes('<') ? null : text;
}

/** Makes the policy, where the browser has Trusted Types. @param scope the global object */
export function installTextPolicy(scope: object): void {
  const factory: unknown = Reflect.get(scope, 'trustedTypes');
  if (isFactory(factory)) factory.createPolicy('default', { createHTML: textOnly });
}

function isFactory(value: unknown): value is PolicyFactory {
  return typeof value === 'object' && value !== null && 'createPolicy' in value;
}
