import {
  type Answer,
  type Ask,
  type Behaviour,
  errorXml,
  partsXml,
  partXml,
  says,
  send,
  uploadsXml,
  uploadXml,
} from '../store.ts';

/** Answers that lead elsewhere, lie about time, or repeat what they were sent. */

/** Redirects to where nobody of ours may follow. */
const redirect = (status: number, target: string): Behaviour => ({
  name: `a ${status} to ${target}`,
  on: {
    any: ({ url, ...ask }: Ask) => {
      const place = target === 'itself' ? url.href : target.replace('LOOPBACK', ownService);
      send(ask, status, errorXml('TemporaryRedirect'), { location: place });
    },
  },
});
/** A service of this computer that nobody is to be led to; told by the process that serves. */
let ownService = 'http://127.0.0.1:9';
export function leadTo(address: string): void {
  ownService = address;
}

const regions = ['evil.example#', '../..', 'a.b.c/d', 'r'.repeat(5000), 'us-east-1@127.0.0.1', '%0d%0a', ''];
const ofRegion = (region: string): Behaviour => ({
  name: `a bucket in the region ${JSON.stringify(region.slice(0, 20))}`,
  on: { any: says(301, errorXml('PermanentRedirect'), { 'x-amz-bucket-region': region }) },
});

const waits = [
  '31536000',
  '9'.repeat(400),
  '-1',
  '1.5',
  'NaN',
  '1e30',
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  '',
];
const waiting = (wait: string): Behaviour => ({
  name: `a wait of ${JSON.stringify(wait.slice(0, 40))}`,
  on: {
    any: (ask) => (ask.number % 3 === 2 ? ask.good() : send(ask, 503, errorXml('SlowDown'), { 'retry-after': wait })),
  },
});

const dates = [
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'now',
  '',
  '9'.repeat(300),
  new Date(Date.now() + 7 * 86_400_000).toUTCString(),
];
/** A header that is set by whoever answers later, too. */
const withHeader =
  (name: string, value: string): Answer =>
  (ask) => {
    ask.response.setHeader(name, value);
    ask.good();
  };
const headers: [string, string][] = [
  ...dates.map((date): [string, string] => ['date', date]),
  ['age', '9999999999'],
  ['x-amz-request-id', 'r'.repeat(9_000)],
  ['x-amz-request-id', '\u00ff\u00fe'],
  ['x-amz-abort-date', 'never'],
  ['x-amz-abort-date', 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ['x-amz-abort-rule-id', 'i'.repeat(9_000)],
  ['x-amz-request-charged', 'requester'],
  ['content-type', 'text/html'],
  ['set-cookie', 'a=b; Domain=127.0.0.1'],
];

/** What a call came with, in each place that is kept or shown. */
const echoes: Record<string, (value: string, ask: Ask) => void> = {
  'the message': (value, ask) => send(ask, 400, errorXml('C', value)),
  'the code': (value, ask) => send(ask, 400, errorXml(value)),
  'the request ID': (value, ask) => send(ask, 403, errorXml('C'), { 'x-amz-request-id': value }),
  'the region': (value, ask) => send(ask, 301, errorXml('PermanentRedirect'), { 'x-amz-bucket-region': value }),
  'the place to go to': (value, ask) =>
    send(ask, 302, '', { location: `http://127.0.0.1:9/${encodeURIComponent(value)}` }),
  'a page of HTML': (value, ask) => send(ask, 200, `<html>${value}</html>`),
  'a key': (value, ask) =>
    ask.operation === 'uploads' ? send(ask, 200, uploadsXml(uploadXml(encodeURIComponent(value)))) : ask.good(),
  'an upload ID': (value, ask) =>
    ask.operation === 'uploads' ? send(ask, 200, uploadsXml(uploadXml('k', value))) : ask.good(),
  'a marker': (value, ask) =>
    ask.operation === 'uploads'
      ? send(
          ask,
          200,
          uploadsXml(
            uploadXml(),
            `<IsTruncated>true</IsTruncated><NextKeyMarker>${encodeURIComponent(value)}</NextKeyMarker>`,
          ),
        )
      : ask.good(),
  'an ETag': (value, ask) =>
    ask.operation === 'parts' ? send(ask, 200, partsXml(partXml().replace('"e"', value))) : ask.good(),
  'an owner': (value, ask) =>
    ask.operation === 'uploads'
      ? send(ask, 200, uploadsXml(uploadXml().replace('<Initiated>', `<Owner><ID>${value}</ID></Owner><Initiated>`)))
      : ask.good(),
};
/** All of it at once: whatever of it were kept would be found. */
const echoing = Object.entries(echoes).map(
  ([place, echo]): Behaviour => ({
    name: `what it was sent, in ${place}`,
    on: {
      any: (ask) => {
        const { authorization, signature, token, secret } = ask.sent;
        echo([authorization, signature, token, secret].join(' '), ask);
      },
    },
  }),
);

export const inTheHeaders: readonly Behaviour[] = [
  ...[301, 302, 303, 307, 308].map((status) => redirect(status, 'LOOPBACK')),
  ...['itself', 'file:///etc/passwd', 'http://user:pw@127.0.0.1:9/'].map((target) => redirect(307, target)),
  ...regions.map(ofRegion),
  ...waits.map(waiting),
  ...headers.map(([name, value]) => ({ name: `${name}: ${value.slice(0, 30)}`, on: { any: withHeader(name, value) } })),
  ...echoing,
];
