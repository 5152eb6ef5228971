import { useSyncExternalStore } from 'react';
import type { EndpointFacts } from '../../shared/schema/endpoint.ts';
import type { LiveState } from '../../shared/schema/live.ts';
import type { CredentialState, Prompt } from '../../shared/schema/sign-in.ts';
import { useApi } from './api.tsx';

/** What the live state knows of the ways in. Readers are drawn again only where that changes. */
function useAccess<T>(pick: (state: LiveState | null) => T): T {
  const { live } = useApi();
  return useSyncExternalStore(live.subscribe, () => pick(live.get().state));
}

const noPrompts: readonly Prompt[] = [];
const noCredentials: Readonly<Record<string, CredentialState>> = {};

/** Every prompt that waits for an answer, in the order in which they came. */
export function usePrompts(): readonly Prompt[] {
  return useAccess((state) => state?.prompts ?? noPrompts);
}

/** What is known of each connection's credentials, by connection ID; absent until they were asked for. */
export function useAllCredentials(): Readonly<Record<string, CredentialState>> {
  return useAccess((state) => state?.credentials ?? noCredentials);
}

/** What is known of the credentials that a connection uses; undefined until they were asked for. */
export function useCredentials(connectionId: string): CredentialState | undefined {
  return useAccess((state) => state?.credentials?.[connectionId]);
}

/** What was learned of a connection's endpoint; undefined until it was probed. */
export function useEndpointFacts(connectionId: string): EndpointFacts | undefined {
  return useAccess((state) => state?.endpoints?.[connectionId]);
}
