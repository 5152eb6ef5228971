import { AppError } from '../../../../shared/schema/errors.ts';
import type { Connection } from '../../../../shared/schema/model.ts';
import { assertNever } from '../../../../shared/values/exhaustive.ts';
import { says } from '../../../../shared/words/says.ts';
import type { StaticSecret } from '../../ports/ports.ts';
import type { CredentialPlan } from './credential-plan.ts';
import { planProfile } from './profile-plan.ts';
import { type ProfileEnvironment, readSharedConfig } from './shared-config.ts';

export interface ConnectionPlanPorts {
  readSecret: (connectionId: string) => Promise<StaticSecret | null>;
  environment: ProfileEnvironment;
}

/**
 * How a connection gets its credentials, worked out from its settings, the vault and the shared files.
 *
 * @throws AppError CREDENTIALS_MISSING (nothing stored, a profile that holds none), PROFILE_INVALID
 */
export async function planConnection(
  { id, name, region, credentials }: Connection,
  { readSecret, environment }: ConnectionPlanPorts,
): Promise<CredentialPlan> {
  switch (credentials.kind) {
    case 'static': {
      const secret = await readSecret(id);
      if (!secret) {
        throw new AppError('CREDENTIALS_MISSING', says('secretNotKept', { connection: name }));
      }
      return { kind: 'keys', profile: name, accessKeyId: credentials.accessKeyId, ...secret };
    }
    case 'profile':
      return planProfile(await readSharedConfig(environment), credentials.profile, region);
    case 'environment':
      return { kind: 'environment' };
    case 'metadata':
      return { kind: 'metadata', of: 'any' };
    case 'webIdentity': {
      const { roleArn, tokenFile, sessionName } = credentials;
      if (tokenFile === '') {
        throw new AppError('CREDENTIALS_MISSING', says('noTokenFile', { connection: name }));
      }
      return {
        kind: 'webIdentity',
        profile: null,
        file: null,
        roleArn,
        tokenFile,
        sessionName: sessionName || null,
        durationSeconds: null,
        region,
      };
    }
    case 'anonymous':
      throw new AppError('INTERNAL', says('askedOfAnonymous'));
    default:
      return assertNever(credentials);
  }
}
