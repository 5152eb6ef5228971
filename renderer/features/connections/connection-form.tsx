import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { AwsProfile, Connection, ConnectionDraft } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { showName } from '../../ui/safe-key.ts';
import { Prompts } from '../sign-in/index.ts';
import {
  type ConnectionFields,
  emptyFields,
  type FieldProblems,
  fieldsOf,
  fieldsOfProfile,
  toDraft,
} from './connection-draft.ts';
import classes from './connection-form.module.css';
import { CredentialFields } from './credential-fields.tsx';
import { credentialKind, credentialKinds } from './credential-words.ts';
import { completeEndpoint, withoutBucketPath } from './endpoint-entry.ts';
import { type FormFields, textProps } from './form-fields.ts';
import { focusFirstProblem } from './form-section.tsx';
import { fillIn, followRegion, type Preset, presets } from './presets.ts';
import * as Settings from './setting-sections.tsx';
import { TestResult } from './test-result.tsx';

export type ConnectionDialogProps = {
  /** The connection to edit; left out for a new one. */
  editing?: Connection | undefined;
  /** Fields that are to begin otherwise than the connection has them. */
  changed?: Partial<ConnectionFields> | undefined;
  /** An AWS profile to begin with. */
  profile?: AwsProfile | undefined;
  onClose: () => void;
  onSaved: (connection: Connection) => void;
};

function firstFields({ editing, changed, profile }: ConnectionDialogProps): ConnectionFields {
  if (editing) return { ...fieldsOf(editing), ...changed };
  return profile ? fieldsOfProfile(profile) : emptyFields;
}

/** The dialog in which a connection is made or changed. */
export function ConnectionDialog(props: ConnectionDialogProps) {
  const { editing, onClose, onSaved } = props;
  const { client } = useApi();
  const [fields, setFields] = useState(() => firstFields(props));
  const [problems, setProblems] = useState<FieldProblems>({});
  const element = useRef<HTMLFormElement>(null);
  const testButton = useRef<HTMLButtonElement>(null);
  const hasTakenOver = useRef(false);
  /** The bucket that was in the address that was entered. */
  const [held, setHeld] = useState<string | null>(null);
  const test = useMutation({
    mutationFn: (draft: ConnectionDraft) => client.connections.test(draft),
    onSuccess: (result, { endpointUrl }) => {
      if (result.outcome !== 'failed' || result.error.code !== 'BUCKET_IN_ENDPOINT' || endpointUrl === null) return;
      if (fields.endpointUrl.trim() !== endpointUrl) return;
      // The same host, without the bucket that it has just shown to stand there.
      const split = withoutBucketPath(endpointUrl);
      if (!split) return;
      changeAndTest({ endpointUrl: split.endpointUrl });
      setHeld(split.bucket);
    },
  });
  const save = useMutation({
    mutationFn: (draft: ConnectionDraft) => client.connections.save(draft),
    onSuccess: onSaved,
  });

  // After the fields are drawn with their problems.
  useEffect(() => {
    if (element.current && Object.keys(problems).length > 0) focusFirstProblem(element.current);
  }, [problems]);

  // The button that took something over is gone with what it took over: the keyboard goes on from here.
  const { isPending } = test;
  useEffect(() => {
    if (isPending || !hasTakenOver.current) return;
    hasTakenOver.current = false;
    testButton.current?.focus();
  }, [isPending]);

  const change = (changed: Partial<ConnectionFields>) => {
    setFields((before) => ({ ...before, ...changed }));
    // A new empty object each time would look like new problems.
    setProblems((before) => (Object.keys(before).length === 0 ? before : {}));
    test.reset();
    save.reset();
  };
  const complete = (): ConnectionFields => {
    const { bucket, ...address } = completeEndpoint(fields.endpointUrl);
    if (address.endpointUrl === fields.endpointUrl) return fields;
    const completed = { ...fields, ...address };
    change(address);
    setHeld(bucket ?? null);
    return completed;
  };
  const withDraft = (of: ConnectionFields, purpose: 'save' | 'test', use: (draft: ConnectionDraft) => void) => {
    const result = toDraft(of, editing, purpose);
    if ('problems' in result) setProblems(result.problems);
    else use(result.draft);
  };
  /** Takes something over from a test, and tests again: whether it helped is what the person wants to know. */
  const changeAndTest = (changed: Partial<ConnectionFields>) => {
    change(changed);
    withDraft({ ...fields, ...changed }, 'test', (draft) => {
      hasTakenOver.current = true;
      test.mutate(draft);
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    withDraft(complete(), 'save', (draft) => save.mutate(draft));
  };
  const text = words.page.connections.form;
  const form: FormFields = { fields, problems, editing, change };

  return (
    <Dialog onClose={onClose} title={editing ? text.editTitle : text.addTitle} size={580}>
      <form ref={element} className={classes.form} onSubmit={submit} noValidate>
        <AccessFields form={form} isNew={!editing} held={held} onEntered={complete} onEndpoint={() => setHeld(null)} />
        <div className={classes.sections}>
          <Settings.AddressingSection form={form} />
          <Settings.SafetySection form={form} />
          <Settings.OwnerSection form={form} />
          <Settings.TimesSection form={form} />
          <Settings.ProxySection form={form} />
          <Settings.CertificatesSection form={form} />
        </div>
        <div className={dialog.foot}>
          <div className={classes.result}>
            {/* The source may ask for a code or a sign-in, and what lies beneath this dialog cannot be reached. */}
            <Prompts />
            {save.error ? (
              <Failure error={toErrorShape(save.error)} />
            ) : test.error ? (
              <Failure error={toErrorShape(test.error)} />
            ) : (
              <TestResult
                test={test.data}
                endpointUrl={fields.endpointUrl}
                onUse={changeAndTest}
                onTrust={(pinned) => changeAndTest({ pinned })}
              />
            )}
          </div>
          <div className={dialog.buttons}>
            <Button
              ref={testButton}
              variant="default"
              loading={test.isPending}
              onClick={() => withDraft(complete(), 'test', (draft) => test.mutate(draft))}
            >
              {text.test}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {text.save}
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

type AccessFieldsProps = {
  form: FormFields;
  isNew: boolean;
  /** The bucket that was taken out of the address. */
  held: string | null;
  /** The endpoint is typed to its end. */
  onEntered: () => void;
  /** Another one is being typed. */
  onEndpoint: () => void;
};

/** Name, endpoint, region and credentials: what every connection has. */
function AccessFields({ form, isNew, held, onEntered, onEndpoint }: AccessFieldsProps) {
  const { fields, change } = form;
  const text = words.page.connections.form;
  const [presetId, setPresetId] = useState('');
  const preset = presets.find(({ id }) => id === presetId);
  const choosePreset = (id: string) => {
    const chosen = presets.find((each) => each.id === id);
    setPresetId(id);
    if (chosen) change(fillIn(chosen));
  };
  return (
    <>
      <div className={isNew ? classes.pair : undefined}>
        <TextInput label={text.name} data-autofocus {...textProps(form, 'name')} />
        {isNew && (
          <NativeSelect
            label={text.preset}
            value={presetId}
            onChange={(event) => choosePreset(event.currentTarget.value)}
            data={[{ value: '', label: text.noPreset }, ...presets.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
      </div>
      {preset && <p className={classes.note}>{text.presetHints[preset.id]}</p>}
      <TextInput
        label={text.endpointUrl}
        description={endpointNote(preset, held)}
        placeholder="https://s3.example.com"
        {...textProps(form, 'endpointUrl')}
        onBlur={onEntered}
        onChange={(event) => {
          const endpointUrl = event.currentTarget.value;
          // Most stores that are not AWS want path-style; only the first character decides, so a later choice stays.
          const pathStyle = fields.endpointUrl === '' && endpointUrl !== '' ? true : fields.pathStyle;
          onEndpoint();
          change({ endpointUrl, pathStyle });
        }}
      />
      <div className={classes.pair}>
        <TextInput
          label={text.region}
          {...textProps(form, 'region')}
          onChange={(event) => {
            const region = event.currentTarget.value;
            change({ region, endpointUrl: followRegion(preset, fields.endpointUrl, fields.region, region) });
          }}
        />
        <NativeSelect
          label={text.credentials.label}
          value={fields.credentials}
          onChange={(event) => change({ credentials: credentialKind(event.currentTarget.value) ?? fields.credentials })}
          data={credentialKinds()}
        />
      </div>
      <CredentialFields form={form} />
    </>
  );
}

function endpointNote(preset: Preset | undefined, held: string | null): string {
  const text = words.page.connections.form;
  if (held !== null) return text.heldBucket(showName(held));
  return preset && preset.endpointTemplate !== '' ? text.storeAddress : text.forAws;
}
