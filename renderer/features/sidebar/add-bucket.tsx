import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { parseBucketAddress } from '../../../shared/values/bucket-address.ts';
import { addressSaid } from '../../../shared/words/address-said.ts';
import { saidIn } from '../../../shared/words/sentence-of.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useConnection } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { route } from '../../route.ts';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import classes from './sidebar.module.css';

/**
 * Adds a bucket by name, ARN or alias, for credentials that may not list buckets and for what no listing shows. The button
 * opens its own small form; what cannot be a bucket is said there, before the store is asked.
 */
export function AddBucket({ connectionId }: { connectionId: string }) {
  const { client } = useApi();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const text = words.page.sidebar.addBucket;
  const connection = useConnection(connectionId);
  const parsed = connection && name.trim() ? parseBucketAddress(name, connection) : null;
  const problem = parsed && !parsed.ok ? saidIn(addressSaid(parsed.problem), words.sayings) : null;
  const add = useMutation({
    mutationFn: (bucket: string) => client.buckets.add({ connectionId, bucket }),
    onSuccess: (bucket) => {
      setOpen(false);
      setName('');
      setTried(false);
      route.go({ screen: 'bucket', connectionId, bucket: bucket.name, upload: null });
    },
  });

  if (!open) {
    return (
      <div className={classes.add}>
        <Button
          variant="subtle"
          color="gray"
          fullWidth
          justify="flex-start"
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => setOpen(true)}
        >
          {text.add}
        </Button>
      </div>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() && problem === null) add.mutate(name.trim());
  };
  const close = () => {
    setOpen(false);
    setTried(false);
    add.reset();
  };
  return (
    <form
      className={classes.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <TextInput
        size="xs"
        label={text.name}
        description={text.nameHint}
        value={name}
        error={tried ? problem : null}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {add.error && problem === null && <Failure error={toErrorShape(add.error)} />}
      <div className={classes.formButtons}>
        <Button type="submit" loading={add.isPending} disabled={!name.trim()}>
          {text.add}
        </Button>
        <Button variant="default" onClick={close}>
          {text.close}
        </Button>
      </div>
    </form>
  );
}
