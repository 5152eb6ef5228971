import type { Connection, ConnectionDraft } from '../../../shared/model.ts';

/** What the fields of the connection form hold, as typed. */
export type ConnectionFields = {
  name: string;
  endpointUrl: string;
  region: string;
  pathStyle: boolean;
  credentials: Connection['credentials']['kind'];
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  profile: string;
  activeWindowHours: number | string;
  quietIntervalSeconds: number | string;
};

/** What is wrong with each field; empty where nothing is. */
export type FieldProblems = Partial<Record<keyof ConnectionFields, string>>;

const hourMs = 3_600_000;
// The model's defaults (defaultActiveWindowMs, defaultQuietIntervalMs), in the form's units. Its file would bring zod.
const defaultActiveWindowHours = 24;
const defaultQuietIntervalSeconds = 30;

/** The fields of an empty form. */
export const emptyFields: ConnectionFields = {
  name: '',
  endpointUrl: '',
  region: 'us-east-1',
  pathStyle: false,
  credentials: 'static',
  accessKeyId: '',
  secretAccessKey: '',
  sessionToken: '',
  profile: '',
  activeWindowHours: defaultActiveWindowHours,
  quietIntervalSeconds: defaultQuietIntervalSeconds,
};

/** The fields of a saved connection. Its secret never comes back to the page, so that field is empty. */
export function fieldsOf(connection: Connection): ConnectionFields {
  const { credentials } = connection;
  return {
    ...emptyFields,
    name: connection.name,
    endpointUrl: connection.endpointUrl ?? '',
    region: connection.region,
    pathStyle: connection.pathStyle,
    credentials: credentials.kind,
    accessKeyId: credentials.kind === 'static' ? credentials.accessKeyId : '',
    profile: credentials.kind === 'profile' ? credentials.profile : '',
    activeWindowHours: connection.activeWindowMs / hourMs,
    quietIntervalSeconds: connection.quietIntervalMs / 1000,
  };
}

/**
 * The draft to send, or what is wrong. The engine checks it again; here it only has to speak before a round trip.
 * @param editing the connection being edited: its secret may stay empty then, and is kept
 */
export function toDraft(
  fields: ConnectionFields,
  editing: Connection | undefined,
): { draft: ConnectionDraft } | { problems: FieldProblems } {
  const problems: FieldProblems = {};
  const endpointUrl = fields.endpointUrl.trim();
  if (!fields.name.trim()) problems.name = 'Give the connection a name';
  if (endpointUrl && !isHttpUrl(endpointUrl)) {
    problems.endpointUrl = 'Enter a URL that starts with https:// or http://';
  }
  if (!fields.region.trim()) problems.region = 'Enter a region';
  const activeWindowMs = Number(fields.activeWindowHours) * hourMs;
  if (fields.activeWindowHours === '' || !(activeWindowMs >= 0)) problems.activeWindowHours = 'Enter a number of hours';
  const quietIntervalMs = Number(fields.quietIntervalSeconds) * 1000;
  if (fields.quietIntervalSeconds === '' || !(quietIntervalMs >= 0)) {
    problems.quietIntervalSeconds = 'Enter a number of seconds';
  }
  if (fields.credentials === 'static') {
    if (!fields.accessKeyId.trim()) problems.accessKeyId = 'Enter the access key ID';
    const keepsSecret = editing?.credentials.kind === 'static';
    if (!fields.secretAccessKey && !keepsSecret) problems.secretAccessKey = 'Enter the secret access key';
  } else if (!fields.profile) {
    problems.profile = 'Choose a profile';
  }
  if (Object.keys(problems).length > 0) return { problems };
  return {
    draft: {
      ...(editing && { id: editing.id }),
      name: fields.name.trim(),
      endpointUrl: endpointUrl || null,
      region: fields.region.trim(),
      pathStyle: fields.pathStyle,
      activeWindowMs: Math.round(activeWindowMs),
      quietIntervalMs: Math.round(quietIntervalMs),
      credentials:
        fields.credentials === 'static'
          ? {
              kind: 'static',
              accessKeyId: fields.accessKeyId.trim(),
              ...(fields.secretAccessKey && { secretAccessKey: fields.secretAccessKey }),
              ...(fields.sessionToken.trim() && { sessionToken: fields.sessionToken.trim() }),
            }
          : { kind: 'profile', profile: fields.profile },
    },
  };
}

function isHttpUrl(text: string): boolean {
  const protocol = URL.parse(text)?.protocol;
  return protocol === 'https:' || protocol === 'http:';
}
