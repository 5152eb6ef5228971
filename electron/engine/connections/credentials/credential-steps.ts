import { fromTemporaryCredentials, fromWebToken } from '@aws-sdk/credential-providers';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Said } from '../../../../shared/schema/saying.ts';
import { assertNever } from '../../../../shared/values/exhaustive.ts';
import { says } from '../../../../shared/words/says.ts';
import type { StoreCredentials } from '../../store/s3/client-factory.ts';
import type { RequestHandler } from '../../store/transport/transport.ts';
import { cliLoginCredentials, readTokenFile } from './cli-tokens.ts';
import { credentialFailure, nameOf } from './credential-failure.ts';
import type { CredentialPlan, RolePlan, WebIdentityPlan } from './credential-plan.ts';
import {
  containerCredentials,
  environmentCredentials,
  instanceCredentials,
  isInContainer,
} from './machine-credentials.ts';
import { processCredentials } from './process-credentials.ts';
import { type ProfileEnvironment, sharedFiles } from './shared-config.ts';
import type { SsoCredentials } from './sso-credentials.ts';
import type { Asker } from './sso-sign-in.ts';

/** What a plan is carried out with. */
export interface CredentialTools {
  environment: ProfileEnvironment;
  /** Local clock, ms UTC. */
  now: () => number;
  requestHandler: RequestHandler;
  /** Whether STS is asked at its FIPS endpoint. */
  fips: boolean;
  /** Where STS is, for tests; AWS's own by region where left out. */
  stsEndpoint?: string | undefined;
  sso: SsoCredentials;
}

/**
 * Gets what a plan says, step by step along its chain, with the SDK's providers.
 *
 * @param asker null: the person is not asked, and SIGN_IN_NEEDED says that they have to be
 * @throws AppError; never with a secret in it, nor with a message of the SDK's
 */
export async function carryOut(
  plan: CredentialPlan,
  tools: CredentialTools,
  asker: Asker | null,
): Promise<StoreCredentials> {
  const { environment, now } = tools;
  switch (plan.kind) {
    case 'keys': {
      const { accessKeyId, secretAccessKey, sessionToken } = plan;
      return { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) };
    }
    case 'role':
      return assumeRole(plan, tools, asker);
    case 'webIdentity':
      return assumeRoleByToken(plan, tools);
    case 'process':
      return processCredentials(plan, tools);
    case 'sso':
      return tools.sso.credentials(plan, asker, tools.requestHandler);
    case 'login':
      return cliLoginCredentials(sharedFiles(environment).loginCache, plan, now());
    case 'environment':
      return environmentCredentials(environment, now);
    case 'metadata': {
      const inContainer = plan.of === 'container' || (plan.of === 'any' && isInContainer(environment));
      return inContainer ? containerCredentials(environment) : instanceCredentials(environment);
    }
    default:
      return assertNever(plan);
  }
}

async function assumeRole(plan: RolePlan, tools: CredentialTools, asker: Asker | null): Promise<StoreCredentials> {
  const { profile, roleArn, externalId, mfaSerial, durationSeconds } = plan;
  if (mfaSerial !== null && !asker)
    throw new AppError('SIGN_IN_NEEDED', says('mfaCodeNeeded', { profile }), { profile });
  // First the source: a code that was typed is not to be spent on a chain that breaks elsewhere.
  const source = await carryOut(plan.source, tools, asker);
  const provider = fromTemporaryCredentials({
    masterCredentials: source,
    params: {
      RoleArn: roleArn,
      RoleSessionName: plan.sessionName ?? `loose-parts-${tools.now()}`,
      DurationSeconds: durationSeconds ?? 3600,
      ...(externalId === null ? {} : { ExternalId: externalId }),
      ...(mfaSerial === null ? {} : { SerialNumber: mfaSerial }),
    },
    mfaCodeProvider: async (serial) => {
      if (!asker) throw new AppError('SIGN_IN_NEEDED', says('mfaCodeNeeded', { profile }), { profile });
      const { prompts, connectionId } = asker;
      return prompts.open({ kind: 'mfa', connectionId, profile, serial }).answer;
    },
    clientConfig: stsConfig(plan.region, tools),
  });
  try {
    return plain(await provider());
  } catch (error) {
    if (mfaSerial !== null && nameOf(error) === 'AccessDenied' && /multifactor/i.test(messageOf(error))) {
      throw new AppError('SIGN_IN_NEEDED', says('mfaCodeRefused', { profile }), { profile });
    }
    throw stsFailure(error, 'AssumeRole', plan, tools);
  }
}

async function assumeRoleByToken(plan: WebIdentityPlan, tools: CredentialTools): Promise<StoreCredentials> {
  const provider = fromWebToken({
    // Read anew each time: whoever writes it renews it.
    webIdentityToken: await readTokenFile(plan.tokenFile, plan.profile),
    roleArn: plan.roleArn,
    roleSessionName: plan.sessionName ?? `loose-parts-${tools.now()}`,
    durationSeconds: plan.durationSeconds ?? 3600,
    clientConfig: stsConfig(plan.region, tools),
  });
  try {
    return plain(await provider());
  } catch (error) {
    throw stsFailure(error, 'AssumeRoleWithWebIdentity', plan, tools);
  }
}

/** STS, regional; like the S3 client it takes nothing from the environment or the shared files. */
function stsConfig(region: string, { requestHandler, fips, stsEndpoint }: CredentialTools) {
  return {
    region,
    requestHandler,
    ...(stsEndpoint === undefined ? {} : { endpoint: stsEndpoint }),
    ignoreConfiguredEndpointUrls: true,
    useFipsEndpoint: fips,
    useDualstackEndpoint: false,
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard',
    userAgentAppId: 'loose-parts',
  } as const;
}

function stsFailure(
  error: unknown,
  operation: string,
  { roleArn, profile, file, region }: RolePlan | WebIdentityPlan,
  { stsEndpoint }: CredentialTools,
): AppError {
  return credentialFailure(error, {
    operation,
    what: roleWords(roleArn, profile, file),
    endpoint: (stsEndpoint && URL.parse(stsEndpoint)?.host) || `sts.${region}.amazonaws.com`,
    details: { ...(profile === null ? {} : { profile }), ...(file === null ? {} : { file }) },
  });
}

function roleWords(role: string, profile: string | null, file: string | null): Said {
  if (profile === null) return says('role', { role });
  return file === null
    ? says('roleOfProfile', { role, profile })
    : says('roleOfProfileInFile', { role, profile, file });
}

/** Only looked at. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

/** What the SDK found, without what it notes beside it. */
function plain({ accessKeyId, secretAccessKey, sessionToken, expiration }: StoreCredentials): StoreCredentials {
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    ...(expiration ? { expiration } : {}),
  };
}
