import type { Connection } from '../../../shared/schema/model.ts';
import type { CredentialState } from '../../../shared/schema/sign-in.ts';

type Place = Pick<Connection, 'id' | 'name' | 'endpointUrl'>;

/**
 * Names of the other connections whose store told the same owner ID at the same place. Owner IDs are compared only within
 * one endpoint (all of AWS is one): another store may give the same short name, such as `admin`, to somebody else. Pure.
 */
export function sameAccount(
  of: Place,
  connections: readonly Place[],
  credentials: Readonly<Record<string, Pick<CredentialState, 'ownerId'>>>,
): string[] {
  const ownerId = credentials[of.id]?.ownerId;
  if (!ownerId) return [];
  return connections
    .filter(
      ({ id, endpointUrl }) =>
        id !== of.id && hostOf(endpointUrl) === hostOf(of.endpointUrl) && credentials[id]?.ownerId === ownerId,
    )
    .map(({ name }) => name);
}

function hostOf(endpointUrl: string | null): string | null {
  return endpointUrl === null ? null : (URL.parse(endpointUrl)?.host ?? endpointUrl);
}
