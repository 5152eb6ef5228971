/** What is known of a kind of store before it is asked: only a start for the form's fields. */
export type Preset = {
  id: string;
  name: string;
  /**
   * Empty for AWS, whose host follows from the region. `{region}` stands for the region; any other name in braces is the
   * person's own, and no URL until it is replaced.
   */
  endpointTemplate: string;
  region: string;
  pathStyle: boolean;
  /** Where the keys come from, and what to know of leftovers there. */
  hint: string;
};

/** By the stores' own documentation, and by what s3-semantics says of leftovers. */
export const presets: readonly Preset[] = [
  {
    id: 'aws',
    name: 'AWS',
    endpointTemplate: '',
    region: 'us-east-1',
    pathStyle: false,
    hint: 'The endpoint stays empty: it follows from the region, in GovCloud (us-gov-west-1) and China (cn-north-1) too.',
  },
  {
    id: 'ceph',
    name: 'Ceph',
    endpointTemplate: 'http://{host}:7480',
    region: 'default',
    pathStyle: true,
    hint: 'The gateway’s address; its own port is 7480. The region is the name of the zone group, mostly “default”.',
  },
  {
    id: 'minio',
    name: 'MinIO',
    endpointTemplate: 'http://{host}:9000',
    region: 'us-east-1',
    pathStyle: true,
    hint: 'The API’s port, 9000, and not the console’s. MinIO aborts leftovers by itself after 24 hours.',
  },
  {
    id: 'r2',
    name: 'Cloudflare R2',
    endpointTemplate: 'https://{account ID}.r2.cloudflarestorage.com',
    region: 'auto',
    pathStyle: true,
    hint: 'The account ID is on R2’s overview page, where API tokens are made. R2 aborts leftovers after 7 days.',
  },
  {
    id: 'b2',
    name: 'Backblaze B2',
    endpointTemplate: 'https://s3.{region}.backblazeb2.com',
    region: 'us-west-004',
    pathStyle: true,
    hint: 'The region is in the bucket’s endpoint. The application key’s keyID is the access key ID.',
  },
  {
    id: 'wasabi',
    name: 'Wasabi',
    endpointTemplate: 'https://s3.{region}.wasabisys.com',
    region: 'us-east-1',
    pathStyle: true,
    hint: 'Each region has its own host. Wasabi aborts leftovers by itself after 31 days.',
  },
  {
    id: 'gcs',
    name: 'Google Cloud Storage',
    endpointTemplate: 'https://storage.googleapis.com',
    region: 'auto',
    pathStyle: true,
    hint: 'Needs an HMAC key: Cloud Storage → Settings → Interoperability.',
  },
  {
    id: 'swift',
    name: 'OpenStack Swift',
    endpointTemplate: 'https://{host}:8080',
    region: 'us-east-1',
    pathStyle: true,
    hint: 'Keys come from “openstack ec2 credentials create”. The region is the location that s3api is set to.',
  },
  {
    id: 'digitalocean',
    name: 'DigitalOcean Spaces',
    endpointTemplate: 'https://{region}.digitaloceanspaces.com',
    region: 'nyc3',
    pathStyle: false,
    hint: 'The region is the data centre of the Space. Keys are under API → Spaces keys.',
  },
];

/** A preset's endpoint in a region. */
export function endpointOf({ endpointTemplate }: Preset, region: string): string {
  return endpointTemplate.replace('{region}', region.trim());
}

/** What a preset fills in; everything else in the form stays. */
export function fillIn(preset: Preset): { endpointUrl: string; region: string; pathStyle: boolean } {
  return { endpointUrl: endpointOf(preset, preset.region), region: preset.region, pathStyle: preset.pathStyle };
}

/**
 * The endpoint after the region was changed: it goes along where it is still as the preset filled it in, and stays where
 * the person wrote their own.
 */
export function followRegion(preset: Preset | undefined, endpointUrl: string, before: string, after: string): string {
  return preset && endpointUrl === endpointOf(preset, before) ? endpointOf(preset, after) : endpointUrl;
}

/** What of an endpoint is still a place for the person's own value: "account ID"; null where nothing is. */
export function leftToReplace(endpointUrl: string): string | null {
  return /\{([^{}]*)\}/.exec(endpointUrl)?.[1] ?? null;
}
