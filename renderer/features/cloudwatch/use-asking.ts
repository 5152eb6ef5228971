import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CloudWatchSetting, Connection } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';
import { keys } from '../../api/queries.ts';

/** Asks CloudWatch about buckets; what it told is read again everywhere. */
export function useAsking({ id: connectionId }: Connection) {
  const { client } = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (buckets: string[]) => client.cloudWatch.read({ connectionId, buckets }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.toldSizes(connectionId) }),
  });
}

/** Lets CloudWatch be asked, or no more. */
export function useSwitch({ id: connectionId }: Connection) {
  const { client } = useApi();
  return useMutation({
    mutationFn: (setting: CloudWatchSetting | null) => client.cloudWatch.configure({ connectionId, setting }),
  });
}
