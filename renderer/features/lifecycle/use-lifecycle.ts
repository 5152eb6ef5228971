import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { WantedRuleInput } from '../../../shared/schema/lifecycle.ts';
import { useApi } from '../../api/api.tsx';
import type { BucketPlace } from '../../api/queries.ts';

/** Rules are asked for each time that they are shown: others change them too, and nothing tells. */
const asked = { staleTime: 0, gcTime: 0 } as const;
const of = ({ connectionId, bucket }: BucketPlace) => ['lifecycle', connectionId, bucket] as const;

/** A bucket's rules as they are now. */
export function useRules(at: BucketPlace) {
  const { client } = useApi();
  return useQuery({
    ...asked,
    queryKey: [...of(at), 'rules'],
    queryFn: ({ signal }) => client.lifecycle.read(at, { signal }),
  });
}

/** What a rule would change and do. @param rule null: it is not one yet */
export function useProposal(at: BucketPlace, rule: WantedRuleInput | null) {
  const { client } = useApi();
  return useQuery({
    ...asked,
    queryKey: [...of(at), 'proposal', rule],
    enabled: rule !== null,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const wanted = rule ?? { days: 1, prefix: '' };
      return { wanted, proposal: await client.lifecycle.propose({ ...at, rule: wanted }, { signal }) };
    },
  });
}
