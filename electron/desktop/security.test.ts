import { describe, expect, test } from 'vitest';
import { isSignInPage } from './security.ts';

describe('isSignInPage', () => {
  test.each([
    'https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH',
    'https://device.sso.us-gov-west-1.amazonaws.com/',
    'https://device.sso.cn-north-1.amazonaws.com.cn/',
    'https://d-1234567890.awsapps.com/start/#/device?user_code=ABCD-EFGH',
    'https://start.us-gov-home.awsapps.com/directory/x',
    'https://start.home.awsapps.cn/directory/x',
    'https://ssoins-1234.portal.eu-west-1.app.aws/',
    'https://eu-west-1.signin.aws/platform/login',
    'https://signin.aws.amazon.com/oauth',
  ])('%s is one', (url) => {
    expect(isSignInPage(url)).toBe(true);
  });

  test.each([
    ['no TLS', 'http://device.sso.us-east-1.amazonaws.com/'],
    ['this computer', 'http://127.0.0.1:4000/'],
    ['this computer, by name', 'https://localhost/'],
    ['a bucket, which shows what anybody uploads', 'https://evil.s3.amazonaws.com/'],
    ['a bucket that looks the part', 'https://device.sso.us-east-1.amazonaws.com.s3.amazonaws.com/'],
    ['a host that ends alike', 'https://evilawsapps.com/'],
    ['a host that begins alike', 'https://d-1.awsapps.com.evil.example/'],
    ['a function’s own host', 'https://x.lambda-url.us-east-1.on.aws/'],
    ['our host as a user name', 'https://device.sso.us-east-1.amazonaws.com@evil.example/'],
    ['a user name', 'https://user@d-1.awsapps.com/'],
    ['a port', 'https://d-1.awsapps.com:8443/'],
    ['a trailing dot', 'https://d-1.awsapps.com./'],
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['the page', 'app://loose-parts/'],
    ['no URL', 'device.sso.us-east-1.amazonaws.com'],
  ])('%s is none', (_, url) => {
    expect(isSignInPage(url)).toBe(false);
  });
});
