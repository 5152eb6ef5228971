import { expect, it } from 'vitest';
import { createSystemProxy, proxyFromPac } from './system-proxy.ts';

it.each([
  ['DIRECT', null],
  ['', null],
  ['PROXY proxy.example.com:3128', 'http://proxy.example.com:3128'],
  ['PROXY a:1; PROXY b:2; DIRECT', 'http://a:1'],
  ['HTTPS secure.example.com:443;DIRECT', 'https://secure.example.com:443'],
  ['HTTP a:80', 'http://a:80'],
  ['PROXY [::1]:3128', 'http://[::1]:3128'],
  ['  proxy   a:1  ', 'http://a:1'],
  ['SOCKS5 s:1080; PROXY a:1', 'http://a:1'],
  ['SOCKS5 s:1080; DIRECT', null],
  ['SOCKS5 s:1080', 'socks5://s:1080'],
  ['SOCKS s:1080', 'socks4://s:1080'],
  ['QUIC q:443; PROXY a:1', 'http://a:1'],
  ['PROXY', null],
])('reads the script’s answer %j', (answer, proxy) => {
  expect(proxyFromPac(answer)).toBe(proxy);
});

it('asks the session about the very URL', async () => {
  const asked: string[] = [];
  const resolveProxy = async (url: string) => {
    asked.push(url);
    return 'PROXY a:1';
  };
  expect(await createSystemProxy({ resolveProxy })('https://s3.example.com')).toBe('http://a:1');
  expect(asked).toEqual(['https://s3.example.com']);
});
