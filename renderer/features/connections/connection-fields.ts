import type { AwsProfile, Connection, ProxySetting, TlsSettings } from '../../../shared/schema/model.ts';
import {
  type connectionColours,
  defaultActiveWindowMs,
  defaultQuietIntervalMs,
  defaultSettings,
} from '../../../shared/values/connection-defaults.ts';

const hourMs = 3_600_000;
const secondMs = 1_000;

/** What the fields of the connection form hold, as typed. */
export type ConnectionFields = {
  name: string;
  endpointUrl: string;
  region: string;
  pathStyle: boolean;
  dualStack: boolean;
  fips: boolean;
  credentials: Connection['credentials']['kind'];
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  profile: string;
  roleArn: string;
  tokenFile: string;
  sessionName: string;
  proxy: ProxySetting['kind'];
  proxyUrl: string;
  proxyUsername: string;
  proxyPassword: string;
  caFile: string;
  pinned: TlsSettings['pinned'];
  requesterPays: boolean;
  expectedBucketOwner: string;
  readOnly: boolean;
  production: boolean;
  colour: (typeof connectionColours)[number];
  connectSeconds: number | string;
  requestSeconds: number | string;
  idleSeconds: number | string;
  activeWindowHours: number | string;
  quietIntervalSeconds: number | string;
};

/** The fields of an empty form. */
export const emptyFields: ConnectionFields = {
  name: '',
  endpointUrl: '',
  region: 'us-east-1',
  pathStyle: false,
  dualStack: defaultSettings.dualStack,
  fips: defaultSettings.fips,
  credentials: 'static',
  accessKeyId: '',
  secretAccessKey: '',
  sessionToken: '',
  profile: '',
  roleArn: '',
  tokenFile: '',
  sessionName: '',
  proxy: defaultSettings.proxy.kind,
  proxyUrl: '',
  proxyUsername: '',
  proxyPassword: '',
  caFile: '',
  pinned: null,
  requesterPays: defaultSettings.requesterPays,
  expectedBucketOwner: '',
  readOnly: defaultSettings.readOnly,
  production: defaultSettings.production,
  colour: defaultSettings.colour,
  connectSeconds: defaultSettings.timeouts.connectMs / secondMs,
  requestSeconds: defaultSettings.timeouts.requestMs / secondMs,
  idleSeconds: defaultSettings.timeouts.idleMs / secondMs,
  activeWindowHours: defaultActiveWindowMs / hourMs,
  quietIntervalSeconds: defaultQuietIntervalMs / secondMs,
};

/** The fields of a saved connection. Its secrets never come back to the page, so those fields are empty. */
export function fieldsOf(connection: Connection): ConnectionFields {
  const { credentials, proxy, tls, timeouts } = connection;
  return {
    ...emptyFields,
    name: connection.name,
    endpointUrl: connection.endpointUrl ?? '',
    region: connection.region,
    pathStyle: connection.pathStyle,
    dualStack: connection.dualStack,
    fips: connection.fips,
    credentials: credentials.kind,
    ...(credentials.kind === 'static' && { accessKeyId: credentials.accessKeyId }),
    ...(credentials.kind === 'profile' && { profile: credentials.profile }),
    ...(credentials.kind === 'webIdentity' && {
      roleArn: credentials.roleArn,
      tokenFile: credentials.tokenFile,
      sessionName: credentials.sessionName ?? '',
    }),
    proxy: proxy.kind,
    ...(proxy.kind === 'manual' && { proxyUrl: proxy.url, proxyUsername: proxy.username ?? '' }),
    caFile: tls.caFile ?? '',
    pinned: tls.pinned,
    requesterPays: connection.requesterPays,
    expectedBucketOwner: connection.expectedBucketOwner ?? '',
    readOnly: connection.readOnly,
    production: connection.production,
    colour: connection.colour,
    connectSeconds: timeouts.connectMs / secondMs,
    requestSeconds: timeouts.requestMs / secondMs,
    idleSeconds: timeouts.idleMs / secondMs,
    activeWindowHours: connection.activeWindowMs / hourMs,
    quietIntervalSeconds: connection.quietIntervalMs / secondMs,
  };
}

/** The fields of a new connection by an AWS profile of this computer. */
export function fieldsOfProfile({ name, region, endpointUrl }: AwsProfile): ConnectionFields {
  return {
    ...emptyFields,
    name,
    credentials: 'profile',
    profile: name,
    region: region ?? emptyFields.region,
    endpointUrl: endpointUrl ?? '',
    pathStyle: endpointUrl !== null,
  };
}
