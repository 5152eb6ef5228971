import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Bucket } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { useCommands } from '../../ui/commands.ts';
import { useScanQuestion } from '../costs/index.ts';

/** Scans every bucket that is not being scanned already, or stops those that are. The engine decides how many at once. */
export function ScanAll({ buckets }: { buckets: readonly Bucket[] }) {
  const { client } = useApi();
  const places = buckets.map(({ connectionId, name, scan }) => ({
    at: { connectionId, bucket: name },
    isRunning: scan.status === 'listing' || scan.status === 'sizing',
  }));
  const running = places.filter(({ isRunning }) => isRunning);
  const idle = places.filter(({ isRunning }) => !isRunning);
  const scan = useScanQuestion();
  const stop = useMutation({ mutationFn: () => Promise.all(running.map(({ at }) => client.scans.stop(at))) });
  const text = words.page.overview;
  useCommands(text.theseBuckets, [
    {
      label: text.scanAll,
      off: idle.length === 0 ? text.allScanning : null,
      run: () => scan.begin(idle.map(({ at }) => at)),
    },
    { label: text.stopAll, off: running.length > 0 ? null : text.noneScanning, run: () => stop.mutate() },
  ]);
  if (buckets.length === 0) return null;
  return (
    <>
      {running.length > 0 && (
        <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
          {text.stopAll}
        </Button>
      )}
      <Button
        disabled={idle.length === 0}
        loading={scan.isPending}
        onClick={() => scan.begin(idle.map(({ at }) => at))}
      >
        {text.scanAll}
      </Button>
      {scan.dialog}
    </>
  );
}
