import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { LogSummary } from '../../../shared/schema/access-logs.ts';
import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
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
  const said = words.page.accessLogs;
  return (
    <Dialog onClose={onClose} title={said.title} size={760}>
      <form className={dialog.body} onSubmit={submit}>
        <p className={dialog.note}>{said.about}</p>
        <TextInput
          label={said.folder.label}
          placeholder={said.folder.placeholder}
          data-autofocus
          value={folder}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        {read.error && <Failure error={toErrorShape(read.error)} />}
        <div className={dialog.buttons}>
          <p className={dialog.note} role="status">
            {read.isPending && said.reading}
          </p>
          <Button type="submit" disabled={folder.trim() === ''} loading={read.isPending}>
            {said.read}
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
  const { malformed, userAgents, requesters, lastErrors, lifecycleAborts, problems, problemCount } = summary;
  const { summary: said, counts } = words.page.accessLogs;
  return (
    <>
      <p>
        {said.lines(summary)} {malformed > 0 && `${said.unreadable(malformed)} `}
        <Filled text={said.found} parts={{ share: <strong>{said.share(summary)}</strong> }} />
      </p>
      <Counts
        title={counts.userAgents}
        rows={userAgents.map(({ name, uploads }) => ({ name: name ?? counts.noUserAgent, uploads }))}
      />
      <Counts
        title={counts.requesters}
        rows={requesters.map(({ name, uploads }) => ({ name: name ?? counts.noRequester, uploads }))}
      />
      <Counts
        title={counts.lastErrors}
        rows={lastErrors.map((error) => ({ name: counts.lastError(error), uploads: error.uploads }))}
      />
      <Counts
        title={counts.lifecycleAborts}
        rows={lifecycleAborts.map((abort) => ({ name: counts.lifecycleAbort(abort), uploads: abort.uploads }))}
      />
      {problemCount > 0 && (
        <p className={dialog.note}>
          {said.unread({
            files: problemCount,
            which: problems.map(({ path, issue }) => `${showKey(path)} (${showKey(issue)})`),
          })}
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
            {words.page.accessLogs.counts.uploads}
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
