import { mkdtempSync, rmSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, ORPCError } from '@orpc/server';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionTestSchema } from '../../../shared/schema/model.ts';
import { errorCodes } from '../../../shared/values/error-codes.ts';
import { createEngine, type Engine } from '../engine.ts';
import { enginePorts } from '../testing/engine-ports.ts';

/**
 * Whatever stands in the endpoint's field, testing and saving end in a connection or in a code that has words. Nothing
 * leaves this computer: no name is found, and addresses are those of this computer.
 */

let dataDir: string;
let engine: Engine;
let client: ReturnType<typeof clientOf>;
const clientOf = (opened: Engine) => createRouterClient(opened.router);
const noNames: LookupFunction = (_, __, done) => done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), '');

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-hostile-'));
  const storeTimeouts = { connectionTimeoutMs: 300, requestTimeoutMs: 1000 };
  engine = await createEngine(enginePorts(dataDir, { storeTimeouts, lookup: noNames }));
  client = clientOf(engine);
});
afterAll(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const draft = (endpointUrl: string | null, more: object = {}) => ({
  name: 'Hostile',
  endpointUrl,
  region: 'us-east-1',
  pathStyle: true,
  activeWindowMs: 0,
  quietIntervalMs: 0,
  proxy: { kind: 'none' as const },
  credentials: { kind: 'static' as const, accessKeyId: 'A', secretAccessKey: 'hostile-secret-key' },
  ...more,
});

/** What became of it: the code, or that it worked. Fails the test for whatever is neither. */
async function fate(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'fine';
  } catch (error) {
    if (!(error instanceof ORPCError)) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      expect(errorCodes, String(error)).toContain(code);
      return String(code);
    }
    // The contract's own check.
    expect([...errorCodes, 'BAD_REQUEST'], error.message).toContain(error.code);
    return error.code;
  }
}

async function tried(input: ReturnType<typeof draft>): Promise<void> {
  const tested = await fate(
    client.connections.test(input).then((result) => {
      const { outcome } = connectionTestSchema.parse(result);
      expect(outcome).toBe('failed');
      if (result.outcome === 'failed') {
        expect(result.error.code).not.toBe('INTERNAL');
        expect(result.error.message).not.toBe('');
      }
    }),
  );
  const saved = await fate(
    client.connections.save(input).then(({ id }) => client.connections.remove({ connectionId: id })),
  );
  // What can be tried can be saved, and the other way round.
  expect(tested === 'fine').toBe(saved === 'fine');
  expect(tested).not.toBe('INTERNAL');
}

const long = 'a'.repeat(100_000);
const given: readonly string[] = [
  ...['', ' ', '\0', '\n', '.', '/', '//', ':', '::', '#', '?', '@', '%', '\\', 'null', 'undefined', '[object Object]'],
  ...[
    'http',
    'http:',
    'http:/',
    'http://',
    'http:///',
    'https://',
    'https://:',
    'https://:443',
    'http://@',
    'http://#',
  ],
  ...[
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://host',
    'ws://host',
    'blob:http://x',
    'mailto:a@b',
  ],
  ...['HTTP://LOCALHOST:1', 'hTTps://localhost:1', ' http://localhost:1 ', 'http:localhost:1', 'http:\\\\localhost:1'],
  ...[
    'http://localhost:0',
    'http://localhost:1',
    'http://localhost:65535',
    'http://localhost:65536',
    'http://localhost:-1',
  ],
  ...[
    'http://localhost:99999999999',
    'http://localhost:1e3',
    'http://localhost:0x50',
    'http://localhost:٣',
    'http://localhost: 1',
  ],
  ...[
    'http://me@localhost:1',
    'http://me:pw@localhost:1',
    'http://:pw@localhost:1',
    'http://a@b@c',
    'http://%00:%00@localhost',
  ],
  ...[
    'http://localhost:1?x',
    'http://localhost:1/?x=1',
    'http://localhost:1#f',
    'http://localhost:1/a?b#c',
    'http://localhost:1/?',
  ],
  ...[
    'http://[::1]:1',
    'http://[::1%25lo]:1',
    'http://[::1%lo]:1',
    'http://[fe80::1%25eth0]:1',
    'http://[::]:1',
    'http://[::ffff:127.0.0.1]:1',
  ],
  ...[
    'http://[',
    'http://]',
    'http://[]',
    'http://[::1',
    'http://::1',
    'http://[1]',
    'http://[v1.x]',
    'http://[127.0.0.1]:1',
  ],
  ...[
    'http://127.0.0.1:1',
    'http://127.1:1',
    'http://2130706433:1',
    'http://0x7f.1:1',
    'http://0177.0.0.1:1',
    'http://127.0.0.1.:1',
    'http://0:1',
  ],
  ...[
    'http://256.256.256.256',
    'http://1.2.3.4.5',
    'http://999999999999',
    'http://127.0.0.1.nip',
    'http://-',
    'http://-a-',
    'http://a..b',
    'http://.a',
    'http://a.',
  ],
  ...[
    'http://bücher.example',
    'http://xn--bcher-kva.example',
    'http://xn--',
    'http://xn--a',
    'http://☃.net',
    'http://💩',
    'http://ａｂｃ.example',
    'http://a。b',
  ],
  ...[
    'http://\u202Eevil',
    'http://a\u200Bb',
    'http://\uFEFFa',
    'http://\uD800',
    'http://a\u0000b',
    'http://a\u007Fb',
    'http://a b',
    'http://a\tb',
    'http://a\nb',
    'http://a\r\nHost: b',
  ],
  ...[
    'http://a<b>',
    'http://a|b',
    'http://a^b',
    'http://a"b',
    "http://a'b",
    'http://a`b',
    'http://a{b}',
    'http://a%20b',
    'http://a%2Fb',
    'http://a%',
    'http://%zz',
    'http://a,b',
    'http://a;b',
    'http://a_b',
    'http://a*b',
    'http://a!b',
    'http://$HOME',
  ],
  ...[
    'http://localhost:1/..',
    'http://localhost:1/../..',
    'http://localhost:1/%2e%2e',
    'http://localhost:1/%00',
    'http://localhost:1/%',
    'http://localhost:1/%zz',
    'http://localhost:1//',
    'http://localhost:1/\\',
    'http://localhost:1/a b',
    'http://localhost:1/ü',
    'http://localhost:1/;a=b',
    'http://localhost:1/a//b/',
  ],
  ...[
    long,
    `http://${long}`,
    `http://localhost:1/${long}`,
    `http://${'a.'.repeat(2000)}b`,
    `http://${'a'.repeat(64)}.b`,
    `http://localhost:${'1'.repeat(5000)}`,
    `http://${'%61'.repeat(3000)}`,
    `http://${'ü'.repeat(3000)}`,
  ],
  ...[
    'https://localhost:1',
    'https://127.0.0.1:1',
    'https://[::1]:1',
    'https://localhost.:1',
    'https://LOCALHOST:1/A',
    'http://a.localhost:1',
    'http://xn--localhost:1',
  ],
];
const [schemes, ports, tails] = [
  ['http://', 'https://', 'HTTP:\\\\', 'file://', 'x:'],
  ['', ':1', ':0', ':65536', ':x'],
  ['', '/', '/p?q', '#f'],
];
const combined = schemes.flatMap((scheme) =>
  ports.flatMap((port) => tails.map((tail) => `${scheme}localhost${port.replace(/^$/, ':1')}${tail}`)),
);

describe('an endpoint', () => {
  it('is tried in more than 200 hostile ways', () => {
    expect(new Set([...given, ...combined]).size).toBeGreaterThan(200);
  });

  it.each([...new Set([...given, ...combined])].map((url) => [url.length > 60 ? `${url.slice(0, 60)}…` : url, url]))(
    'ends in words: %j',
    async (_, url) => {
      await tried(draft(url));
    },
    5000,
  );

  it('made of any characters ends in words', async () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 40 }).map((host) => `http://${host}`),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
    );
    await fc.assert(
      fc.asyncProperty(odd, fc.boolean(), async (url, pathStyle) => tried(draft(url, { pathStyle }))),
      { numRuns: 100, seed: 5 },
    );
  }, 60_000);

  it('with any region ends in words', async () => {
    const regions = [
      'us-east-1',
      '..',
      'a b',
      'a/b',
      '@',
      'us-east-1.evil.example',
      '%',
      '☃',
      'x'.repeat(64),
      '-',
      'aws-global',
    ];
    for (const region of regions) {
      for (const url of [null, 'http://localhost:1']) await tried(draft(url, { region }));
      await tried(draft(null, { region, fips: true, dualStack: true }));
    }
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }),
        fc.boolean(),
        async (region, isAws) => tried(draft(isAws ? null : 'http://localhost:1', { region })),
      ),
      { numRuns: 50, seed: 6 },
    );
  }, 60_000);

  it('behind any proxy ends in words', async () => {
    for (const url of given.filter((text) => text.length < 1000)) {
      await tried(
        draft('http://store.test', {
          proxy: { kind: 'manual', url, username: '\0:@' },
          proxyPassword: 'hostile-password-\uD800',
        }),
      );
    }
  }, 60_000);
});
