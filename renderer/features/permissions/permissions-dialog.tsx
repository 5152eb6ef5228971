import { Button, Checkbox, CopyButton, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Connection } from '../../../shared/schema/model.ts';
import type { BucketRights } from '../../../shared/schema/rights.ts';
import { iamPolicy } from '../../../shared/values/iam-policy.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Badge } from '../../ui/badge.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import { NameText } from '../../ui/key-text.tsx';
import { showName } from '../../ui/safe-key.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { Prompts } from '../sign-in/index.ts';
import classes from './permissions.module.css';
import { type PolicyGoal, policyGoals, wishesOf } from './policy-goals.ts';
import { rightNames, rightsSummary, rightWords } from './right-words.ts';

export type PermissionsDialogProps = { connection: Connection; bucket: string; onClose: () => void };

/** The dialog `Permissions`: who may do what in a bucket, found out without aborting anything, and the policy to ask for. */
export function PermissionsDialog({ connection, bucket, onClose }: PermissionsDialogProps) {
  const { client } = useApi();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (at: { connectionId: string; bucket: string }) => client.buckets.rights(at),
  });
  const [at] = useState({ connectionId: connection.id, bucket });
  useEffect(() => mutate(at), [mutate, at]);
  return (
    <Dialog onClose={onClose} title={words.page.permissions.title} size={680}>
      <div className={classes.panel}>
        <Prompts />
        <section className={classes.section} aria-label={words.page.permissions.rightsIn(showName(bucket))}>
          <div role="status">
            {isPending && <p className={classes.muted}>{words.page.permissions.findingOut}</p>}
            {data && <p className={classes.summary}>{rightsSummary(data)}</p>}
          </div>
          {error && <Failure error={toErrorShape(error)} />}
          {data && <Rights rights={data} />}
          {!isPending && (
            <Button variant="default" onClick={() => mutate(at)}>
              {words.page.permissions.checkAgain}
            </Button>
          )}
        </section>
        <Policy
          connection={connection}
          bucket={bucket}
          isKeyMissing={data?.look.answer === 'denied' && data.look.permission.startsWith('kms:')}
        />
      </div>
    </Dialog>
  );
}

function Rights({ rights }: { rights: BucketRights }) {
  const text = words.page.permissions;
  return (
    <>
      <table className={classes.rights} aria-label={text.table.label}>
        <thead>
          <tr>
            <th scope="col">{text.table.right}</th>
            <th scope="col">{text.table.answer}</th>
          </tr>
        </thead>
        <tbody>
          {rightNames.map((name) => {
            const { title, purpose } = text.rights[name];
            const { word, tone, sentence } = rightWords(rights[name]);
            return (
              <tr key={name}>
                <th scope="row">
                  {title}
                  <span className={classes.muted}>{purpose}</span>
                </th>
                <td>
                  <Badge tone={tone}>{word}</Badge>
                  {sentence && <p>{sentence}</p>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={classes.muted}>
        <Filled
          text={text.foundOut}
          parts={{
            bucket: (
              <strong>
                <NameText value={rights.bucket} />
              </strong>
            ),
            when: <TimeText value={rights.at} />,
          }}
        />
      </p>
    </>
  );
}

type PolicyProps = {
  connection: Connection;
  bucket: string;
  /** Looking was denied for want of a KMS key. */
  isKeyMissing: boolean;
};

/** The smallest policy for what the person wants, to hand to whoever gives rights. */
function Policy({ connection, bucket, isKeyMissing }: PolicyProps) {
  const [goal, setGoal] = useState<PolicyGoal>('clean up');
  const [whole, setWhole] = useState(false);
  const [encrypted, setEncrypted] = useState<boolean | null>(null);
  const text = words.page.permissions.policy;
  const kms = encrypted ?? isKeyMissing;
  const policy = iamPolicy({
    wishes: wishesOf(goal),
    bucket: whole ? null : bucket,
    region: connection.region,
    ...(kms && { kms: { keyArn: null } }),
  });
  return (
    <section className={classes.section} aria-label={text.label}>
      <h3>{text.title}</h3>
      <div className={classes.choices}>
        <NativeSelect
          label={text.goal}
          value={goal}
          onChange={(event) =>
            setGoal(policyGoals().find(({ value }) => value === event.currentTarget.value)?.value ?? goal)
          }
          data={policyGoals()}
        />
        <NativeSelect
          label={text.place}
          value={whole ? 'all' : 'this'}
          onChange={(event) => setWhole(event.currentTarget.value === 'all')}
          data={[
            { value: 'this', label: text.thisBucket },
            { value: 'all', label: text.allBuckets },
          ]}
        />
        <span className={classes.copy}>
          {policy !== null && (
            <CopyButton value={policy} timeout={1500}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? text.copied : text.copy}
                </Button>
              )}
            </CopyButton>
          )}
        </span>
      </div>
      <Checkbox label={text.encrypted} checked={kms} onChange={(event) => setEncrypted(event.currentTarget.checked)} />
      {policy === null ? (
        <p>{text.impossible}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={classes.policy} tabIndex={0} aria-label={text.json}>
          <pre>{policy}</pre>
        </section>
      )}
      {connection.endpointUrl !== null && <p className={classes.muted}>{text.otherStores}</p>}
    </section>
  );
}
