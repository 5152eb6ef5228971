import { describe, expect, test } from 'vitest';
import { createToken, type GuardedRequest, judgeRequest, sameToken } from './request-guard.ts';

const token = createToken();
const rules = { port: 4321, token, maxBodyBytes: 100 };
const call: GuardedRequest = {
  method: 'POST',
  target: '/rpc/app/info',
  host: '127.0.0.1:4321',
  origin: 'http://127.0.0.1:4321',
  authorization: `Bearer ${token}`,
  contentLength: '2',
};
const page: GuardedRequest = {
  method: 'GET',
  target: '/',
  host: '127.0.0.1:4321',
  origin: undefined,
  authorization: undefined,
  contentLength: undefined,
};
const status = (request: GuardedRequest) => {
  const answer = judgeRequest(request, rules);
  return answer.kind === 'refuse' ? answer.status : answer.kind;
};

describe('Host', () => {
  test.each(['127.0.0.1:4321', 'localhost:4321'])('%s is ours', (host) => {
    expect(status({ ...page, host })).toBe('page');
  });
  test.each([
    'evil.example:4321',
    '127.0.0.1.evil.example:4321',
    'localhost.evil.example:4321',
    '127.0.0.1',
    '127.0.0.1:4322',
    '127.0.0.1:43210',
    '[::1]:4321',
    '0.0.0.0:4321',
    'LOCALHOST:4321',
    '127.0.0.1:4321@evil.example',
    '',
    undefined,
  ])('%s is refused, for pages and for calls', (host) => {
    expect(status({ ...page, host })).toBe(403);
    expect(status({ ...call, host, origin: `http://${host}` })).toBe(403);
  });
  test('without a port only on port 80', () => {
    expect(judgeRequest({ ...page, host: '127.0.0.1' }, { ...rules, port: 80 }).kind).toBe('page');
  });
});

describe('Origin', () => {
  test('may be absent', () => expect(status({ ...call, origin: undefined })).toBe('call'));
  test.each([
    'http://evil.example',
    'https://127.0.0.1:4321',
    'http://127.0.0.1:4321.evil.example',
    'http://127.0.0.1:43210',
    'http://127.0.0.1',
    'http://localhost:4321',
    'null',
    '',
  ])('%s is refused although the token is right', (origin) => {
    expect(status({ ...call, origin })).toBe(403);
    expect(status({ ...page, origin })).toBe(403);
  });
});

describe('Token', () => {
  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    `Basic ${token}`,
    token,
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}`,
    `Bearer ${createToken()}`,
  ])('%s is not it', (authorization) => expect(status({ ...call, authorization })).toBe(401));
  test('is not needed for the page', () => expect(status(page)).toBe('page'));
  test.each(['/rpc', '/rpc/', '/rpc/app/info', '/rpc?x'])('is needed for %s', (target) =>
    expect(status({ ...call, target, authorization: undefined })).toBe(401),
  );
  test.each([
    `/?token=${token}`,
    '/?token=anything',
    '/?Token',
    '/?%74oken=x',
    `/?a=${token}`,
    `/rpc/app/info?token=${token}`,
    `/?x=1?token=${token}`,
  ])('in a query string is refused: %s', (target) => {
    expect(status({ ...page, target })).toBe(400);
    expect(status({ ...call, target })).toBe(400);
  });
  test('is compared whole', () => {
    expect(sameToken(token, token)).toBe(true);
    expect(sameToken('', token)).toBe(false);
    expect(sameToken(token.slice(0, -1), token)).toBe(false);
  });
  test('is 32 random bytes', () => {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(createToken()).not.toBe(token);
  });
});

describe('Method and body', () => {
  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', undefined])('a call by %s is refused', (method) => {
    expect(status({ ...call, method })).toBe(405);
  });
  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('a file by %s is refused', (method) => {
    expect(status({ ...page, method })).toBe(405);
  });
  test('HEAD asks for a page without its body', () => {
    expect(judgeRequest({ ...page, method: 'HEAD' }, rules)).toEqual({ kind: 'page', pathname: '/', headOnly: true });
  });
  test('a body must say its length and keep to the limit', () => {
    expect(status({ ...call, contentLength: undefined })).toBe(411);
    expect(status({ ...call, contentLength: '101' })).toBe(413);
    expect(status({ ...call, contentLength: '100' })).toBe('call');
  });
});

test.each(['http://evil.example/', '//evil.example/', '*', ''])('a target that is no path is refused: %s', (target) => {
  expect(status({ ...page, target })).toBe(400);
});
test('what only begins like the call prefix is a file', () => {
  expect(judgeRequest({ ...page, target: '/rpcx?v=1' }, rules)).toEqual({
    kind: 'page',
    pathname: '/rpcx',
    headOnly: false,
  });
});
