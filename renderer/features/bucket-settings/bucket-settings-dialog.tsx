import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { BucketSettings, Connection } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { NameText } from '../../ui/key-text.tsx';
import { type BucketFields, bucketFieldsOf, toBucketSettings } from './bucket-draft.ts';
import classes from './bucket-settings.module.css';

export type BucketSettingsDialogProps = { connection: Connection; bucket: string; onClose: () => void };

const choices: readonly BucketFields['pays'][] = ['as the connection', 'yes', 'no'];

/** The dialog `Bucket settings`: what of its connection's settings does not hold for one bucket. */
export function BucketSettingsDialog({ connection, bucket, onClose }: BucketSettingsDialogProps) {
  const { client } = useApi();
  const [fields, setFields] = useState(() => bucketFieldsOf(connection, bucket));
  const [problem, setProblem] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (settings: BucketSettings) =>
      client.buckets.configure({ connectionId: connection.id, bucket, settings }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const result = toBucketSettings(fields);
    setProblem('problem' in result ? result.problem : null);
    if ('settings' in result) save.mutate(result.settings);
  };
  const byConnection = connection.requesterPays ? 'yes' : 'no';
  return (
    <Dialog onClose={onClose} title="Bucket settings" size={460}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p className={classes.note}>
          For bucket{' '}
          <strong>
            <NameText value={bucket} />
          </strong>{' '}
          alone; the rest is as connection <NameText value={connection.name} /> says.
        </p>
        <NativeSelect
          label="Requester Pays"
          description="Whether we agree to pay for requests to this bucket."
          data-autofocus
          value={fields.pays}
          onChange={(event) =>
            setFields({ ...fields, pays: choices.find((each) => each === event.currentTarget.value) ?? fields.pays })
          }
          data={[
            { value: 'as the connection', label: `As the connection (${byConnection})` },
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
        />
        <TextInput
          label="Expected bucket owner"
          description={`Account ID, 12 digits. Empty: as the connection (${connection.expectedBucketOwner ?? 'any owner'}).`}
          value={fields.owner}
          error={problem}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setFields({ ...fields, owner: event.currentTarget.value })}
        />
        {save.error && <Failure error={toErrorShape(save.error)} />}
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save settings
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
