import { AppError } from '../../../../shared/schema/errors.ts';
import type { Said } from '../../../../shared/schema/saying.ts';
import { says } from '../../../../shared/words/says.ts';
import type { CredentialPlan, RolePlan, SsoPlan } from './credential-plan.ts';
import type { ProfileSection, SharedConfig } from './shared-config.ts';

/** No chain that somebody keeps by hand comes near this. */
const longestChain = 20;
/** Regions become part of a host name. */
const regionPattern = /^[a-z0-9-]{1,64}$/i;

const namedSources: Readonly<Record<string, CredentialPlan>> = {
  Environment: { kind: 'environment' },
  EcsContainer: { kind: 'metadata', of: 'container' },
  Ec2InstanceMetadata: { kind: 'metadata', of: 'instance' },
};

/**
 * What a profile's credentials take, checked along its whole chain, so that what is wrong is said by file and profile
 * and not met halfway (SDK reference guide, "Assume role credential provider" and "IAM Identity Center").
 *
 * @param region for STS, where a profile of the chain names none
 * @throws AppError PROFILE_INVALID, CREDENTIALS_MISSING where nothing in the profile yields credentials
 */
export function planProfile(config: SharedConfig, profile: string, region: string): CredentialPlan {
  return new ProfileReader(config, profile, region).plan(profile, []);
}

class ProfileReader {
  readonly #config: SharedConfig;
  /** The profile that was chosen: errors carry its name, and say which one of its chain is wrong. */
  readonly #root: string;
  readonly #region: string;

  constructor(config: SharedConfig, root: string, region: string) {
    this.#config = config;
    this.#root = root;
    this.#region = region;
  }

  plan(name: string, chain: readonly string[]): CredentialPlan {
    const profile = this.#config.profiles.get(name);
    if (!profile) {
      const { config, credentials } = this.#config.files;
      throw this.#invalid(says('noProfile', { profile: name, config, credentials }), config);
    }
    const has = (key: string) => profile.values.has(key);
    if (has('role_arn')) {
      if (has('web_identity_token_file') && !has('source_profile')) return this.#webIdentity(profile);
      return this.#role(profile, chain);
    }
    if (has('aws_access_key_id') || has('aws_secret_access_key')) return this.#keys(profile);
    if (has('source_profile') || has('credential_source')) {
      throw this.#broken(profile, says('hasNoRole'));
    }
    const command = profile.values.get('credential_process');
    if (command) return { kind: 'process', profile: name, file: command.file, command: command.value };
    if (['sso_session', 'sso_start_url', 'sso_account_id', 'sso_role_name', 'sso_region'].some(has)) {
      return this.#sso(profile);
    }
    const login = profile.values.get('login_session');
    if (login) return { kind: 'login', profile: name, file: login.file, session: login.value };
    const said = says('profileYieldsNothing', { profile: name, file: profile.file });
    throw new AppError('CREDENTIALS_MISSING', said, { profile: this.#root, file: profile.file });
  }

  #keys(profile: ProfileSection): CredentialPlan {
    const value = (key: string) => profile.values.get(key)?.value;
    const [accessKeyId, secretAccessKey] = [value('aws_access_key_id'), value('aws_secret_access_key')];
    if (!accessKeyId) throw this.#broken(profile, says('hasNoAccessKeyId'));
    if (!secretAccessKey) throw this.#broken(profile, says('hasNoSecret'));
    const sessionToken = value('aws_session_token') ?? null;
    return { kind: 'keys', profile: profile.name, accessKeyId, secretAccessKey, sessionToken };
  }

  #role(profile: ProfileSection, chain: readonly string[]): RolePlan {
    const value = (key: string) => profile.values.get(key)?.value ?? null;
    const [from, named] = [value('source_profile'), value('credential_source')];
    if (from !== null && named !== null) {
      throw this.#broken(profile, says('hasTwoSources'));
    }
    return {
      kind: 'role',
      profile: profile.name,
      file: profile.values.get('role_arn')?.file ?? profile.file,
      roleArn: this.#arn(profile),
      externalId: value('external_id'),
      mfaSerial: value('mfa_serial'),
      sessionName: value('role_session_name'),
      durationSeconds: this.#duration(profile),
      region: this.#regionOf(profile),
      source: from !== null ? this.#source(profile, from, chain) : this.#namedSource(profile, named),
    };
  }

  #source(profile: ProfileSection, from: string, chain: readonly string[]): CredentialPlan {
    const source = this.#config.profiles.get(from);
    if (!source) throw this.#broken(profile, says('hasMissingSource', { source: from }));
    // A profile may name itself: the role is then assumed with its own keys, which also end a chain.
    if (from === profile.name && source.values.has('aws_access_key_id')) return this.#keys(source);
    const visited = [...chain, profile.name];
    if (visited.includes(from)) {
      const loop = [...visited.slice(visited.indexOf(from)), from].map((name) => `“${name}”`).join(' → ');
      throw this.#broken(profile, says('closesLoop', { loop }));
    }
    if (visited.length >= longestChain) throw this.#broken(profile, says('endsChain', { roles: longestChain }));
    // As the SDKs have it: keys in a source profile go before its own role.
    if (source.values.has('aws_access_key_id') && source.values.has('aws_secret_access_key')) return this.#keys(source);
    return this.plan(from, visited);
  }

  #namedSource(profile: ProfileSection, named: string | null): CredentialPlan {
    if (named === null) {
      throw this.#broken(profile, says('hasNoSource'));
    }
    const source = Object.hasOwn(namedSources, named) ? namedSources[named] : undefined;
    if (source) return source;
    const known = Object.keys(namedSources).join(', ');
    throw this.#broken(profile, says('hasOddSource', { known }));
  }

  #webIdentity(profile: ProfileSection): CredentialPlan {
    return {
      kind: 'webIdentity',
      profile: profile.name,
      file: profile.file,
      roleArn: this.#arn(profile),
      tokenFile: profile.values.get('web_identity_token_file')?.value ?? '',
      sessionName: profile.values.get('role_session_name')?.value ?? null,
      durationSeconds: this.#duration(profile),
      region: this.#regionOf(profile),
    };
  }

  #sso(profile: ProfileSection): SsoPlan {
    const value = (key: string) => profile.values.get(key)?.value;
    const session = value('sso_session') ?? null;
    const section = session === null ? undefined : this.#config.ssoSessions.get(session);
    if (session !== null && !section) {
      throw this.#broken(profile, says('hasMissingSession', { session, file: this.#config.files.config }));
    }
    const setting = (key: string): string => {
      const [own, shared] = [value(key), section?.values.get(key) || undefined];
      if (own !== undefined && shared !== undefined && own !== shared) {
        throw this.#broken(profile, says('differsFromSession', { setting: key, session: session ?? '' }));
      }
      const found = shared ?? own;
      if (found === undefined) throw this.#broken(profile, says('lacksSetting', { setting: key }));
      return found;
    };
    const startUrl = setting('sso_start_url');
    if (!/^https?:$/.test(URL.parse(startUrl)?.protocol ?? '')) {
      throw this.#broken(profile, says('hasOddStartUrl'));
    }
    const ssoRegion = setting('sso_region');
    if (!regionPattern.test(ssoRegion)) throw this.#broken(profile, says('hasOddSsoRegion'));
    const accountId = setting('sso_account_id');
    const roleName = setting('sso_role_name');
    const scopes = (section?.values.get('sso_registration_scopes') || 'sso:account:access').split(/[\s,]+/);
    return {
      kind: 'sso',
      profile: profile.name,
      file: profile.file,
      session,
      startUrl,
      ssoRegion,
      scopes: scopes.filter((scope) => scope !== ''),
      accountId,
      roleName,
    };
  }

  #arn(profile: ProfileSection): string {
    const arn = profile.values.get('role_arn')?.value ?? '';
    if (!/^arn:[\w-]+:iam::\d{12}:role\/\S{1,2000}$/.test(arn)) {
      throw this.#broken(profile, says('hasOddArn'));
    }
    return arn;
  }

  #duration(profile: ProfileSection): number | null {
    const given = profile.values.get('duration_seconds')?.value;
    if (given === undefined) return null;
    const seconds = Number(given);
    if (!/^\d+$/.test(given) || seconds < 900 || seconds > 43_200) {
      throw this.#broken(profile, says('hasOddDuration'));
    }
    return seconds;
  }

  #regionOf(profile: ProfileSection): string {
    const region = profile.values.get('region')?.value ?? this.#region;
    if (!regionPattern.test(region)) throw this.#broken(profile, says('hasOddRegion'));
    return region;
  }

  #broken({ name, file }: ProfileSection, what: Said): AppError {
    return this.#invalid(says('profileBroken', { profile: name, file, what }), file);
  }

  #invalid(said: Said, file: string): AppError {
    return new AppError('PROFILE_INVALID', said, { profile: this.#root, file });
  }
}
