import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { formatCount } from '../../../shared/format/numbers.ts';
import { formatDay } from '../../../shared/format/time.ts';
import type { LogSummary } from '../../../shared/schema/access-logs.ts';
import type { Connection } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { formatNoun } from '../../ui/amounts.ts';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Failure } from '../../ui/failure.tsx';
import { showKey } from '../../ui/safe-key.ts';
import styles from '../../ui/table.module.css';
import { logExports } from './log-exports.ts';

export type AccessLogsDialogProps = { connection: Connection; onClose: () => void };

/** The dialog `Access logs`: a folder of S3 server access logs, joined with the uploads that are left. */
export function AccessLogsDialog({ connection, onClose }: AccessLogsDialogProps) {
  const { client, queries } = useApi();
  const cache = useQueryClient();
  const known = useQuery(queries.logSummary(connection.id));
  const [folder, setFolder] = useState('');
  const read = useMutation({
    mutationFn: () => client.accessLogs.read({ connectionId: connection.id, place: folder.trim() }),
    onSuccess: () => cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes('logs') }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    read.mutate();
  };
  const summary = read.data ?? known.data ?? null;
  return (
    <Dialog onClose={onClose} title="Access logs" size={760}>
      <form className={dialog.body} onSubmit={submit}>
        <p className={dialog.note}>
          Server access logs tell who began an upload and what went wrong. Name a folder of this computer that holds
          them, or s3://bucket/prefix, plain or gzip; they are read here, and nothing of them is kept beyond this
          session. AWS delivers them by best effort: what is not in them may have been.
        </p>
        <TextInput
          label="Folder with access logs, or their bucket"
          placeholder="/home/me/logs or s3://bucket/prefix"
          data-autofocus
          value={folder}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        {read.error && <Failure error={toErrorShape(read.error)} />}
        <div className={dialog.buttons}>
          <p className={dialog.note} role="status">
            {read.isPending && 'Reading the logs…'}
          </p>
          <Button type="submit" disabled={folder.trim() === ''} loading={read.isPending}>
            Read logs
          </Button>
        </div>
        {summary && <Summary summary={summary} />}
        {summary && (
          <div className={dialog.buttons}>
            <p className={dialog.note} />
            <ExportMenu choices={logExports(connection.name, summary)} />
          </div>
        )}
      </form>
    </Dialog>
  );
}

function Summary({ summary }: { summary: LogSummary }) {
  const { files, lines, malformed, from, to, wanted, found, lifecycleAborts, problems, problemCount } = summary;
  return (
    <>
      <p>
        {formatNoun(lines, 'line')} in {formatNoun(files, 'file')}
        {from !== null && to !== null && `, about uploads from ${formatDay(from)} to ${formatDay(to)}`}.{' '}
        {malformed > 0 && `${formatNoun(malformed, 'line')} could not be read. `}
        <strong>
          {formatCount(found)} of {formatNoun(wanted, 'upload')}
        </strong>{' '}
        found in them.
      </p>
      <Counts
        title="User agents"
        rows={summary.userAgents.map(({ name, uploads }) => ({ name: name ?? 'not told', uploads }))}
      />
      <Counts
        title="Requesters"
        rows={summary.requesters.map(({ name, uploads }) => ({ name: name ?? 'nobody that is known', uploads }))}
      />
      <Counts
        title="Last error before silence"
        rows={summary.lastErrors.map(({ operation, status, code, uploads }) => ({
          name: `${operation}: ${code ?? 'no code'} (HTTP ${status})`,
          uploads,
        }))}
      />
      <Counts
        title="Aborted by lifecycle"
        rows={lifecycleAborts.map(({ bucket, day, uploads }) => ({ name: `${bucket}, ${formatDay(day)}`, uploads }))}
      />
      {problemCount > 0 && (
        <p className={dialog.note}>
          {formatNoun(problemCount, 'file')} could not be read to the end:{' '}
          {problems.map(({ path, issue }) => `${showKey(path)} (${showKey(issue)})`).join('; ')}
        </p>
      )}
    </>
  );
}

function Counts({ title, rows }: { title: string; rows: readonly { name: string; uploads: number }[] }) {
  if (rows.length === 0) return null;
  return (
    <table className={styles.table} aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" className={styles.end}>
            Uploads
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, uploads }) => (
          <tr key={name}>
            <td>{showKey(name)}</td>
            <td className={styles.end}>{formatCount(uploads)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
