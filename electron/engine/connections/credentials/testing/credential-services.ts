import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came, with what its body says. */
export interface ServiceCall {
  /** `AssumeRole`, `RegisterClient`, …; of the metadata services method and path. */
  action: string;
  /** Form fields, JSON members or query, as the service has it. */
  input: Record<string, unknown>;
  headers: IncomingHttpHeaders;
}

/** What a service answers: a body with 200, or a refusal by its code. */
export type ServiceAnswer =
  | Record<string, unknown>
  | { status: number; code: string; message?: string; members?: Record<string, unknown> };

/** Keys that a service hands out. */
export interface IssuedKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** ms UTC. */
  expiresAt: number;
}

export interface CredentialServices {
  url: string;
  calls: ServiceCall[];
  /** What each action is answered with from now on, by name; a function sees the call. */
  answers: Map<string, (call: ServiceCall) => ServiceAnswer | Promise<ServiceAnswer>>;
  close(): Promise<void>;
}

/**
 * For tests: one server on loopback that stands in for STS, IAM Identity Center (OIDC service and portal), the instance's
 * metadata service and a container's endpoint for credentials. It keeps what it is sent and says what it is told to.
 */
export async function startCredentialServices(): Promise<CredentialServices> {
  const calls: ServiceCall[] = [];
  const answers: CredentialServices['answers'] = new Map();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const call = { ...readCall(request.method ?? '', url, body), headers: request.headers };
    calls.push(call);
    const answer = await answers.get(call.action)?.(call);
    if (!answer) {
      response.writeHead(404).end();
    } else if (url.pathname === '/' && request.method === 'POST') {
      writeXml(response, call.action, answer);
    } else {
      writeJson(response, answer);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const oidcActions: Readonly<Record<string, string>> = {
  '/client/register': 'RegisterClient',
  '/device_authorization': 'StartDeviceAuthorization',
  '/token': 'CreateToken',
};

function readCall(method: string, url: URL, body: string): Pick<ServiceCall, 'action' | 'input'> {
  const query = Object.fromEntries(url.searchParams);
  const oidc = oidcActions[url.pathname];
  if (method === 'POST' && oidc) return { action: oidc, input: JSON.parse(body) };
  if (url.pathname === '/federation/credentials') return { action: 'GetRoleCredentials', input: query };
  if (method === 'POST' && url.pathname === '/') {
    const input = Object.fromEntries(new URLSearchParams(body));
    return { action: input.Action ?? '', input };
  }
  return { action: `${method} ${url.pathname}`, input: query };
}

function isRefusal(answer: ServiceAnswer): answer is Extract<ServiceAnswer, { code: string }> {
  return 'code' in answer && 'status' in answer && typeof answer.status === 'number';
}

function writeXml(response: ServerResponse, action: string, answer: ServiceAnswer): void {
  const xmlns = 'https://sts.amazonaws.com/doc/2011-06-15/';
  if (isRefusal(answer)) {
    response.writeHead(answer.status, { 'content-type': 'text/xml' });
    const error = `<Type>Sender</Type><Code>${answer.code}</Code><Message>${answer.message ?? ''}</Message>`;
    response.end(`<ErrorResponse xmlns="${xmlns}"><Error>${error}</Error><RequestId>r1</RequestId></ErrorResponse>`);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/xml' });
  const result = `<${action}Result>${elements(answer)}</${action}Result>`;
  response.end(`<${action}Response xmlns="${xmlns}">${result}</${action}Response>`);
}

function elements(value: Record<string, unknown>): string {
  return Object.entries(value)
    .map(([name, inner]) => {
      const isBranch = typeof inner === 'object' && inner !== null;
      return `<${name}>${isBranch ? elements({ ...inner }) : String(inner)}</${name}>`;
    })
    .join('');
}

function writeJson(response: ServerResponse, answer: ServiceAnswer): void {
  if (isRefusal(answer)) {
    response.writeHead(answer.status, { 'content-type': 'application/json', 'x-amzn-errortype': answer.code });
    response.end(JSON.stringify({ message: answer.message ?? '', ...answer.members }));
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  // The instance's metadata service speaks plain text where it has one thing to say.
  response.end(typeof answer.text === 'string' ? answer.text : JSON.stringify(answer));
}

/** The answer of AssumeRole and AssumeRoleWithWebIdentity. */
export function assumed({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: IssuedKeys): ServiceAnswer {
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: new Date(expiresAt).toISOString(),
    },
    AssumedRoleUser: { AssumedRoleId: 'AROA:s', Arn: 'arn:aws:sts::111122223333:assumed-role/r/s' },
  };
}

/** The answer of GetRoleCredentials. */
export function roleCredentials({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: IssuedKeys): ServiceAnswer {
  return { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration: expiresAt } };
}

/** The answer of both metadata services. */
export function metadataKeys({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: IssuedKeys): ServiceAnswer {
  return {
    Code: 'Success',
    Type: 'AWS-HMAC',
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: new Date(expiresAt).toISOString(),
  };
}

/** Keys with a name in them, good for an hour of the machine's clock. */
export function keysOf(name: string, expiresAt = Date.now() + 3_600_000): IssuedKeys {
  return { accessKeyId: `AKIA${name}`, secretAccessKey: `secret-${name}`, sessionToken: `token-${name}`, expiresAt };
}
