import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Failure } from '../../ui/failure.tsx';
import classes from './connection-form.module.css';
import { credentialSentence, profileWords, vaultSentence } from './credential-words.ts';
import { type FormFields, textProps } from './form-fields.ts';

/** The button that shows what a secret field holds. */
export function visibility() {
  return { 'aria-label': words.page.connections.form.credentials.showTyped };
}

/** The fields of the chosen kind of credentials, under a sentence that says what that kind is. */
export function CredentialFields({ form }: { form: FormFields }) {
  return (
    <>
      <p className={classes.note}>{credentialSentence(form.fields.credentials)}</p>
      <KindFields form={form} />
    </>
  );
}

function KindFields({ form }: { form: FormFields }) {
  const text = words.page.connections.form.credentials;
  const { credentials } = form.fields;
  switch (credentials) {
    case 'static':
      return <StaticFields form={form} />;
    case 'profile':
      return <ProfileField form={form} />;
    case 'webIdentity':
      return (
        <>
          <TextInput
            label={text.roleArn}
            placeholder="arn:aws:iam::111122223333:role/name"
            {...textProps(form, 'roleArn')}
          />
          <TextInput label={text.tokenFile} description={text.tokenFileHint} {...textProps(form, 'tokenFile')} />
          <TextInput label={text.sessionName} description={text.sessionNameHint} {...textProps(form, 'sessionName')} />
        </>
      );
    case 'environment':
    case 'metadata':
    case 'anonymous':
      return null;
    default:
      return assertNever(credentials);
  }
}

function StaticFields({ form }: { form: FormFields }) {
  const { queries } = useApi();
  const { data: info } = useQuery(queries.appInfo());
  const text = words.page.connections.form.credentials;
  const keepsSecret = form.editing?.credentials.kind === 'static';
  return (
    <>
      <TextInput label={text.accessKeyId} {...textProps(form, 'accessKeyId')} />
      <PasswordInput
        label={text.secretAccessKey}
        placeholder={keepsSecret ? text.keepSecret : ''}
        visibilityToggleButtonProps={visibility()}
        {...textProps(form, 'secretAccessKey')}
      />
      <PasswordInput
        label={text.sessionToken}
        description={text.onlyTemporary}
        visibilityToggleButtonProps={visibility()}
        {...textProps(form, 'sessionToken')}
      />
      {info && <p className={classes.note}>{vaultSentence(info.vault)}</p>}
    </>
  );
}

function ProfileField({ form }: { form: FormFields }) {
  const { queries } = useApi();
  const { data: profiles = [], error } = useQuery(queries.profiles());
  const { fields, problems, change } = form;
  const text = words.page.connections.form.credentials;
  // A saved profile that is in no file any more must not look as if another one were chosen.
  const isLost = fields.profile !== '' && !profiles.some(({ name }) => name === fields.profile);
  if (profiles.length === 0 && !isLost) {
    return error ? <Failure error={toErrorShape(error)} /> : <p className={classes.note}>{text.noProfiles}</p>;
  }
  return (
    <NativeSelect
      label={text.profile}
      value={fields.profile}
      error={problems.profile}
      onChange={(event) => change({ profile: event.currentTarget.value })}
      data={[
        { value: '', label: text.chooseProfile },
        ...(isLost ? [{ value: fields.profile, label: text.lostProfile(fields.profile) }] : []),
        ...profiles.map((profile) => ({ value: profile.name, label: profileWords(profile) })),
      ]}
    />
  );
}
