import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Failure } from '../../ui/failure.tsx';
import classes from './connection-form.module.css';
import { credentialSentence, profileWords, vaultSentence } from './credential-words.ts';
import { type FormFields, textProps } from './form-fields.ts';

/** Shows what a secret field holds. */
export const visibility = { 'aria-label': 'Show what is typed' };

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
            label="Role ARN"
            placeholder="arn:aws:iam::111122223333:role/name"
            {...textProps(form, 'roleArn')}
          />
          <TextInput
            label="Token file"
            description="A path on this computer. It is read anew each time, as tokens are replaced."
            {...textProps(form, 'tokenFile')}
          />
          <TextInput
            label="Session name"
            description="Shown in AWS’s records of who did what. Optional."
            {...textProps(form, 'sessionName')}
          />
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
  const keepsSecret = form.editing?.credentials.kind === 'static';
  return (
    <>
      <TextInput label="Access key ID" {...textProps(form, 'accessKeyId')} />
      <PasswordInput
        label="Secret access key"
        placeholder={keepsSecret ? 'Leave empty to keep the stored one' : ''}
        visibilityToggleButtonProps={visibility}
        {...textProps(form, 'secretAccessKey')}
      />
      <PasswordInput
        label="Session token"
        description="Only for temporary credentials."
        visibilityToggleButtonProps={visibility}
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
  // A saved profile that is in no file any more must not look as if another one were chosen.
  const isLost = fields.profile !== '' && !profiles.some(({ name }) => name === fields.profile);
  if (profiles.length === 0 && !isLost) {
    return error ? (
      <Failure error={toErrorShape(error)} />
    ) : (
      <p className={classes.note}>No AWS profiles were found on this computer.</p>
    );
  }
  return (
    <NativeSelect
      label="Profile"
      value={fields.profile}
      error={problems.profile}
      onChange={(event) => change({ profile: event.currentTarget.value })}
      data={[
        { value: '', label: 'Choose a profile' },
        ...(isLost ? [{ value: fields.profile, label: `${fields.profile} (not found)` }] : []),
        ...profiles.map((profile) => ({ value: profile.name, label: profileWords(profile) })),
      ]}
    />
  );
}
