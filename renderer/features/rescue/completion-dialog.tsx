import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { CompletionPlan } from '../../../shared/schema/completion.ts';
import type { Job, UploadRef } from '../../../shared/schema/model.ts';
import { assessParts } from '../../../shared/values/completable.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useConnection } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { ConnectionMarks } from '../../ui/connection-mark.tsx';
import { DecidingButton } from '../../ui/deciding-button.tsx';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
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
    <Dialog onClose={onClose} title={words.page.rescue.completion.title} size={680}>
      <Prompts />
      {error ? (
        <Failure error={toErrorShape(error)} />
      ) : data ? (
        <PlanView plan={data} onClose={onClose} onStarted={onStarted} />
      ) : (
        <p className={dialog.making} role="status">
          {words.page.rescue.completion.looking}
        </p>
      )}
    </Dialog>
  );
}

type PlanViewProps = { plan: CompletionPlan; onClose: () => void; onStarted: (job: Job) => void };

function PlanView({ plan, onClose, onStarted }: PlanViewProps) {
  const { client } = useApi();
  const say = words.page.rescue.completion;
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
      label={say.bucketName}
      description={
        item.active ? say.typeForActive(showName(item.ref.bucket)) : say.typeForProduction(showName(item.ref.bucket))
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
          <dt>{say.object}</dt>
          <dd>{formatBytes(bytes)}</dd>
        </div>
        <div>
          <dt>{say.parts}</dt>
          <dd>{formatCount(parts.length)}</dd>
        </div>
        <div>
          <dt>{say.missingNumbers}</dt>
          <dd>{formatCount(made.gaps)}</dd>
        </div>
      </dl>
      <dl className={classes.facts}>
        <dt>{say.key}</dt>
        <dd>
          <FullText value={item.ref.key} />
        </dd>
        <dt>{say.bucket}</dt>
        <dd>
          {connection ? (
            <Filled
              text={say.bucketOfConnection}
              parts={{
                bucket: <NameText value={item.ref.bucket} />,
                connection: showName(connection.name),
                marks: <ConnectionMarks connection={connection} />,
              }}
            />
          ) : (
            <NameText value={item.ref.bucket} />
          )}
        </dd>
      </dl>
      <Remarks made={made} />
      <UnderTheKey plan={plan} replace={replace} onReplace={setReplace} />
      {item.active && (
        <section className={dialog.warning} aria-label={say.activeLabel}>
          <p>{say.active}</p>
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
              ? words.page.ui.readOnlyReason
              : made.obstacles.length === 0 && !isConfirmed
                ? say.toStart({
                    tick: mayReplace && !replace,
                    name: asksForName && typed.trim() !== item.ref.bucket,
                  })
                : say.whatHappens}
          </p>
          <Button variant="default" onClick={onClose}>
            {say.close}
          </Button>
          <DecidingButton type="submit" loading={start.isPending} disabled={!isReady}>
            {say.title}
          </DecidingButton>
        </div>
      </div>
    </form>
  );
}

type UnderTheKeyProps = { plan: CompletionPlan; replace: boolean; onReplace: (replace: boolean) => void };

/** The object that stands under the key, and the tick that allows to replace it. */
function UnderTheKey({ plan: { object }, replace, onReplace }: UnderTheKeyProps) {
  const say = words.page.rescue.underTheKey;
  if (object.outcome === 'absent') return <p>{say.absent}</p>;
  return (
    <section className={dialog.warning} aria-label={say.label}>
      <p>
        {object.outcome === 'present' ? (
          <Filled text={say.present(object.bytes)} parts={{ time: <ExactTime value={object.lastModified} /> }} />
        ) : (
          say.unseen(object.outcome === 'denied' ? object.permission : null)
        )}
      </p>
      <Checkbox
        label={object.outcome === 'present' ? say.replace : say.allTheSame}
        checked={replace}
        onChange={(event) => onReplace(event.currentTarget.checked)}
      />
    </section>
  );
}
