import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { BucketSettings, Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
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
  const said = words.page.bucketSettings;
  return (
    <Dialog onClose={onClose} title={said.title} size={460}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p className={classes.note}>
          <Filled
            text={said.about}
            parts={{
              bucket: (
                <strong>
                  <NameText value={bucket} />
                </strong>
              ),
              connection: <NameText value={connection.name} />,
            }}
          />
        </p>
        <NativeSelect
          label={said.requesterPays.label}
          description={said.requesterPays.description}
          data-autofocus
          value={fields.pays}
          onChange={(event) =>
            setFields({ ...fields, pays: choices.find((each) => each === event.currentTarget.value) ?? fields.pays })
          }
          data={[
            { value: 'as the connection', label: said.requesterPays.asConnection(connection.requesterPays) },
            { value: 'yes', label: said.requesterPays.yes },
            { value: 'no', label: said.requesterPays.no },
          ]}
        />
        <TextInput
          label={said.owner.label}
          description={said.owner.description(connection.expectedBucketOwner)}
          value={fields.owner}
          error={problem}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setFields({ ...fields, owner: event.currentTarget.value })}
        />
        {save.error && <Failure error={toErrorShape(save.error)} />}
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>
            {said.close}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {said.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
