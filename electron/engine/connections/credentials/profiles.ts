import type { AwsProfile } from '../../../../shared/schema/model.ts';
import { type ProfileEnvironment, type ProfileSection, readSharedConfig } from './shared-config.ts';

/**
 * The AWS profiles in the shared files, by name; none where there are no files. The endpoint is the profile's one for
 * S3 (`services`) or, without that, its general one.
 *
 * @throws AppError PROFILE_INVALID naming the file that cannot be read, and the line
 */
export async function listProfiles(environment: ProfileEnvironment): Promise<AwsProfile[]> {
  const { profiles, services } = await readSharedConfig(environment);
  return [...profiles.values()]
    .map((profile): AwsProfile => {
      const { name, values, nested } = profile;
      const endpointUrl =
        services
          .get(values.get('services')?.value ?? '')
          ?.nested.get('s3')
          ?.get('endpoint_url') ||
        nested.get('s3')?.get('endpoint_url') ||
        values.get('endpoint_url')?.value;
      return {
        name,
        region: values.get('region')?.value ?? null,
        endpointUrl: endpointUrl || null,
        way: wayOf(profile),
      };
    })
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en'));
}

/** `default` first. */
function rank({ name }: AwsProfile): number {
  return name === 'default' ? 0 : 1;
}

/**
 * How a profile gets its credentials, by the keys it has and in the order in which the SDKs go by them (SDK reference
 * guide, "Understand the credential provider chain").
 */
function wayOf({ values }: Pick<ProfileSection, 'values'>): AwsProfile['way'] {
  const has = (key: string) => values.has(key);
  if (has('role_arn')) return has('web_identity_token_file') && !has('source_profile') ? 'web identity' : 'role';
  if (has('aws_access_key_id') || has('aws_secret_access_key')) return 'keys';
  if (has('credential_process')) return 'process';
  if (['sso_session', 'sso_start_url', 'sso_account_id', 'sso_role_name', 'sso_region'].some(has)) return 'sso';
  if (has('login_session')) return 'login';
  return 'unknown';
}
