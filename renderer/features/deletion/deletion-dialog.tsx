import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { BucketDeletion } from '../../../shared/schema/deletion.ts';
import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { ConnectionMarks } from '../../ui/connection-mark.tsx';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { type ExportChoice, ExportMenu } from '../../ui/export-menu.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import { NameText } from '../../ui/key-text.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { Prompts } from '../sign-in/index.ts';
import classes from './deletion.module.css';

export type DeletionDialogProps = {
  connection: Connection;
  bucket: string;
  /** Uploads of the bucket that the index holds. */
  known: number;
  /** Plans the clean-up of all of them. */
  onClear: () => void;
  onClose: () => void;
};

/** The dialog `Why can’t it be deleted?`: every cause that can be seen, what clears it here, and commands for the rest. */
export function DeletionDialog({ connection, bucket, known, onClear, onClose }: DeletionDialogProps) {
  const { client } = useApi();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (at: BucketPlace) => client.buckets.deletion(at),
  });
  const [at] = useState<BucketPlace>({ connectionId: connection.id, bucket });
  useEffect(() => mutate(at), [mutate, at]);
  const readScript = (listedAs: BucketDeletion['listedAs'], shell: 'sh' | 'powershell'): ExportChoice['read'] => {
    return async () => {
      const { fileName, mediaType, text } = await client.buckets.deletionCommands({ ...at, listedAs, shell });
      return { fileName, mediaType, pieces: [text] };
    };
  };
  const said = words.page.deletion;
  return (
    <Dialog onClose={onClose} title={said.title} size={760}>
      <div className={dialog.body}>
        <Prompts />
        <p>
          <Filled
            text={said.about}
            parts={{
              bucket: (
                <strong>
                  <NameText value={bucket} />
                </strong>
              ),
              connection: (
                <strong>
                  <NameText value={connection.name} />
                </strong>
              ),
              marks: <ConnectionMarks connection={connection} />,
            }}
          />
        </p>
        <div role="status">
          {isPending && <p className={dialog.making}>{said.looking}</p>}
          {data && !isPending && <p className={classes.summary}>{words.deletion.summary(data)}</p>}
        </div>
        {error && <Failure error={toErrorShape(error)} />}
        {data && <Found found={data} />}
        <div className={dialog.foot}>
          <div className={dialog.buttons}>
            <p className={dialog.note}>
              {connection.readOnly ? words.page.ui.readOnlyReason : known === 0 ? said.unscanned : said.scanned}
            </p>
            <Button variant="default" loading={isPending} onClick={() => mutate(at)}>
              {said.lookAgain}
            </Button>
            {data && (
              <ExportMenu
                choices={[
                  { label: said.commands.sh, read: readScript(data.listedAs, 'sh') },
                  { label: said.commands.powershell, read: readScript(data.listedAs, 'powershell') },
                ]}
              />
            )}
            <Button variant="default" onClick={onClose}>
              {said.close}
            </Button>
            <Button disabled={connection.readOnly || known === 0} onClick={onClear}>
              {said.clearUploads}
            </Button>
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function Found({ found }: { found: BucketDeletion }) {
  const { blockers, clear, unknown, at } = found;
  const said = words.page.deletion;
  const billed = blockers.filter((it) => it.what === 'uploads' && it.keeps === 'no');
  return (
    <>
      <Blockers title={said.causes} blockers={blockers.filter((it) => !billed.includes(it))} />
      <Blockers title={said.billed} blockers={billed} />
      {unknown.length > 0 && (
        <section className={classes.section} aria-label={said.notKnown}>
          <h3>{said.notKnown}</h3>
          <ul className={classes.causes}>
            {unknown.map(({ question, because }) => (
              <li key={question}>
                <strong>{words.deletion.question(question)}</strong>
                <span>{words.unknown(because)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className={classes.muted}>
        {clear.length > 0 && `${said.clear(clear.map(words.deletion.question))} `}
        <Filled text={said.looked} parts={{ time: <TimeText value={at} /> }} />
      </p>
    </>
  );
}

function Blockers({ title: heading, blockers }: { title: string; blockers: BucketDeletion['blockers'] }) {
  if (blockers.length === 0) return null;
  return (
    <section className={classes.section} aria-label={heading}>
      <h3>{heading}</h3>
      <ul className={classes.causes}>
        {blockers.map((blocker) => {
          const { title, text } = words.deletion.blocker(blocker);
          return (
            <li key={`${title} ${text}`}>
              <strong>{title}</strong>
              <span>{text}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
