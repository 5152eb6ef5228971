import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/api.tsx';
import { route } from '../../route.ts';

/** Opens practice storage, which begins anew where it is not there yet, and leads to it. */
export function usePractice() {
  const { client } = useApi();
  return useMutation({
    mutationFn: () => client.connections.openPractice(),
    onSuccess: ({ id }) => route.go({ screen: 'connection', connectionId: id }),
  });
}
