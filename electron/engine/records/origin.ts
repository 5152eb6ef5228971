import type { JobOrigin } from '../../../shared/schema/history.ts';
import type { Connection } from '../../../shared/schema/model.ts';

/** Where a connection leads, as records keep it: no user info and no query, which may hold a secret (design, rule 5). */
export function originOf({ name, endpointUrl, region }: Connection): JobOrigin {
  return { connectionName: name, endpoint: endpointUrl === null ? null : bareEndpoint(endpointUrl), region };
}

function bareEndpoint(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}
