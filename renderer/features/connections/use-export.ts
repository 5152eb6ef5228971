import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/api.tsx';
import { saveFile } from '../../ui/save-file.ts';

/** Saves every connection, without its secrets, as a file. */
export function useExportConnections() {
  const { client } = useApi();
  return useMutation({
    mutationFn: async () => {
      const { fileName, mediaType, text } = await client.connections.export();
      saveFile({ fileName, mediaType, pieces: [text] });
    },
  });
}
