import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { formatBytes, formatKnownBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { CompletionPlan } from '../../../shared/schema/completion.ts';
import type { Job, UploadRef } from '../../../shared/schema/model.ts';
import { assessParts } from '../../../shared/values/completable.ts';
import { useApi, useConnection } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { ConnectionMarks, readOnlyReason } from '../../ui/connection-mark.tsx';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { FullText, NameText } from '../../ui/key-text.tsx';
import { showName } from '../../ui/safe-key.ts';
import { ExactTime } from '../../ui/time-text.tsx';
import { Prompts } from '../sign-in/index.ts';
import { Remarks } from './as-object.tsx';
import { PlannedParts } from './planned-parts.tsx';
import classes from './rescue.module.css';

export type CompletionDialogProps = { upload: UploadRef; onClose: () => void; onStarted: (job: Job) => void };

/** The dialog `Complete upload`: the parts that will be sent, the object they make, and the one it would replace. */
export function CompletionDialog({ upload, onClose, onStarted }: CompletionDialogProps) {
  const { client } = useApi();
  const { mutate, data, error } = useMutation({ mutationFn: (ref: UploadRef) => client.rescue.plan(ref) });
  // A plan is a record of its own: it is made when the dialog opens, once.
  const [ref] = useState(upload);
  useEffect(() => mutate(ref), [mutate, ref]);
  return (
    <Dialog onClose={onClose} title="Complete upload" size={680}>
      <Prompts />
      {error ? (
        <Failure error={toErrorShape(error)} />
      ) : data ? (
        <PlanView plan={data} onClose={onClose} onStarted={onStarted} />
      ) : (
        <p className={dialog.making} role="status">
          Looking at its parts…
        </p>
      )}
    </Dialog>
  );
}

type PlanViewProps = { plan: CompletionPlan; onClose: () => void; onStarted: (job: Job) => void };

function PlanView({ plan, onClose, onStarted }: PlanViewProps) {
  const { client } = useApi();
  const { item, parts, bytes, object } = plan;
  const connection = useConnection(item.ref.connectionId);
  const made = useMemo(
    () => assessParts(parts, { strict: connection?.endpointUrl === null }),
    [parts, connection?.endpointUrl],
  );
  const [replace, setReplace] = useState(false);
  const [typed, setTyped] = useState('');
  const mayReplace = object.outcome !== 'absent';
  const readOnly = connection?.readOnly ?? false;
  const production = connection?.production ?? false;
  const asksForName = production || item.active;
  const isConfirmed = (!mayReplace || replace) && (!asksForName || typed.trim() === item.ref.bucket);
  const isReady = !readOnly && made.obstacles.length === 0 && isConfirmed;
  const start = useMutation({
    mutationFn: () =>
      client.rescue.start({ planId: plan.id, replace, ...(asksForName && { typedBucketName: typed.trim() }) }),
    onSuccess: onStarted,
  });

  const nameField = (
    <TextInput
      label="Bucket name"
      description={
        item.active
          ? `Type ${showName(item.ref.bucket)} to complete it as it is now.`
          : `This is a production connection. Type ${showName(item.ref.bucket)} to start.`
      }
      value={typed}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
  return (
    <form
      className={dialog.body}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) start.mutate();
      }}
    >
      <dl className={dialog.sums}>
        <div>
          <dt>Object</dt>
          <dd>{formatBytes(bytes)}</dd>
        </div>
        <div>
          <dt>Parts</dt>
          <dd>{formatCount(parts.length)}</dd>
        </div>
        <div>
          <dt>Missing numbers</dt>
          <dd>{formatCount(made.gaps)}</dd>
        </div>
      </dl>
      <dl className={classes.facts}>
        <dt>Key</dt>
        <dd>
          <FullText value={item.ref.key} />
        </dd>
        <dt>Bucket</dt>
        <dd>
          <NameText value={item.ref.bucket} /> {connection && `of connection ${showName(connection.name)} `}
          {connection && <ConnectionMarks connection={connection} />}
        </dd>
      </dl>
      <Remarks made={made} />
      <UnderTheKey plan={plan} replace={replace} onReplace={setReplace} />
      {item.active && (
        <section className={dialog.warning} aria-label="Active upload">
          <p>
            It was begun, or got a part, within the active window, or its age is not known: somebody may still be
            uploading. What they send after this is lost.
          </p>
          {nameField}
        </section>
      )}
      {production && !item.active && nameField}
      {parts.length > 0 && (
        <div className={dialog.list} style={{ height: 38 + 26 * Math.min(parts.length, 6) }}>
          <PlannedParts parts={parts} />
        </div>
      )}
      <div className={dialog.foot}>
        {start.error && <Failure error={toErrorShape(start.error)} />}
        <div className={dialog.buttons}>
          <p className={dialog.note}>
            {readOnly
              ? readOnlyReason
              : made.obstacles.length === 0 && !isConfirmed
                ? `To start, ${confirmations(mayReplace && !replace, asksForName && typed.trim() !== item.ref.bucket)} above.`
                : 'Exactly these parts are sent, and only if nothing has changed by then. The upload ends, and the parts become the object.'}
          </p>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" loading={start.isPending} disabled={!isReady}>
            Complete upload
          </Button>
        </div>
      </div>
    </form>
  );
}

/** What is still to be done, before it may start. */
function confirmations(tick: boolean, name: boolean): string {
  return [...(tick ? ['tick the box'] : []), ...(name ? ['type the name of the bucket'] : [])].join(' and ');
}

type UnderTheKeyProps = { plan: CompletionPlan; replace: boolean; onReplace: (replace: boolean) => void };

/** The object that stands under the key, and the tick that allows to replace it. */
function UnderTheKey({ plan: { object }, replace, onReplace }: UnderTheKeyProps) {
  if (object.outcome === 'absent') return <p>No object is under this key.</p>;
  return (
    <section className={dialog.warning} aria-label="Object under the key">
      {object.outcome === 'present' ? (
        <p>
          An object of {formatKnownBytes(object.bytes)} is under this key, written{' '}
          <ExactTime value={object.lastModified} />. Completing replaces it, for good where the bucket keeps no
          versions.
        </p>
      ) : (
        <p>
          Whether an object is under this key cannot be seen
          {object.outcome === 'denied' && `: these credentials lack ${object.permission}`}. If there is one, it is
          replaced. The result cannot be proved either.
        </p>
      )}
      <Checkbox
        label={object.outcome === 'present' ? 'Replace the object' : 'Complete it all the same'}
        checked={replace}
        onChange={(event) => onReplace(event.currentTarget.checked)}
      />
    </section>
  );
}
