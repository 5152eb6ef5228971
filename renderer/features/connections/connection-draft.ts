import type { Connection, ConnectionDraft } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
import type { ConnectionFields } from './connection-fields.ts';
import { leftToReplace } from './presets.ts';

export { type ConnectionFields, emptyFields, fieldsOf, fieldsOfProfile } from './connection-fields.ts';

/** What is wrong with each field; empty where nothing is. */
export type FieldProblems = Partial<Record<keyof ConnectionFields, string>>;

const hourMs = 3_600_000;
const secondMs = 1_000;

/** Numbers of the form: their unit, and what the contract accepts, ms (shared/schema/connection.ts, `timeoutsSchema`). */
const durations = {
  connectSeconds: { unit: secondMs, least: 500, most: 300_000 },
  requestSeconds: { unit: secondMs, least: 1_000, most: 3_600_000 },
  idleSeconds: { unit: secondMs, least: 1_000, most: 3_600_000 },
  activeWindowHours: { unit: hourMs, least: 0, most: 30 * 24 * hourMs },
  quietIntervalSeconds: { unit: secondMs, least: 0, most: 24 * hourMs },
} as const;
type Duration = keyof typeof durations;

/**
 * The draft to send, or what is wrong. The engine checks it again; here it only has to speak before a round trip.
 * @param editing the connection being edited: its secrets may stay empty then, and are kept
 * @param purpose what is only tested needs no name
 */
export function toDraft(
  fields: ConnectionFields,
  editing: Connection | undefined,
  purpose: 'save' | 'test' = 'save',
): { draft: ConnectionDraft } | { problems: FieldProblems } {
  const problems = { ...accessProblems(fields, editing), ...settingProblems(fields) };
  const name = fields.name.trim();
  if (!name && purpose === 'save') problems.name = words.page.connections.form.problems.name;
  if (Object.keys(problems).length > 0) return { problems };
  const isAws = !fields.endpointUrl.trim();
  return {
    draft: {
      ...(editing && { id: editing.id }),
      name: name || words.page.connections.form.notNamed,
      endpointUrl: fields.endpointUrl.trim() || null,
      region: fields.region.trim(),
      pathStyle: fields.pathStyle,
      // Ticked before an endpoint was entered, say: they mean nothing there.
      dualStack: isAws && fields.dualStack,
      fips: isAws && fields.fips,
      proxy: proxyOf(fields),
      ...proxyPasswordOf(fields, editing),
      tls: { caFile: fields.caFile.trim() || null, pinned: fields.pinned },
      timeouts: {
        connectMs: durationMs(fields, 'connectSeconds'),
        requestMs: durationMs(fields, 'requestSeconds'),
        idleMs: durationMs(fields, 'idleSeconds'),
      },
      requesterPays: fields.requesterPays,
      expectedBucketOwner: accountOf(fields) || null,
      readOnly: fields.readOnly,
      production: fields.production,
      colour: fields.colour,
      activeWindowMs: durationMs(fields, 'activeWindowHours'),
      quietIntervalMs: durationMs(fields, 'quietIntervalSeconds'),
      credentials: credentialsOf(fields),
    },
  };
}

function accessProblems(fields: ConnectionFields, editing: Connection | undefined): FieldProblems {
  const text = words.page.connections.form.problems;
  const problems: FieldProblems = {};
  const endpoint = endpointProblem(fields.endpointUrl.trim());
  if (endpoint) problems.endpointUrl = endpoint;
  if (!fields.region.trim()) problems.region = text.region;
  switch (fields.credentials) {
    case 'static': {
      if (!fields.accessKeyId.trim()) problems.accessKeyId = text.accessKeyId;
      const keepsSecret = editing?.credentials.kind === 'static';
      if (!fields.secretAccessKey.trim() && !keepsSecret) problems.secretAccessKey = text.secretAccessKey;
      break;
    }
    case 'profile':
      if (!fields.profile) problems.profile = text.profile;
      break;
    case 'webIdentity':
      if (!fields.roleArn.trim()) problems.roleArn = text.roleArn;
      if (!fields.tokenFile.trim()) problems.tokenFile = text.tokenFile;
      break;
    case 'environment':
    case 'metadata':
    case 'anonymous':
      break;
    default:
      assertNever(fields.credentials);
  }
  return problems;
}

function settingProblems(fields: ConnectionFields): FieldProblems {
  const text = words.page.connections.form.problems;
  const problems: FieldProblems = {};
  if (fields.proxy === 'manual' && !isHttpUrl(fields.proxyUrl.trim())) {
    problems.proxyUrl = text.proxyUrl;
  }
  const account = accountOf(fields);
  if (account && !/^\d{12}$/.test(account)) problems.expectedBucketOwner = text.account;
  for (const name of durationNames) {
    const problem = durationProblem(fields, name);
    if (problem) problems[name] = problem;
  }
  return problems;
}

/** An account ID without the blanks and dashes with which it is often shown: 1111-2222-3333. */
function accountOf({ expectedBucketOwner }: ConnectionFields): string {
  return expectedBucketOwner.replace(/[\s-]/g, '');
}

function endpointProblem(endpointUrl: string): string | null {
  if (!endpointUrl) return null;
  const text = words.page.connections.form.problems;
  const left = leftToReplace(endpointUrl);
  if (left !== null) return text.ownValue(left);
  return isHttpUrl(endpointUrl) ? null : text.endpointUrl;
}

const durationNames: readonly Duration[] = [
  'connectSeconds',
  'requestSeconds',
  'idleSeconds',
  'activeWindowHours',
  'quietIntervalSeconds',
];

function durationMs(fields: ConnectionFields, name: Duration): number {
  return Math.round(Number(fields[name]) * durations[name].unit);
}

function durationProblem(fields: ConnectionFields, name: Duration): string | null {
  const { unit, least, most } = durations[name];
  const ms = durationMs(fields, name);
  const text = words.page.connections.form.problems;
  if (fields[name] === '' || Number.isNaN(ms)) return unit === hourMs ? text.hours : text.seconds;
  if (ms >= least && ms <= most) return null;
  const between = { least: least / unit, most: most / unit };
  return unit === hourMs ? text.hoursBetween(between) : text.secondsBetween(between);
}

function proxyOf(fields: ConnectionFields): ConnectionDraft['proxy'] {
  if (fields.proxy !== 'manual') return { kind: fields.proxy };
  return { kind: 'manual', url: fields.proxyUrl.trim(), username: fields.proxyUsername.trim() || null };
}

/** Left out, the stored password is kept; without a user there is nothing that it could belong to, and it goes. */
function proxyPasswordOf(fields: ConnectionFields, editing: Connection | undefined): { proxyPassword?: string } {
  if (fields.proxy === 'manual' && fields.proxyUsername.trim()) {
    return fields.proxyPassword ? { proxyPassword: fields.proxyPassword } : {};
  }
  return editing?.proxy.kind === 'manual' ? { proxyPassword: '' } : {};
}

function credentialsOf(fields: ConnectionFields): ConnectionDraft['credentials'] {
  switch (fields.credentials) {
    case 'static':
      return {
        kind: 'static',
        accessKeyId: fields.accessKeyId.trim(),
        ...(fields.secretAccessKey.trim() && { secretAccessKey: fields.secretAccessKey.trim() }),
        ...(fields.sessionToken.trim() && { sessionToken: fields.sessionToken.trim() }),
      };
    case 'profile':
      return { kind: 'profile', profile: fields.profile };
    case 'webIdentity':
      return {
        kind: 'webIdentity',
        roleArn: fields.roleArn.trim(),
        tokenFile: fields.tokenFile.trim(),
        sessionName: fields.sessionName.trim() || null,
      };
    case 'environment':
    case 'metadata':
    case 'anonymous':
      return { kind: fields.credentials };
    default:
      return assertNever(fields.credentials);
  }
}

function isHttpUrl(text: string): boolean {
  const protocol = URL.parse(text)?.protocol;
  return protocol === 'https:' || protocol === 'http:';
}
