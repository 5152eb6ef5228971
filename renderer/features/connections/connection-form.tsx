import { Button, Checkbox, Modal, NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { assertNever } from '../../../shared/exhaustive.ts';
import type { AppInfo, AwsProfile, Connection, ConnectionDraft, ConnectionTest } from '../../../shared/model.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { formatNoun } from '../../ui/amounts.ts';
import { Failure } from '../../ui/failure.tsx';
import { type ConnectionFields, emptyFields, type FieldProblems, fieldsOf, toDraft } from './connection-draft.ts';
import classes from './connection-form.module.css';

export type ConnectionDialogProps = {
  /** The connection to edit; left out for a new one. */
  editing?: Connection | undefined;
  /** An AWS profile to begin with. */
  profile?: AwsProfile | undefined;
  onClose: () => void;
  onSaved: (connection: Connection) => void;
};

function firstFields({ editing, profile }: ConnectionDialogProps): ConnectionFields {
  if (editing) return fieldsOf(editing);
  if (!profile) return emptyFields;
  return {
    ...emptyFields,
    name: profile.name,
    credentials: 'profile',
    profile: profile.name,
    region: profile.region ?? emptyFields.region,
    endpointUrl: profile.endpointUrl ?? '',
    pathStyle: profile.endpointUrl !== null,
  };
}

/** The dialog in which a connection is made or changed. */
export function ConnectionDialog(props: ConnectionDialogProps) {
  const { editing, onClose, onSaved } = props;
  const { client, queries } = useApi();
  const [fields, setFields] = useState(() => firstFields(props));
  const [problems, setProblems] = useState<FieldProblems>({});
  const profiles = useQuery(queries.profiles());
  const info = useQuery(queries.appInfo());
  const test = useMutation({ mutationFn: (draft: ConnectionDraft) => client.connections.test(draft) });
  const save = useMutation({
    mutationFn: (draft: ConnectionDraft) => client.connections.save(draft),
    onSuccess: onSaved,
  });
  const credentialsId = useId();

  const change = (changed: Partial<ConnectionFields>) => {
    setFields((before) => ({ ...before, ...changed }));
    setProblems({});
    test.reset();
    save.reset();
  };
  const withDraft = (use: (draft: ConnectionDraft) => void) => {
    const result = toDraft(fields, editing);
    if ('problems' in result) setProblems(result.problems);
    else use(result.draft);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    withDraft((draft) => save.mutate(draft));
  };
  const text = (name: 'name' | 'endpointUrl' | 'region' | 'accessKeyId' | 'secretAccessKey' | 'sessionToken') => ({
    value: fields[name],
    error: problems[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
    autoComplete: 'off',
    spellCheck: false,
  });
  const keepsSecret = editing?.credentials.kind === 'static';

  return (
    <Modal
      opened
      onClose={onClose}
      title={editing ? 'Edit connection' : 'Add connection'}
      size={560}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput label="Name" data-autofocus {...text('name')} />
        <TextInput
          label="Endpoint URL"
          description="Leave empty for AWS."
          placeholder="https://s3.example.com"
          {...text('endpointUrl')}
          onChange={(event) => {
            const endpointUrl = event.currentTarget.value;
            // Most stores that are not AWS want path-style; only the first character decides, so a later choice stays.
            const pathStyle = fields.endpointUrl === '' && endpointUrl !== '' ? true : fields.pathStyle;
            change({ endpointUrl, pathStyle });
          }}
        />
        <div className={classes.pair}>
          <TextInput label="Region" {...text('region')} />
          <NativeSelect
            id={credentialsId}
            label="Credentials"
            value={fields.credentials}
            onChange={(event) =>
              change({ credentials: event.currentTarget.value === 'profile' ? 'profile' : 'static' })
            }
            data={[
              { value: 'static', label: 'Access key' },
              { value: 'profile', label: 'AWS profile' },
            ]}
          />
        </div>
        <Checkbox
          label="Path-style addressing"
          checked={fields.pathStyle}
          onChange={(event) => change({ pathStyle: event.currentTarget.checked })}
        />
        {fields.credentials === 'static' ? (
          <>
            <TextInput label="Access key ID" {...text('accessKeyId')} />
            <PasswordInput
              label="Secret access key"
              placeholder={keepsSecret ? 'Leave empty to keep the stored one' : ''}
              visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
              {...text('secretAccessKey')}
            />
            <PasswordInput
              label="Session token"
              description="Only for temporary credentials."
              visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
              {...text('sessionToken')}
            />
            {info.data && <p className={classes.note}>{vaultSentence(info.data.vault)}</p>}
          </>
        ) : (
          <ProfileField
            profiles={profiles.data ?? []}
            value={fields.profile}
            problem={problems.profile}
            onChange={(profile) => change({ profile })}
          />
        )}
        <details className={classes.advanced}>
          <summary>Advanced</summary>
          <div className={classes.pair}>
            <NumberInput
              label="Active window (hours)"
              description="An upload with a part newer than this counts as active."
              min={0}
              value={fields.activeWindowHours}
              error={problems.activeWindowHours}
              onChange={(activeWindowHours) => change({ activeWindowHours })}
            />
            <NumberInput
              label="Quiet interval (seconds)"
              description="Two clean looks this far apart prove an upload clear."
              min={0}
              value={fields.quietIntervalSeconds}
              error={problems.quietIntervalSeconds}
              onChange={(quietIntervalSeconds) => change({ quietIntervalSeconds })}
            />
          </div>
        </details>
        <div className={classes.foot}>
          <div className={classes.result}>
            {save.error ? (
              <Failure error={toErrorShape(save.error)} />
            ) : test.error ? (
              <Failure error={toErrorShape(test.error)} />
            ) : (
              <TestResult test={test.data} />
            )}
          </div>
          <div className={classes.buttons}>
            <Button variant="default" loading={test.isPending} onClick={() => withDraft((draft) => test.mutate(draft))}>
              Test connection
            </Button>
            <Button type="submit" loading={save.isPending}>
              Save connection
            </Button>
          </div>
        </div>
      </form>
    </Modal>
  );
}

type ProfileFieldProps = {
  profiles: readonly AwsProfile[];
  value: string;
  problem: string | undefined;
  onChange: (profile: string) => void;
};

function ProfileField({ profiles, value, problem, onChange }: ProfileFieldProps) {
  if (profiles.length === 0) {
    return <p className={classes.note}>No AWS profiles were found on this computer.</p>;
  }
  return (
    <NativeSelect
      label="Profile"
      value={value}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: 'Choose a profile' }, ...profiles.map(({ name }) => ({ value: name, label: name }))]}
    />
  );
}

function TestResult({ test }: { test: ConnectionTest | undefined }) {
  if (test?.outcome === 'failed') return <Failure error={test.error} />;
  return <div role="status">{test && <p className={classes.works}>{testSentence(test)}</p>}</div>;
}

function testSentence(test: Exclude<ConnectionTest, { outcome: 'failed' }>): string {
  const latency = `${Math.round(test.latencyMs)} ms`;
  switch (test.outcome) {
    case 'works':
      return `It works: ${formatNoun(test.buckets, 'bucket')}, answered in ${latency}.`;
    case 'works-without-listing':
      return `It works, answered in ${latency}. Listing buckets is not allowed, so add buckets by name.`;
    default:
      return assertNever(test);
  }
}

/** How an entered secret is kept, said before it is entered. */
export function vaultSentence(vault: AppInfo['vault']): string {
  switch (vault.kind) {
    case 'system':
      return `The secret is stored encrypted, with this system’s own key store (${vault.backend}).`;
    case 'memory':
      return 'The secret is kept in memory only. It is gone when Loose Parts stops.';
    case 'unavailable':
      return `The secret cannot be stored safely here: ${vault.reason}`;
    default:
      return assertNever(vault);
  }
}
