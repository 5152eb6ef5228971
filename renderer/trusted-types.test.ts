import { expect, it, vi } from 'vitest';
import { installTextPolicy, textOnly } from './trusted-types.ts';

it('lets styles pass, and nothing that could be an element', () => {
  expect(textOnly('@media (max-width: 62em) { .a > .b { color: red } }')).not.toBeNull();
  for (const markup of ['<img src=x onerror=alert(1)>', 'a{}</style><script>', '<', '\u003cb']) {
    expect(textOnly(markup)).toBeNull();
  }
});

it('is the page’s default, of markup alone', () => {
  const createPolicy = vi.fn();
  installTextPolicy({ trustedTypes: { createPolicy } });
  expect(createPolicy.mock.calls).toEqual([['default', { createHTML: textOnly }]]);
  // A browser without them has the rest of the policy.
  expect(() => installTextPolicy({})).not.toThrow();
});
